"""Files of names on the disk."""

import os
from pathlib import Path

import pytest

from classroom_app.domain.sheet import MAX_FILE_BYTES, SheetError, SheetFlaw
from classroom_app.storage.roster_files import RosterFilesOnDisk
from tests.helpers.roster_files import workbook


async def test_files_of_any_name_are_read(tmp_path: Path) -> None:
    (tmp_path / "명단 봄.xlsx").write_bytes(workbook([["이름"], ["김영희"]]))
    (tmp_path / "names").write_bytes("이름\r\n김영희\r\n".encode("cp949"))
    for name in ("명단 봄.xlsx", "names"):
        (sheet,) = await RosterFilesOnDisk().read(tmp_path / name)
        assert [row.cells for row in sheet.rows] == [("이름",), ("김영희",)]


async def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        await RosterFilesOnDisk().read(tmp_path / "missing.csv")
    with pytest.raises(OSError, match="no file"):
        await RosterFilesOnDisk().read(tmp_path)
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        os.truncate(file.fileno(), MAX_FILE_BYTES + 1)
    with pytest.raises(SheetError) as raised:
        await RosterFilesOnDisk().read(large)
    assert raised.value.flaw is SheetFlaw.TOO_LARGE
