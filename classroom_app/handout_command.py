"""`classroom-app handout LESSON PDF`: prints a lesson file to PDF, even without a screen."""

from collections.abc import Collection
from pathlib import Path

from classroom_app.application.handout import handout_of
from classroom_app.application.handout_job import HandoutJob
from classroom_app.painting_process import load_painting, paper_of
from classroom_app.protocol.lesson_file import read_lesson_file


def make_handout(lesson: Path, pdf: Path, steps: Collection[int], columns: int) -> None:
    """Write the handout of a lesson file; of all steps if `steps` is empty.

    Raises:
        LessonFileError: it is not a valid lesson file.
        OSError: a file cannot be read or written.
    """
    draft = read_lesson_file(lesson.read_bytes())
    load_painting()
    job = HandoutJob(handout_of(draft, steps), columns)
    paper_of(job).write_pdf(pdf, lambda _done, _total: None)
