"""Each fault names what it is about, what the system said, and the way out."""

import errno
import socket
from pathlib import Path

import pytest

from classroom_app.application.ports import StorageError
from classroom_app.bootstrap.faults import (
    WSAEACCES,
    fault_of_database,
    fault_of_folder,
    fault_of_lesson,
    fault_of_port,
    fault_of_storage,
)
from classroom_app.config import Config
from classroom_app.storage.errors import (
    DatabaseError,
    DatabaseInUseError,
    FolderInUseError,
    NewerDatabaseError,
    UnusableDatabaseError,
)
from classroom_app.system.data_folder import NetworkFolderError
from classroom_app.system.program_lock import Holder
from classroom_app.system.start_faults import Fault, FaultKind


class SharingViolationError(OSError):
    """As Windows raises it."""

    winerror = 32


@pytest.mark.parametrize(
    ("error", "kind", "way_out"),
    [
        (OSError(errno.EADDRINUSE, "x"), FaultKind.PORT_TAKEN, "choose another with --port"),
        (OSError(errno.EACCES, "x"), FaultKind.PORT_FORBIDDEN, "choose another with --port"),
        (OSError(errno.EPERM, "x"), FaultKind.PORT_FORBIDDEN, "choose another with --port"),
        (OSError(WSAEACCES, "x"), FaultKind.PORT_FORBIDDEN, "choose another with --port"),
        (OSError(errno.EADDRNOTAVAIL, "x"), FaultKind.NO_ADDRESS, "with --host"),
        (socket.gaierror(-2, "Name or service not known"), FaultKind.NO_ADDRESS, "with --host"),
        (OSError("no number"), FaultKind.NO_ADDRESS, "with --host"),
    ],
)
def test_a_port_that_cannot_be_had(error: OSError, kind: FaultKind, way_out: str) -> None:
    fault = fault_of_port("10.0.0.5", 8000, error)
    assert (fault.kind, fault.place, fault.port) == (kind, "10.0.0.5", 8000)
    assert str(fault).startswith(f"Cannot listen on 10.0.0.5 port 8000 ({fault.cause}): ")
    assert way_out in str(fault)


def test_why_a_port_is_taken_is_said_in_english() -> None:
    """Whatever sentence asyncio, or a Korean Windows, puts into the error."""
    error = OSError(errno.EADDRINUSE, "주소가 이미 사용 중입니다")
    assert fault_of_port("::", 8000, error).cause == "Address already in use"


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    plain = fault_of_folder(tmp_path, PermissionError(errno.EACCES, "Permission denied"))
    assert (plain.kind, plain.place, plain.cause) == (
        FaultKind.FOLDER,
        str(tmp_path),
        "Permission denied",
    )
    assert "--data-dir" in str(plain)
    remote = fault_of_folder(tmp_path, NetworkFolderError(tmp_path, "nfs4"))
    assert (remote.kind, remote.cause) == (FaultKind.NETWORK_FOLDER, "nfs4")
    assert "--data-dir" in str(remote)


def test_a_file_that_another_program_holds(tmp_path: Path) -> None:
    held = SharingViolationError(errno.EACCES, "in use", str(tmp_path / "classroom.db"))
    fault = fault_of_folder(tmp_path, held)
    assert (fault.kind, fault.place) == (FaultKind.FILE_HELD, str(tmp_path / "classroom.db"))
    assert "close the program" in str(fault)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (FolderInUseError("/data", Holder("7")), (FaultKind.IN_USE, "/data", "/data", "7")),
        (FolderInUseError("/data", Holder()), (FaultKind.IN_USE, "/data", "/data", "")),
        (
            DatabaseInUseError("/a.db", Holder("7", "/other")),
            (FaultKind.DATABASE_IN_USE, "/a.db", "/other", "7"),
        ),
        (
            DatabaseInUseError("/a.db", Holder("7", "/other", "otherpc"), Path("/a.db.mark")),
            (FaultKind.IN_USE_ELSEWHERE, str(Path("/a.db.mark")), "otherpc", "7"),
        ),
        (NewerDatabaseError("a.db", "0042"), (FaultKind.NEWER, "a.db", "0042", "")),
        (UnusableDatabaseError("a.db", "damaged"), (FaultKind.DATABASE, "a.db", "damaged", "")),
        (DatabaseError("else"), (FaultKind.OTHER, "", "", "")),
    ],
)
def test_a_database_that_cannot_be_used(
    error: DatabaseError, expected: tuple[FaultKind, str, str, str]
) -> None:
    fault = fault_of_database(error)
    assert (fault.kind, fault.place, fault.cause, fault.owner) == expected
    assert str(fault) == str(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            FolderInUseError("/data", Holder("7", "/data")),
            "The data folder /data is in use by another running classroom_app (process 7): close "
            "that one, or choose another folder with --data-dir.",
        ),
        (
            DatabaseInUseError("/a.db", Holder("7", "/other")),
            "The database /a.db is in use by another running classroom_app (process 7, data folder "
            "/other): close that one, or choose another database with --database.",
        ),
        (
            FolderInUseError("/data", Holder("7", "/data", "otherpc"), Path("x.mark")),
            "The data folder /data is in use by another running classroom_app (process 7, on the "
            "computer otherpc): close that one, or choose another folder with --data-dir. If it "
            "does not run there any more, delete x.mark.",
        ),
    ],
)
def test_who_has_it_is_said(error: DatabaseError, words: str) -> None:
    assert str(error) == words


def test_a_lesson_that_cannot_be_used() -> None:
    path = Path("가.json")
    assert fault_of_lesson(path, "no title") == Fault(
        FaultKind.LESSON, "가.json: no title", "가.json", "no title"
    )


def test_a_database_that_fails_right_after_the_start(tmp_path: Path) -> None:
    fault = fault_of_storage(Config(tmp_path), StorageError("disk I/O error"))
    assert (fault.kind, fault.place) == (FaultKind.DATABASE, str(tmp_path))
    at_school = Config(tmp_path, database_url="postgresql://room1@db/classroom")
    fault = fault_of_storage(at_school, StorageError("server closed the connection unexpectedly"))
    assert (fault.kind, fault.place) == (FaultKind.SERVER_AWAY, "db/classroom")
