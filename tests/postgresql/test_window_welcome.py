"""The first start of a computer at a school whose server has been used before."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from tests.end2end.test_window import Desk, runner
from tests.helpers.desks import desk_school
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.qt_wait import until

__all__ = ["runner"]


@pytest.mark.parametrize("is_put_aside", [False, True])
def test_samples_that_the_school_has_deleted_do_not_come_back_by_themselves(
    is_put_aside: bool, runner: asyncio.Runner, postgres: PostgresDatabase, tmp_path: Path
) -> None:
    async def main() -> None:
        async with desk_school(postgres, tmp_path / "1", "ROOM01") as one:
            lessons = one.services.lessons
            for lesson_id in await lessons.import_samples("en"):
                if is_put_aside:
                    await lessons.delete(lesson_id)
                else:
                    assert await lessons.forget(lesson_id)
            left = await lessons.lessons()
            async with desk_school(postgres, tmp_path / "2", "ROOM02") as two:
                desk = Desk(two, tmp_path)
                try:
                    box = desk.find("samplesBox")
                    assert isinstance(box, QCheckBox)
                    await until(lambda: not box.isChecked(), box.toggled)
                    page = desk.page
                    desk.click("beginButton")
                    await until(lambda: page.currentWidget() is page.opener, page.currentChanged)
                finally:
                    desk.close()
            assert await lessons.lessons() == left

    runner.run(main())
