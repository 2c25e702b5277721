"""Finds what would keep a run from starting, before it changes anything."""

import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from classroom_app.application.instructor_service import InvalidCodeError
from classroom_app.bootstrap.data_hold import DataHold
from classroom_app.bootstrap.faults import (
    check_no_password,
    fault_of_database,
    fault_of_folder,
    fault_of_lesson,
    fault_of_port,
)
from classroom_app.config import Config
from classroom_app.domain.session_code import normalise_code
from classroom_app.protocol.lesson_file import LessonFileError, read_lesson_file
from classroom_app.server.addresses import check_port
from classroom_app.storage.database import make_engine
from classroom_app.storage.errors import DatabaseError
from classroom_app.storage.migrate import known_revision
from classroom_app.system.data_folder import check_place
from classroom_app.system.start_faults import Fault, FaultKind


def faults_before_start(
    config: Config, ports: Iterable[int], hold: DataHold, *, folder_is_usable: bool = True
) -> list[Fault]:
    """Return every fault of the code, lesson, ports and database. Blocks; changes nothing.

    If the folder cannot be used, a database in it is not looked at.
    """
    faults = [*_faults_of_code(config.code)]
    if config.lesson_file is not None:
        faults += faults_of_lesson(config.lesson_file)
    faults += _faults_of_ports(config.host, ports)
    if folder_is_usable or config.database_url is not None:
        faults += _faults_of_database(config, hold, folder=folder_is_usable)
    return faults


def _faults_of_code(code: str | None) -> Iterator[Fault]:
    if code is not None and normalise_code(code) is None:
        english = str(InvalidCodeError(code))
        yield Fault(FaultKind.COMMAND, english, cause=english)


def _faults_of_ports(host: str, ports: Iterable[int]) -> Iterator[Fault]:
    for port in ports:
        try:
            check_port(host, port)
        except OSError as error:
            yield fault_of_port(host, port, error)


def _faults_of_database(config: Config, hold: DataHold, *, folder: bool) -> list[Fault]:
    try:
        engine = make_engine(config.database)
        check_no_password(config)
        try:
            if engine.dialect.name == "sqlite" and engine.url.database:
                check_place(Path(engine.url.database).parent)
            with hold.taken(folder=folder):
                known_revision(engine)
        finally:
            engine.dispose()
    except DatabaseError as error:
        return [fault_of_database(error)]
    except OSError as error:
        return [fault_of_folder(config.data_dir, error)]
    return []


def faults_of_lesson(path: Path) -> list[Fault]:
    """Return the faults of a lesson file; empty if there are none."""
    try:
        if not path.is_file():  # on Windows, reading CON would wait for the keyboard
            cause = "it is no file" if path.exists() else os.strerror(errno.ENOENT)
            english = f"The lesson file {path} cannot be read ({cause})"
            return [Fault(FaultKind.LESSON, english, str(path), cause)]
        read_lesson_file(path.read_bytes())
    except LessonFileError as error:
        return [fault_of_lesson(path, str(fault)) for fault in error.faults]
    except OSError as error:
        english = f"The lesson file {path} cannot be read ({error.strerror})"
        return [Fault(FaultKind.LESSON, english, str(path), error.strerror or str(error))]
    return []
