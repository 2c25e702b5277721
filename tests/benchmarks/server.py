"""What a database server costs beside SQLite: one desk, many desks, and where the time goes."""

import dataclasses
import signal
import statistics
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from classroom_app.storage import tables
from classroom_app.storage.database import make_engine
from tests.benchmarks import scenes
from tests.benchmarks.report import middle
from tests.benchmarks.scenes import REST_S, STEP_CHANGE, Figures
from tests.benchmarks.school import SchoolFigures, measure_school
from tests.benchmarks.targets import ProgramTarget
from tests.helpers.lecture import NINE
from tests.helpers.postgres import PostgresDatabase, PostgresServer, fresh_name

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
NUMBER = (
    "INSERT INTO last_writes (writer, number, written_at) VALUES ('benchmark', %s, now()) "
    "ON CONFLICT (writer) DO UPDATE SET number = excluded.number, written_at = excluded.written_at "
    "WHERE last_writes.number < excluded.number"
)
LOOK = "SELECT id, owner_epoch FROM lecture_sessions WHERE id = ANY(%s) ORDER BY id FOR SHARE"
COMMITS = 25
SCENES = (
    ("fan-out", "fan_out_ms"),
    ("step storm", "step_storm_ms"),
    ("join storm", "join_storm_ms"),
)
SCHOOL_SCENES = (
    ("fan-out, the others rest", "fan_out_ms", "fan-out"),
    ("fan-out, all press at once", "fan_out_at_once_ms", ""),
    ("step storm of all at once", "step_storm_ms", "step storm"),
)


class Places:
    """Where desks keep their data: each in a file of its own, or all of a folder on the server."""

    def __init__(self, server: PostgresServer, *, headless: bool) -> None:
        self._server, self._headless = server, headless
        self._databases: dict[Path, PostgresDatabase] = {}

    def desk_with_file(self, data_dir: Path, code: str) -> ProgramTarget:
        """Start a desk with a file of its own."""
        return ProgramTarget(data_dir, headless=self._headless, code=code)

    def desk_of_school(self, data_dir: Path, code: str) -> ProgramTarget:
        """Start a desk on the database of its folder's parent."""
        database = self.database_of(data_dir.parent)
        return ProgramTarget(data_dir, headless=self._headless, code=code, database=database)

    def alone(self, name: str, data_dir: Path) -> AbstractContextManager[ProgramTarget]:
        """Start the only desk of a database."""
        data_dir.mkdir(parents=True)
        opened = self.desk_with_file if name == SQLITE else self.desk_of_school
        return opened(data_dir / "desk", "DESK0")

    def database_of(self, folder: Path) -> PostgresDatabase:
        """Return the database of a folder, made at the first call."""
        if folder not in self._databases:
            self._databases[folder] = PostgresDatabase(self._server, fresh_name())
            self._server.create(self._databases[folder].name)
        return self._databases[folder]


