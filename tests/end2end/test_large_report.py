"""The report of a larger class: read on a thread, and not a widget more than for a small one."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QWidget

from classroom_app.bootstrap import Program
from classroom_app.config import Config
from tests.benchmarks import history
from tests.end2end.test_window import runner

__all__ = ["runner"]


def test_the_benchmark_opens_a_report_and_moves_in_it(
    runner: asyncio.Runner, tmp_path: Path
) -> None:
    found = runner.run(history.measure(30, 4, 1, tmp_path))
    assert len(found["open_ms"]) == 1
    assert len(found["move_ms"]) == history.MOVES


def test_no_widget_for_a_row(runner: asyncio.Runner, tmp_path: Path) -> None:
    async def widgets_for(students: int) -> int:
        folder = tmp_path / str(students)
        program = Program(Config(data_dir=folder, host="127.0.0.1", port=0))
        program.prepare()
        await program.start()
        try:
            await history.store(program, history.large_class(students, 3))
            async with history.window_of(program, folder) as window:
                page = await history.opened(window)
                assert page.report.students.sorted.rowCount() == students
                assert page.report.replay.students.rowCount() == students
                return len(page.report.findChildren(QWidget))
        finally:
            await program.stop()

    async def main() -> None:
        assert await widgets_for(120) == await widgets_for(2)

    runner.run(main())
