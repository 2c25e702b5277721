"""All data in one file, and back; what is not such a file is refused and changes nothing."""

import asyncio
import hashlib
import os
import sqlite3
import sys
import zipfile
from collections.abc import AsyncIterator, Callable
from copy import copy
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from classroom_app.application.backup_service import BackupError, Flaw
from classroom_app.application.ports import StorageError
from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.application.report_document import Cancelled
from classroom_app.domain import commands as cmd
from classroom_app.storage.backup import DATABASE, MANIFEST, READY, ZipBackups
from tests.helpers.access_list import who_may_read
from tests.helpers.backup_file import (
    Parts,
    entry_of,
    manifest_of,
    parts_of,
    with_file,
    with_manifest,
    write_parts,
)
from tests.helpers.lecture import NINE
from tests.helpers.past_class import held_class
from tests.helpers.phone import cookie_of
from tests.helpers.sample import picture, picture_bytes
from tests.helpers.school import School, open_school

NAME = f"{'0123456789abcdef' * 2}.png"


def silent(_done: int, _total: int) -> None:
    """Nobody looks."""


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path / "data") as school:
        yield school


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


async def end_class(school: School) -> None:
    await school.execute(cmd.EndSession())


async def test_everything_comes_back(tmp_path: Path, backup: Path) -> None:
    folder, shot = tmp_path / "data", picture_bytes()
    async with open_school(folder) as school:
        phone = await school.student("김영희")
        await school.execute(cmd.NextStep())
        await phone.send("request_help", screenshot=picture())
        await phone.expect("request_help_confirmed")
        await school.pictures_settled()
        await end_class(school)
        await held_class(school.services, "111222", "이철수")
        before = await school.services.reports.past_classes()
        await school.services.backups.write(backup, silent)
        facts = await school.services.backups.facts(backup)
        assert (facts.classes, facts.people) == (2, 2)
        await held_class(school.services, "333444", "나중에 온 사람")
        for path in (folder / "screenshots").rglob("*.png"):
            path.unlink()
        key = (folder / "instructor.key").read_text(encoding="ascii")
        copy = await school.services.backups.stage(backup, silent)
        assert (await school.services.backups.facts(copy)).classes == 3
        with zipfile.ZipFile(backup) as file:
            names = file.namelist()
    async with open_school(folder, code="AGAIN1") as school:
        again = await school.services.reports.past_classes()
        assert again == before
        record = await school.services.reports.record(before[-1].id)
        assert [line.name for line in record.report.students] == ["김영희"]
        assert [path.read_bytes() for path in (folder / "screenshots").rglob("*.png")] == [shot]
        assert (folder / "instructor.key").read_text(encoding="ascii") == key
        assert not (folder / READY).exists()
        await end_class(school)
        await school.services.backups.stage(copy, silent)
    async with open_school(folder, code="AGAIN2") as school:
        assert "333444" in {past.code for past in await school.services.reports.past_classes()}
    assert {name.split("/")[0] for name in names} == {DATABASE, MANIFEST, "screenshots"}


async def test_a_class_that_goes_on_is_in_it_and_notices_nothing(
    school: School, backup: Path
) -> None:
    phone = await school.student("김영희")
    await school.execute(cmd.NextStep())
    writing = asyncio.create_task(school.services.backups.write(backup, silent))
    for step in (1, 2):
        await phone.send("step_complete", subtask_id=step)
        await phone.expect("step_complete_confirmed")
    await writing
    with zipfile.ZipFile(backup) as file:
        file.extract(DATABASE, backup.parent)
    with sqlite3.connect(backup.parent / DATABASE) as copied:
        assert copied.execute("SELECT status FROM lecture_sessions").fetchone() == ("IN_PROGRESS",)
        assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copied.close()


async def test_a_damaged_database_is_said_as_such(tmp_path: Path, backup: Path) -> None:
    folder = tmp_path / "data"
    async with open_school(folder) as school:
        await end_class(school)
    await asyncio.to_thread(copy_damaged, folder, backup)


def copy_damaged(folder: Path, backup: Path) -> None:
    database = folder / DATABASE
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(database.stat().st_size - 4096))
    engine = create_engine(f"sqlite:///{database}")
    with pytest.raises(StorageError, match="malformed"):
        ZipBackups(engine, folder).write(backup, NINE, silent)
    assert not backup.exists()
    engine.dispose()


async def test_no_clock_stops_it(school: School, backup: Path) -> None:
    """A zip file takes no time before 1980, where the clock of a PC without battery begins."""
    await school.services.backups.write(backup, silent)
    with zipfile.ZipFile(backup) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


