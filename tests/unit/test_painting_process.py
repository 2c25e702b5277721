"""What the process that paints handouts makes of its job."""

import pytest
from PySide6.QtWidgets import QApplication

from classroom_app.application.handout import Handout, HandoutStep
from classroom_app.application.handout_job import HandoutJob
from classroom_app.painting_process import paper_of


@pytest.mark.parametrize(
    ("language", "otherwise", "said"),
    [("ko", "en", "이름"), ("en-GB", "ko", "Name"), ("de", "ko", "이름"), ("de", "en", "Name")],
)
def test_the_words_are_in_the_lessons_language(
    qapp: QApplication, language: str, otherwise: str, said: str
) -> None:
    handout = Handout("Lesson", language, (HandoutStep(1, "One"),))
    assert paper_of(HandoutJob(handout, otherwise=otherwise))._words.name == said


def test_columns_are_as_they_are_asked_for(qapp: QApplication) -> None:
    handout = Handout("Lesson", "en", tuple(HandoutStep(n, f"Step {n}") for n in range(1, 60)))
    one, two = (len(paper_of(HandoutJob(handout, columns)).pages) for columns in (1, 2))
    assert two < one
