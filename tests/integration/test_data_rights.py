"""In a data folder that is open to others, they can read nothing of what people would not tell."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from classroom_app.system.data_rights import settings_file
from tests.helpers.access_list import who_may_read
from tests.helpers.sample import picture
from tests.helpers.school import School, open_school
from tests.helpers.systems import linux_only

PRIVATE = ("classroom.db", "screenshots")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that was there before the program, open to all."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


async def ask_for_help(school: School) -> None:
    phone = await school.student("김영희")
    await phone.send("request_help", screenshot=picture())
    await phone.expect("request_help_confirmed")
    await school.pictures_settled()


async def test_from_the_first_moment(folder: Path) -> None:
    async with open_school(folder) as school:
        await ask_for_help(school)
        logs = [folder / f"classroom.db-{end}" for end in ("wal", "shm")]
        for path in (*(folder / name for name in PRIVATE), *(logs if os.name == "posix" else ())):
            assert who_may_read(path) == "owner", path.name


# On Windows, Qt puts a new file in place of the old one, with the rights of the folder.
@linux_only
def test_qt_writes_settings_that_are_private(folder: Path) -> None:
    for value in ("secret", "other"):
        settings = QSettings(str(settings_file(folder)), QSettings.Format.IniFormat)
        settings.setValue("wifi/password", value)
        settings.sync()
        assert value in (folder / "settings.ini").read_text("utf-8")
        assert who_may_read(folder / "settings.ini") == "owner"


@linux_only
async def test_what_an_older_version_left_open_is_mended(folder: Path) -> None:
    async with open_school(folder) as school:
        await ask_for_help(school)
    for name in PRIVATE:
        (folder / name).chmod(0o755)
    async with open_school(folder, code="AGAIN1"):
        for name in PRIVATE:
            assert who_may_read(folder / name) == "owner", name


async def test_a_file_of_somebody_elses_keeps_nobody_from_a_class(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr("classroom_app.system.data_rights.keep_file_private", refuse)
    async with open_school(folder) as school:
        assert (await school.sign_in("김영희")).status_code == 201