async def test_who_finds_the_file_cannot_lead_a_class(school: School, backup: Path) -> None:
    student, teacher = cookie_of(await school.sign_in("김영희")), await school.instructor_cookie()
    key = (school.program.config.data_dir / "instructor.key").read_bytes().strip()
    await school.services.backups.write(backup, silent)
    with zipfile.ZipFile(backup) as file:
        content = b"".join(file.read(name) for name in file.namelist())
    assert key not in content
    assert hashlib.sha256(teacher.encode()).hexdigest().encode() not in content
    assert student.encode() not in content
    assert hashlib.sha256(student.encode()).hexdigest().encode() in content, "phones find back"


async def test_only_this_account_can_read_a_backup(school: School, backup: Path) -> None:
    await school.services.backups.write(backup, silent)
    assert who_may_read(backup) == "owner"


async def test_what_was_laid_ready_before_makes_room_for_another(tmp_path: Path) -> None:
    folder, backup = tmp_path / "data", tmp_path / "backup.zip"
    async with open_school(folder) as school:
        await end_class(school)
        await school.services.backups.write(backup, silent)
        await school.services.backups.stage(backup, silent)
        await school.services.backups.stage(backup, silent)
        assert (folder / READY / DATABASE).exists()
        (folder / ".before-restore-x.zip.part").write_bytes(b"half a copy")
    async with open_school(folder, code="AGAIN1"):
        assert not list(folder.glob(".*.part"))


async def test_nothing_is_restored_under_a_class(school: School, backup: Path) -> None:
    await school.services.backups.write(backup, silent)
    with pytest.raises(ClassRunningError):
        await school.services.backups.stage(backup, silent)


