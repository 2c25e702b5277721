"""A question in the real window, answered by real phones on the same loop."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from classroom_app.application.report_document import FileKind, QuestionColumn, answer_key
from classroom_app.domain import commands as cmd
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.kit.answer_bars import AnswerBars
from classroom_app.gui.lead.question_bar import QuestionBar
from tests.end2end.test_window_leads_a_class import Desk, runner
from tests.end2end.test_window_rests import SIZES, Layouts, come_to_rest
from tests.helpers.asking_lesson import ASKED, ASKING, write_asking_lesson
from tests.helpers.phone import Phone
from tests.helpers.qt_wait import until
from tests.helpers.school import open_school
from tests.helpers.workbook import Workbook

__all__ = ["runner"]


async def answer(phone: Phone, place: int) -> None:
    await phone.send("step_complete", subtask_id=ASKING, answer=place)
    assert (await phone.expect("step_complete_confirmed"))["answer"] == place


def test_a_question_from_the_phones_to_the_wall_and_into_files(
    runner: asyncio.Runner, tmp_path: Path
) -> None:
    async def work() -> None:
        lesson = write_asking_lesson(tmp_path)
        async with open_school(tmp_path / "data", lesson=lesson) as school:
            desk = Desk(school, tmp_path)
            bridge, window = desk.window.console.bridge, desk.window
            bar = window.findChildren(QuestionBar)[0]
            kim, lee = await school.student("Kim"), await school.student("Lee")
            await school.execute(cmd.NextStep(ASKING))
            bridge.flush()
            assert bar.isVisible()
            window.projector.toggle()
            projector = window.projector.projector
            assert projector is not None
            (wall,) = projector.findChildren(AnswerBars)
            await answer(kim, 0)
            await answer(lee, 2)
            await answer(lee, 0)
            bridge.flush()
            assert not bar.bars.isVisible()
            assert not wall.is_open
            await desk.click("showAnswersButton")
            await until(lambda: wall.is_open, bridge.answers_changed)
            assert bar.bars.isVisible()
            assert [each.count for each in wall.bars] == [2, 0, 0]
            await answer(kim, 1)
            bridge.flush()
            assert [each.count for each in wall.bars] == [1, 1, 0]
            await answer(kim, 0)
            bridge.flush()
            window.projector.toggle()
            await school.execute(cmd.EndSession())
            bridge.flush()
            assert not bar.isVisible()
            record = await school.services.reports.record(school.session.id)
            document = document_of(record.report)
            assert document.questions.values(QuestionColumn.COUNT) == [2, 0, 0]
            assert document.students.values(answer_key(ASKING)) == [ASKED.answers[0]] * 2
            path = tmp_path / "report.xlsx"
            await school.services.reports.write(FileKind.XLSX, document, path, lambda *_: None)
            book = Workbook(path)
            told = [text for _kind, text in book.cells("Questions").values()]
            assert {ASKED.text, *ASKED.answers} <= set(told)
            heads = [text for _kind, text in book.cells("Students").values()]
            assert f"2. {ASKED.text}" in heads
            assert heads.count(ASKED.answers[0]) == 2
            desk.close()

    runner.run(work())


def test_a_class_with_a_question_comes_to_rest_in_every_size(
    runner: asyncio.Runner, tmp_path: Path
) -> None:
    async def work() -> None:
        lesson = write_asking_lesson(tmp_path)
        async with open_school(tmp_path / "data", lesson=lesson) as school:
            desk, layouts = Desk(school, tmp_path), Layouts()
            app = QApplication.instance()
            assert app is not None
            kim = await school.student("Kim")
            await school.execute(cmd.NextStep(ASKING))
            await answer(kim, 1)
            app.installEventFilter(layouts)
            try:
                for shown in (False, True):
                    await school.execute(cmd.ShowAnswers(ASKING, shown=shown))
                    desk.window.console.bridge.flush()
                    for size in SIZES:
                        desk.window.resize(size)
                        await come_to_rest(layouts, f"a question at {size}")
                    check_room(desk, SIZES[0])
            finally:
                app.removeEventFilter(layouts)
            desk.close()

    runner.run(work())


def check_room(desk: Desk, smallest: QSize) -> None:
    """See that the buttons that lead the class are whole in the smallest window."""
    desk.window.resize(smallest)
    QApplication.processEvents()
    window = desk.window.rect()
    for name in ("nextStepButton", "pauseButton", "endButton", "showAnswersButton"):
        button = desk.button(name)
        box = button.rect().translated(button.mapTo(desk.window, button.rect().topLeft()))
        assert window.contains(box), name
