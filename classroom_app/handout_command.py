"""`classroom-app handout LESSON PDF`: a lesson file on paper, also where there is no screen."""

import os
import sys
from collections.abc import Collection
from pathlib import Path

from classroom_app.protocol.lesson_file import read_lesson_file


def make_handout(lesson: Path, pdf: Path, steps: Collection[int], columns: int) -> None:
    """Write the handout of a lesson file, of these steps or of all.

    Raises:
        LessonFileError: it is no lesson file.
        OSError: a file cannot be read or written.
    """
    draft = read_lesson_file(lesson.read_bytes())
    if sys.platform not in ("win32", "darwin"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Imported late: other commands answer without Qt.
    from PySide6.QtGui import QGuiApplication

    from classroom_app.application.handout import handout_of
    from classroom_app.gui.handout.handout_paper import HandoutPaper
    from classroom_app.gui.handout.handout_words import words_in
    from classroom_app.gui.language import system_language
    from classroom_app.gui.theme.theme import families_beside

    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    assert isinstance(app, QGuiApplication)
    handout = handout_of(draft, steps)
    words = words_in(handout.language, system_language())
    families = families_beside(app.font())
    HandoutPaper(handout, words, families, columns).write_pdf(pdf, lambda _done, _total: None)
