"""Converts what the parts raise at a start to faults that name the way out."""

import errno
import os
import socket
from pathlib import Path

from sqlalchemy import make_url

from classroom_app.application.ports import StorageError
from classroom_app.application.server_place import holds_password, is_server
from classroom_app.config import Config
from classroom_app.storage.errors import (
    DatabaseError,
    DatabaseInUseError,
    DesksConnectedError,
    NewerDatabaseError,
    ServerError,
    UnusableDatabaseError,
)
from classroom_app.system.data_folder import NetworkFolderError
from classroom_app.system.held_files import is_held
from classroom_app.system.start_faults import Fault, FaultKind
from classroom_app.system.startup_settings import FILE as START_FILE

WSAEACCES = 10_013  # Windows' error for a port that it reserves


def fault_of_lesson(path: Path, cause: str) -> Fault:
    """Return the fault of a lesson file."""
    return Fault(FaultKind.LESSON, f"{path}: {cause}", str(path), cause)


def fault_of_database(error: DatabaseError) -> Fault:
    """Return why the database cannot be used."""
    match error:
        case DatabaseInUseError():
            return _fault_of_holder(error)
        case NewerDatabaseError():
            return Fault(FaultKind.NEWER, str(error), error.database, error.revision)
        case DesksConnectedError():
            cause = ", ".join(error.computers)
            return Fault(FaultKind.SERVER_DESKS, str(error), error.shown, cause)
        case ServerError():
            return Fault(error.kind, str(error), error.shown, error.cause)
        case UnusableDatabaseError():
            return Fault(FaultKind.DATABASE, str(error), error.database, error.cause)
    return Fault.other(str(error))


def check_no_password(config: Config) -> None:
    """See that no password stands in the settings, for others to read.

    The command line refuses one by itself.

    Raises:
        ServerError: one does.
    """
    if config.database_url is None or not holds_password(config.database_url):
        return
    from classroom_app.storage.shared.place import place_of, shown_place

    url = make_url(config.database_url)
    raise ServerError(
        FaultKind.SERVER,
        place_of(url),
        f"{config.data_dir / START_FILE} holds a password, which others could read there",
        "Leave it out of the URL; keep it in the keyring (in Settings) or in PostgreSQL's password "
        "file",
        shown_place(url),
    )


def fault_of_storage(config: Config, error: StorageError) -> Fault:
    """Return why a database that was prepared cannot be read or written after all."""
    if is_server(config.database_url):
        from classroom_app.storage.shared.login import server_error

        return fault_of_database(server_error(make_url(str(config.database)), error))
    english = f"The database cannot be used: {error}"
    return Fault(FaultKind.DATABASE, english, str(config.data_dir), str(error))


def _fault_of_holder(error: DatabaseInUseError) -> Fault:
    holder = error.holder
    if error.mark is not None and holder.is_elsewhere:
        return Fault(
            FaultKind.IN_USE_ELSEWHERE,
            str(error),
            str(error.mark),
            holder.computer,
            owner=holder.process,
        )
    return Fault(
        FaultKind.IN_USE if error.is_folder else FaultKind.DATABASE_IN_USE,
        str(error),
        error.place,
        holder.data_dir or (error.place if error.is_folder else ""),
        owner=holder.process,
    )


def fault_of_folder(folder: Path, error: OSError) -> Fault:
    """Return why the data folder cannot be used, with the way out."""
    if isinstance(error, NetworkFolderError):
        english = (
            f"The data folder {folder} is on another computer ({error.reached_by}), where a "
            "database cannot be kept safely: choose a folder of this computer with --data-dir"
        )
        return Fault(FaultKind.NETWORK_FOLDER, english, str(folder), error.reached_by)
    cause = error.strerror or str(error)
    if is_held(error) and error.filename is not None:
        english = (
            f"{error.filename} cannot be replaced ({cause}): close the program that has it open, "
            "then start again"
        )
        return Fault(FaultKind.FILE_HELD, english, str(error.filename), cause)
    english = (
        f"The data folder {folder} cannot be written ({cause}): choose another with --data-dir"
    )
    return Fault(FaultKind.FOLDER, english, str(folder), cause)


def fault_of_missing_folder(folder: Path) -> Fault:
    """Return the fault of a chosen folder that is missing, with the way out."""
    english = (
        f"The data folder {folder} that was chosen before is not there, or holds no data: connect "
        "its drive and start again, or name a folder with --data-dir (it is made if need be)"
    )
    return Fault(FaultKind.FOLDER_MISSING, english, str(folder))


def fault_of_port(host: str, port: int, error: OSError) -> Fault:
    """Return why a port cannot be listened on, with the way out."""
    is_number = error.errno is not None and not isinstance(error, socket.gaierror)
    cause = _cause_of_port(error) if is_number else error.strerror or str(error)
    if not is_number or error.errno == errno.EADDRNOTAVAIL:
        kind = FaultKind.NO_ADDRESS
        way_out = "name an address of this computer with --host, or leave it out"
    else:
        is_forbidden = error.errno in (errno.EACCES, errno.EPERM, WSAEACCES)
        kind = FaultKind.PORT_FORBIDDEN if is_forbidden else FaultKind.PORT_TAKEN
        way_out = "close the program that has it, or choose another with --port"
    english = f"Cannot listen on {host} port {port} ({cause}): {way_out}"
    return Fault(kind, english, host, cause, port)


def _cause_of_port(error: OSError) -> str:
    """Return the system's message for an error number, in English."""
    number = error.errno or 0
    if os.name == "posix":  # asyncio puts a sentence of its own into `strerror`
        return os.strerror(number)
    # Windows' messages are in the system's language.
    said = {
        errno.EADDRINUSE: "Address already in use",
        errno.EADDRNOTAVAIL: "Cannot assign requested address",
        WSAEACCES: "Permission denied",
    }
    return said.get(number) or error.strerror or str(error)