@contextmanager
def durable_server() -> Iterator[PostgresServer]:
    """Start a server whose commits wait for the disk, and end it; also when this is ended."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = PostgresServer(durable=True)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def measure(options: Namespace, folder: Path, result: dict[str, Any]) -> None:
    """Measure all; print the tables."""
    with durable_server() as server:
        places = Places(server, headless=options.headless)
        one = {name: {n: Figures() for n in options.sizes} for name in (SQLITE, POSTGRESQL)}
        many = {name: SchoolFigures() for name in one}
        commit_ms = scenes.measure_commit(folder)
        parts_ms = measure_parts(places.database_of(folder))
        for count in options.sizes:
            for number in range(options.classes):
                for name, of_size in one.items():
                    _say(f"{name}, one desk, {count} phones, class {number + 1}")
                    at = folder / f"{name}-{count}-{number}"
                    alone = partial(places.alone, name)
                    scenes.measure_class(alone, at, count, options.rounds, of_size[count])
        for name, open_desk in (
            (SQLITE, places.desk_with_file),
            (POSTGRESQL, places.desk_of_school),
        ):
            _say(f"{name}, {options.desks} desks, {options.desk_phones} phones each")
            at = folder / f"{name}-school"
            at.mkdir()
            sizes = options.desks, options.desk_phones, options.rounds
            measure_school(open_desk, at, *sizes, many[name])
    result["one_desk"] = {
        name: {count: dataclasses.asdict(figures) for count, figures in of_size.items()}
        for name, of_size in one.items()
    }
    result["desks"] = {name: dataclasses.asdict(figures) for name, figures in many.items()}
    result["commit_ms"], result["parts_of_a_commit_ms"] = commit_ms, parts_ms
    print(f"\n{result['machine']['summary']}; load {result['machine']['load'][0]:.1f}\n")
    print("one desk; medians in ms\n" + "\n".join(one_desk(one)))
    print(f"\n{options.desks} desks with {options.desk_phones} phones each; medians in ms")
    print("\n".join(many_desks(many, options.desks * options.desk_phones)))
    print(f"\na step change by the drivers alone: SQLite {commit_ms:.2f} ms, PostgreSQL:")
    print("\n".join(f"{name:<28}{ms:>7.2f} ms" for name, ms in parts_ms.items()))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def measure_parts(database: PostgresDatabase) -> dict[str, float]:
    """Return the median times of the parts of a step change, after a rest as a press has one.

    They are run as the program runs them, on a connection of its own making.
    """
    engine = make_engine(database.url)
    times: dict[str, list[float]] = {}

    def timed(name: str, begun: float) -> float:
        times.setdefault(name, []).append((time.perf_counter() - begun) * 1_000)
        return time.perf_counter()

    with engine.connect() as connection:
        _add_class(connection)
        raw: Any = connection.connection.driver_connection
        cursor = raw.cursor()
        for number in range(1, COMMITS + 1):
            time.sleep(REST_S)
            begun = time.perf_counter()
            raw.pgconn.exec_(b"SELECT 1")
            whole = begun = timed("(a round trip alone)", begun)
            cursor.execute(NUMBER, [number])
            begun = timed("BEGIN, number of the write", begun)
            cursor.execute(LOOK, [[1]])
            begun = timed("look at the epoch", begun)
            for statement in STEP_CHANGE:
                values = {"step": number, "at": "2026-01-01 10:00:00.000000"}
                cursor.executemany(_for_server(statement), [values])
            begun = timed("three rows", begun)
            raw.commit()
            timed("COMMIT, with the disk", begun)
            timed("all", whole)
    engine.dispose()
    return {name: statistics.median(of_name) for name, of_name in times.items()}


def _add_class(connection: Connection) -> None:
    """Add the rows that a step change needs."""
    people = {"id": 1, "name": "I", "role": "INSTRUCTOR", "created_at": NINE}
    lesson = {"id": 1, "title": "L", "language": "en", "content_sha256": "", "created_at": NINE}
    steps = [
        {"id": number, "lesson_id": 1, "order_index": number, "title": "S"}
        for number in range(1, COMMITS + 1)
    ]
    connection.execute(insert(tables.users), people)
    connection.execute(insert(tables.lessons), lesson)
    connection.execute(insert(tables.subtasks), steps)
    connection.execute(
        insert(tables.lecture_sessions),
        {
            **{"id": 1, "lesson_id": 1, "instructor_id": 1, "title": "B", "session_code": "BENCH1"},
            **{"status": "IN_PROGRESS", "guests_allowed": False, "max_participants": 1_000},
            **{"locked": False, "rehearsal": False, "created_at": NINE},
        },
    )
    connection.commit()


def _for_server(statement: str) -> str:
    return statement.replace(":at", "%(at)s").replace(":step", "%(step)s")


def one_desk(measured: Mapping[str, Mapping[int, Figures]]) -> list[str]:
    """Return the lines of the table of one desk."""
    lines = [
        f"{'scene':<28}{'phones':>7}{SQLITE:>10}{POSTGRESQL:>12}{'more':>8}{'ratio':>7}{'stall':>7}"
    ]
    for scene, name in SCENES:
        for count, there in measured[POSTGRESQL].items():
            here = measured[SQLITE][count]
            stall = max(there.stalls.get(scene, [0.0]))
            lines.append(
                f"{scene:<28}{count:>7}{_beside(getattr(here, name), getattr(there, name), stall)}"
            )
    return lines


def many_desks(measured: Mapping[str, SchoolFigures], phones: int) -> list[str]:
    """Return the lines of the table of many desks."""
    here, there = measured[SQLITE], measured[POSTGRESQL]
    lines = []
    for scene, name, stalls in SCHOOL_SCENES:
        stall = max(there.stalls.get(stalls, [0.0]))
        lines.append(f"{scene:<35}{_beside(getattr(here, name), getattr(there, name), stall)}")
    for name, figures in measured.items():
        storm, cpu = middle(figures.step_storm_ms), middle(figures.cpu_s)
        if storm and cpu:
            lines.append(
                f"{name}: {phones / storm * 1_000:,.0f} completions stored per second by all; "
                f"a storm takes them {cpu * 1_000:.0f} ms of processor time"
            )
    return lines


def _beside(here: Sequence[float], there: Sequence[float], stall: float) -> str:
    base, mine = statistics.median(here), statistics.median(there)
    return f"{base:>10.1f}{mine:>12.1f}{mine - base:>8.1f}{mine / base:>7.2f}{stall:>7.0f}"
