"""`classroom-app doctor`: a report that helps to find out why something does not work.

It contains no names of people or lessons and no codes, so that it can be sent to support.
"""

import http.client
import platform
import shutil
import sqlite3
import ssl
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import PySide6
import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from classroom_app import __version__
from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.bootstrap.basis import TLS_FOLDER
from classroom_app.bootstrap.faults import check_no_password, fault_of_missing_folder, fault_of_port
from classroom_app.config import Config
from classroom_app.server.adapter_kinds import kind_of
from classroom_app.server.addresses import (
    LOOPBACK,
    check_port,
    in_url,
    is_everywhere,
    phone_addresses,
)
from classroom_app.server.certificates import Certificates
from classroom_app.server.windows_firewall import windows_firewall
from classroom_app.storage.database import cause_of, make_engine
from classroom_app.storage.errors import DatabaseError
from classroom_app.storage.migrate import HEAD, known_revision
from classroom_app.storage.shared import is_shared
from classroom_app.storage.shared.place import place_of
from classroom_app.system.crash_reports import CrashReports
from classroom_app.system.data_folder import is_in_use
from classroom_app.system.folder_places import network_of, synchroniser_of
from classroom_app.system.startup_settings import StartupSettings

EVERYWHERE = "0.0.0.0"  # noqa: S104 - asked about, not bound
GIB = 1024**3
ENOUGH_SPACE = 0.5
NOT_YET = "not created yet (the first start will create it)"
TIMEOUT_S = 3.0
COUNTED = ("lessons", "lecture_sessions", "session_participants", "session_events")

Line = tuple[bool, str]
"""Whether all is well, and what was found."""


def examine(config: Config) -> tuple[bool, str]:
    """Return whether all is well, and the report. Blocks; changes nothing."""
    parts: list[tuple[str, Callable[[Config], Iterator[Line]]]] = [
        ("Versions", _versions),
        ("Data folder", _data_folder),
        ("Database", _database),
        ("Network", _network),
        ("Last run", _last_run),
    ]
    is_well, lines = True, []
    for heading, look in parts:
        lines.append(heading)
        for is_good, text in look(config):
            is_well = is_well and is_good
            lines.append(f"  {'ok ' if is_good else '!! '} {text}")
    return is_well, "\n".join(lines)


def _versions(_config: Config) -> Iterator[Line]:
    yield True, f"classroom-app {__version__}"
    yield True, f"Python {platform.python_version()}, {platform.platform()}"
    yield True, f"PySide6 {PySide6.__version__}, SQLAlchemy {sqlalchemy.__version__}"
    yield True, f"websockets {version('websockets')}, SQLite {sqlite3.sqlite_version}"
    yield True, "packaged program" if getattr(sys, "frozen", False) else "Python installation"


def _data_folder(config: Config) -> Iterator[Line]:
    folder = config.data_dir
    reached_by, synchroniser = network_of(folder), synchroniser_of(folder)
    if reached_by:
        yield (
            False,
            f"{folder} is on another computer ({reached_by}), where a database cannot be kept "
            "safely: choose a folder of this computer with --data-dir",
        )
    if synchroniser:
        yield (
            False,
            f"{synchroniser} copies the folder while it changes, and damages it: choose one that "
            "is not synchronised, in Settings or with --data-dir",
        )
    if config.is_data_missing:
        yield False, str(fault_of_missing_folder(folder))
        return
    if not folder.is_dir():
        yield True, f"{folder} is {NOT_YET}"
        return
    yield True, str(folder)
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield True, "can be written"
    except OSError as error:
        yield False, f"cannot be written ({error.strerror}): choose another with --data-dir"
    free = shutil.disk_usage(folder).free / GIB
    enough = free >= ENOUGH_SPACE
    yield enough, f"{free:.1f} GiB free" + ("" if enough else ": make room on this disk")
    yield True, "in use by a running program" if is_in_use(folder) else "not in use"


def _database(config: Config) -> Iterator[Line]:
    if config.database_url is None and not config.data_dir.is_dir():
        yield True, NOT_YET
        return
    try:
        engine = make_engine(config.database)
        check_no_password(config)
    except DatabaseError as error:
        yield False, str(error)
        return
    try:
        yield from _database_of(engine)
    except DatabaseError as error:
        yield False, str(error)
    except SQLAlchemyError as error:
        yield False, f"it could not be looked at to the end: {cause_of(error)}"
    finally:
        engine.dispose()


