"""What was chosen in a window, when its computer goes over to a server."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from tests.end2end.test_window import Desk, runner
from tests.helpers.desks import desk_school
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.qt_wait import until
from tests.helpers.school import School, open_school

__all__ = ["runner"]


async def chosen_at(school: School, folder: Path, roster_id: int | None = None) -> int | None:
    """Return the roster that a new class would get in a window, after choosing one perhaps."""
    desk = Desk(school, folder)
    try:
        if roster_id is not None:
            desk.window.console.choose_roster(roster_id)
        return desk.window.console.roster_id
    finally:
        desk.close()


def test_who_goes_over_to_a_server_is_asked_for_the_name_that_students_see(
    runner: asyncio.Runner, postgres: PostgresDatabase, tmp_path: Path
) -> None:
    """Each database knows its instructors; this computer's is new there."""

    async def shown_at(school: School, name: str = "") -> str:
        desk = Desk(school, tmp_path)
        try:
            page = desk.page
            shown = page.currentWidget()
            if name:
                field = desk.find("instructorNameField")
                assert isinstance(field, QLineEdit)
                field.setText(name)
                desk.click("beginButton")
                await until(lambda: page.currentWidget() is page.opener, page.currentChanged)
            return type(shown).__name__
        finally:
            desk.close()

    async def main() -> None:
        async with open_school(tmp_path / "data") as alone:
            assert await shown_at(alone, "김선생") == "WelcomePanel"
            assert await shown_at(alone) == "OpenPanel"
        async with desk_school(postgres, tmp_path / "data", "ROOM01") as shared:
            assert await shown_at(shared) == "WelcomePanel"
        async with desk_school(postgres, tmp_path / "data", "ROOM01") as shared:
            assert await shown_at(shared, "박선생") == "WelcomePanel", "it was only looked at"
            assert shared.services.instructor.profile.name == "박선생"
            assert await shown_at(shared) == "OpenPanel"
        async with desk_school(postgres, tmp_path / "data", "ROOM01") as shared:
            assert await shown_at(shared) == "OpenPanel"

    runner.run(main())


def test_a_roster_that_was_chosen_is_not_another_one_of_the_server(
    runner: asyncio.Runner, postgres: PostgresDatabase, tmp_path: Path
) -> None:
    async def main() -> None:
        async with open_school(tmp_path / "data", database_url=None) as alone:
            mine = (await alone.services.rosters.create("Mondays")).id
            assert await chosen_at(alone, tmp_path, mine) == mine
        async with desk_school(postgres, tmp_path / "data", "ROOM01") as shared:
            theirs = (await shared.services.rosters.create("Fridays")).id
            assert theirs == mine, "both count from the same number"
            assert await chosen_at(shared, tmp_path) is None
            assert await chosen_at(shared, tmp_path, theirs) == theirs
        async with desk_school(postgres, tmp_path / "data", "ROOM01") as shared:
            assert await chosen_at(shared, tmp_path) == theirs, "the next start remembers it"
        async with open_school(tmp_path / "data", database_url=None) as alone:
            assert await chosen_at(alone, tmp_path) is None, "this time on this computer"
            assert await chosen_at(alone, tmp_path, mine) == mine

    runner.run(main())