async def test_cancelling_leaves_nothing(school: School, backup: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        await school.services.backups.write(backup, cancel)
    assert not any(path.name.startswith((".backup", "backup")) for path in backup.parent.iterdir())
    await end_class(school)
    await school.services.backups.write(backup, silent)
    with pytest.raises(Cancelled):
        await school.services.backups.stage(backup, cancel)
    assert not list(school.program.config.data_dir.glob("restore.*"))


# Files that are refused ---------------------------------------------------------------------------


def newer_database(parts: Parts, folder: Path) -> Parts:
    path = folder / "newer.db"
    path.write_bytes(parts[DATABASE])
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    return with_file(parts, DATABASE, path.read_bytes())


def broken_database(parts: Parts, _folder: Path) -> Parts:
    return with_file(parts, DATABASE, parts[DATABASE][:4_096] + b"\x99" * 8_192)


BLOWN_UP = picture_bytes().ljust(1_400_000, b"\0")


def blown_up() -> list[str]:
    """Return the names of many pictures that take a kilobyte each while they are packed."""
    return [f"screenshots/1/{number:032x}.png" for number in range(60)]


Change = Callable[[Parts, Path], Parts]
REFUSED: dict[str, tuple[Flaw, Change]] = {
    "no manifest": (Flaw.NOT_A_BACKUP, lambda p, _f: {DATABASE: p[DATABASE]}),
    "no dictionary": (Flaw.NOT_A_BACKUP, lambda p, _f: {**p, MANIFEST: b"[]"}),
    "no JSON": (Flaw.DAMAGED, lambda p, _f: {**p, MANIFEST: b"{"}),
    "another program's": (Flaw.NOT_A_BACKUP, lambda p, _f: with_manifest(p, format="x/1")),
    "newer format": (Flaw.NEWER, lambda p, _f: with_manifest(p, format="classroom-backup/2")),
    "newer revision": (Flaw.NEWER, lambda p, _f: with_manifest(p, revision="9999")),
    "newer database": (Flaw.NEWER, newer_database),
    "broken database": (Flaw.DAMAGED, broken_database),
    "no facts": (Flaw.DAMAGED, lambda p, _f: with_manifest(p, created_at="yesterday")),
    "other content": (Flaw.DAMAGED, lambda p, _f: {**p, DATABASE: p[DATABASE][:-1] + b"x"}),
    "other size": (Flaw.DAMAGED, lambda p, _f: {**p, DATABASE: p[DATABASE] + b"x"}),
    "a file too many": (Flaw.DAMAGED, lambda p, _f: {**p, f"screenshots/1/{NAME}": b"x"}),
    "a file too few": (
        Flaw.DAMAGED,
        lambda p, _f: {name: p[name] for name in (MANIFEST,)},
    ),
    "a path upwards": (
        Flaw.DAMAGED,
        lambda p, _f: with_file(p, f"screenshots/1/../../../../{NAME}", b"x"),
    ),
    "an absolute path": (Flaw.DAMAGED, lambda p, _f: with_file(p, f"/tmp/{NAME}", b"x")),  # noqa: S108
    "a key of its own": (Flaw.DAMAGED, lambda p, _f: with_file(p, "instructor.key", b"x")),
    "no text for a format": (Flaw.NOT_A_BACKUP, lambda p, _f: with_manifest(p, format=[])),
    "pictures that fill the disk": (
        Flaw.DAMAGED,
        lambda p, _f: with_manifest(
            {**p, **dict.fromkeys(blown_up(), BLOWN_UP)},
            files=manifest_of(p)["files"] + [entry_of(name, BLOWN_UP) for name in blown_up()],
        ),
    ),
    "a bomb": (
        Flaw.DAMAGED,
        lambda p, _f: with_file(p, DATABASE, b"\0" * (60 << 20)),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_is_refused(what: str, school: School, backup: Path, tmp_path: Path) -> None:
    flaw, change = REFUSED[what]
    await end_class(school)
    await school.services.backups.write(backup, silent)
    write_parts(backup, change(parts_of(backup), tmp_path))
    await refuses(school, backup, flaw)


async def test_parts_that_lie_one_upon_the_other_are_refused(school: School, backup: Path) -> None:
    """One picture that very many names lead to would fill the disk."""
    await end_class(school)
    await school.services.backups.write(backup, silent)
    parts, shot = parts_of(backup), picture_bytes().ljust(300_000, b"\xff")
    names = blown_up()
    files = manifest_of(parts)["files"] + [entry_of(name, shot) for name in names]
    write_parts(backup, with_manifest({**parts, names[0]: shot}, files=files))
    with zipfile.ZipFile(backup, "a") as file:
        first = file.getinfo(names[0])
        for name in names[1:]:
            again = copy(first)
            again.filename = again.orig_filename = name
            file.filelist.append(again)
            file.NameToInfo[name] = again
        file._didModify = True  # type: ignore[attr-defined]  # so that its directory is written
    with pytest.raises(BackupError, match="one upon the other"):
        await school.services.backups.stage(backup, silent)


@pytest.mark.parametrize(
    ("first", "why"), [(b"[]," * 1_000_000, "too long"), (b"[]," * 1_000, "got `array`")]
)
async def test_a_manifest_is_not_taken_apart_freely(
    school: School, backup: Path, first: bytes, why: str
) -> None:
    """Millions of values take gigabytes, and a class that goes on would wait for seconds."""
    await school.services.backups.write(backup, silent)
    parts = parts_of(backup)
    write_parts(backup, {**parts, MANIFEST: parts[MANIFEST].replace(b"[", b"[" + first)})
    with pytest.raises(BackupError, match=why) as refused:
        await school.services.backups.facts(backup)
    assert refused.value.flaw is Flaw.DAMAGED


async def test_a_pipe_is_not_waited_for(school: School, backup: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(backup)
    with pytest.raises(OSError, match="no file"):
        await school.services.backups.facts(backup)


def damage(path: Path, what: str) -> None:
    content = bytearray(path.read_bytes())
    flipped = bytearray(content)
    flipped[len(content) // 3] ^= 0x10
    changed = {
        "cut short": bytes(content[: len(content) // 2]),
        "one bit": bytes(flipped),
        "no zip": b"Once upon a time",
        "empty": b"",
    }
    path.write_bytes(changed[what])


@pytest.mark.parametrize("what", ["cut short", "one bit", "no zip", "empty"])
async def test_a_damaged_file_is_refused(what: str, school: School, backup: Path) -> None:
    await end_class(school)
    await school.services.backups.write(backup, silent)
    damage(backup, what)
    await refuses(school, backup, Flaw.DAMAGED if what == "one bit" else Flaw.NOT_A_BACKUP)


async def refuses(school: School, backup: Path, flaw: Flaw) -> None:
    folder = school.program.config.data_dir
    before = {path: path.stat().st_size for path in folder.rglob("*")}
    with pytest.raises(BackupError) as refused:
        await school.services.backups.stage(backup, silent)
    assert refused.value.flaw is flaw, refused.value
    assert {path: path.stat().st_size for path in folder.rglob("*")} == before
    assert not (folder.parent / NAME).exists()


async def test_a_power_cut_while_taking_over_is_gone_on_with(tmp_path: Path, backup: Path) -> None:
    folder = tmp_path / "data"
    async with open_school(folder) as school:
        phone = await school.student("김영희")
        await phone.ask("request_help", screenshot=picture())
        await school.pictures_settled()
        await end_class(school)
        await school.services.backups.write(backup, silent)
        await school.services.backups.stage(backup, silent)
    (folder / READY / DATABASE).replace(folder / DATABASE)  # so far it had come
    (folder / "backup-x.part").mkdir()
    async with open_school(folder, code="AGAIN1") as school:
        assert len(await school.services.reports.past_classes()) == 1
        assert len(list((folder / "screenshots").rglob("*.png"))) == 1
        assert not (folder / READY).exists()
        assert not (folder / "backup-x.part").exists()