def _database_of(engine: Engine) -> Iterator[Line]:
    revision = known_revision(engine)
    if is_shared(engine):
        yield True, place_of(engine.url)
    if revision is None:
        yield True, NOT_YET
        return
    newest = "the newest" if revision == HEAD else f"brought to {HEAD} at the next start"
    yield True, f"revision {revision}, {newest}"
    if not is_shared(engine):
        yield from _sqlite_file(Path(engine.url.database or ""))
        return
    # Imported here: SQLite does not need it.
    from classroom_app.storage.shared.examination import examine_server

    yield from examine_server(engine, COUNTED)


def _sqlite_file(path: Path) -> Iterator[Line]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            found = file.execute("PRAGMA quick_check(1)").fetchone()[0]
            whole = found == "ok"
            way_out = "" if whole else ": restore a backup, or ask for help before the next class"
            yield whole, f"{path.stat().st_size / 1e6:.1f} MB, check: {found}{way_out}"
            # Names of our own tables.
            counts = (
                f"{table} {file.execute(f'SELECT count(*) FROM {table}').fetchone()[0]}"  # noqa: S608 - a table of ours
                for table in COUNTED
            )
            yield True, "rows: " + ", ".join(counts)
    except (OSError, sqlite3.Error) as error:
        yield False, f"{path} cannot be read ({error}): restore a backup"


def _network(config: Config) -> Iterator[Line]:
    chosen = StartupSettings(config.data_dir).networks
    found = phone_addresses(EVERYWHERE, chosen)
    if not found.offered:
        yield False, "no network that phones can reach: connect this computer to the Wi-Fi"
    for number, interface in enumerate(found.offered):
        words = [interface.name]
        if interface.network in chosen:
            words.append("chosen in Settings")
        if number == 0:
            words.append("recommended for phones")
        yield True, f"address {in_url(interface.address)} ({', '.join(words)})"
    for interface in found.others:
        words = [interface.name, f"{kind_of(interface)}: phones can hardly reach it"]
        yield True, f"address {in_url(interface.address)} ({', '.join(words)})"
    try:
        check_port(config.host, config.port)
    except OSError as error:
        if any(map(_answers, _ways_to(config))):
            yield True, f"port {config.port} is served by a running classroom-app"
        else:
            yield False, str(fault_of_port(config.host, config.port, error))
    else:
        yield True, f"port {config.port} is free"
    firewall = windows_firewall(config.port)
    if firewall is not None:
        yield from _firewall_lines(firewall)


def _firewall_lines(firewall: FirewallReport) -> Iterator[Line]:
    state, program = firewall.state, firewall.program
    ask = f"in PowerShell as an administrator: {firewall.command}"
    yield {
        FirewallState.OFF: (True, "Windows' firewall is off"),
        FirewallState.ALLOWED: (True, f"Windows' firewall lets phones in to {program}"),
        FirewallState.BLOCKED_BY_RULE: (
            False,
            f"Windows' firewall blocks {program} by a rule, as after “Cancel”: {ask}",
        ),
        FirewallState.NO_RULE: (
            False,
            f"Windows' firewall has no rule for {program} and asks, or drops what comes: {ask}",
        ),
        FirewallState.PRIVATE_ONLY: (
            False,
            f"Windows' firewall lets phones in to {program} in private networks alone, and the "
            f"present one counts as public: {ask}",
        ),
        FirewallState.ALL_BLOCKED: (
            False,
            "Windows' firewall blocks all that comes in, allowed programs too: untick “Blocks all "
            "incoming connections” in Windows Security, Firewall & network protection",
        ),
        FirewallState.MANAGED: (
            False,
            f"Windows' firewall heeds the rules of an organisation alone, and they do not let "
            f"phones in to {program}: ask who manages this PC",
        ),
        FirewallState.UNKNOWN: (True, "what Windows' firewall does with phones cannot be told"),
    }[state]


def _ways_to(config: Config) -> Iterator[http.client.HTTPConnection]:
    """Yield connections to a server of ours: plain, and with the certificate of this folder."""
    host = LOOPBACK if is_everywhere(config.host) else config.host
    yield http.client.HTTPConnection(host, config.port, timeout=TIMEOUT_S)
    authorities = Certificates(config.data_dir / TLS_FOLDER).authorities()
    if authorities:
        trusted = ssl.create_default_context(cadata=authorities)
        yield http.client.HTTPSConnection(host, config.port, timeout=TIMEOUT_S, context=trusted)


def _answers(connection: http.client.HTTPConnection) -> bool:
    """Return whether one of our servers answers there."""
    try:
        connection.request("GET", "/healthz")
        return b'"status":"ok"' in connection.getresponse().read(4_096)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _last_run(config: Config) -> Iterator[Line]:
    report = CrashReports(config.logs, "").last()
    yield True, f"log files: {config.logs}"
    if report is None:
        yield True, "no crash recorded"
    else:
        yield False, "the program crashed; the report:"
        for line in report.splitlines():
            yield True, line
