"""What stands in the database, and whether it agrees with what phones were told.

Read from the file itself, without the program; and replayed from the events alone, which must lead
to the same state as the tables.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, select, text

from classroom_app.domain.class_session import ClassSession
from classroom_app.storage import event_store, tables
from classroom_app.storage.lesson_store import read_lesson
from tests.faults.honest import HonestInstructor, HonestPhone

OPEN = ("PENDING", "ON_THE_WAY")
_CONTROL_OF_STATUS = {"PAUSED": "PAUSE", "ENDED": "END_STEP"}

Control = tuple[str, int | None]


@dataclass(frozen=True)
class Books:
    """One session as the tables have it; students by name."""

    status: str
    step: int | None
    controls: list[Control]
    words: list[str]
    completions: dict[str, Counter[int]]
    open_help: dict[str, list[int]]
    help_ids: dict[str, set[int]]
    replayed: ClassSession


def read_books(database: str | Path, code: str) -> Books:
    """Read the latest session of a code from an SQLite file, or from a server by its URL."""
    engine = _engine_of(database)
    try:
        with engine.begin() as connection:
            return _read(connection, code)
    finally:
        engine.dispose()


def _engine_of(database: str | Path) -> Engine:
    if isinstance(database, Path):
        address = f"{database.as_uri()}?mode=ro"
        return create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    return create_engine(database, isolation_level="REPEATABLE READ")


def _read(connection: Connection, code: str) -> Books:
    if connection.dialect.name == "sqlite":
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    session_id, lesson_id, status, step = connection.execute(
        text(
            "SELECT id, lesson_id, status, current_subtask_id FROM lecture_sessions "
            "WHERE session_code = :code ORDER BY id DESC LIMIT 1"
        ),
        {"code": code},
    ).one()

    def rows(query: str) -> list[Any]:
        return list(connection.execute(text(query), {"session": session_id}))

    controls = rows(
        "SELECT action, subtask_id FROM session_step_controls "
        "WHERE session_id = :session ORDER BY id"
    )
    words = rows(
        "SELECT payload FROM session_events "
        "WHERE session_id = :session AND kind = 'InstructorSpoke' ORDER BY id"
    )
    people = (
        " FROM {} r JOIN session_participants p ON p.id = r.participant_id "
        "JOIN users u ON u.id = p.user_id WHERE p.session_id = :session"
    )
    completed = rows("SELECT u.name, r.subtask_id" + people.format("subtask_completions"))
    helped = rows("SELECT u.name, r.id, r.status" + people.format("help_requests"))
    books = Books(
        status,
        step,
        [(action, subtask_id) for action, subtask_id in controls],
        [json.loads(payload)["message"] for (payload,) in words],
        {},
        {},
        {},
        _replay(connection, session_id, lesson_id),
    )
    for name, subtask_id in completed:
        books.completions.setdefault(name, Counter())[subtask_id] += 1
    for name, request_id, state in helped:
        books.help_ids.setdefault(name, set()).add(request_id)
        if state in OPEN:
            books.open_help.setdefault(name, []).append(request_id)
    return books


def _replay(connection: Connection, session_id: int, lesson_id: int) -> ClassSession:
    rows = tables.session_events
    query = select(rows.c.at, rows.c.kind, rows.c.payload)
    query = query.where(rows.c.session_id == session_id).order_by(rows.c.id)
    lesson = read_lesson(connection, lesson_id)
    history = [event_store.from_row(*row) for row in connection.execute(query)]
    moments = [event.at for event in history]
    assert all(before <= after for before, after in pairwise(moments)), "time went backwards"
    once = Counter(
        (getattr(event, "participant_id", None), getattr(event, "subtask_id", None))
        for event in history
        if type(event).__name__ == "StepCompleted"
    )
    assert set(once.values()) <= {1}, "a completion was stored twice"
    return ClassSession.replay(history, lesson)


def check_books(
    books: Books, phones: Sequence[HonestPhone], instructor: HonestInstructor | None = None
) -> None:
    """Check that nothing that anybody was told is lost, and nothing is there twice."""
    _check_replay(books)
    for phone in phones:
        stored = books.completions.get(phone.name, Counter())
        assert set(stored.values()) <= {1}, (phone.name, stored)
        assert phone.confirmed <= set(stored), (phone.name, phone.confirmed - set(stored))
        assert set(stored) <= phone.asked, (phone.name, set(stored) - phone.asked)
        assert phone.help_ids <= books.help_ids.get(phone.name, set()), phone.name
        assert len(books.open_help.get(phone.name, [])) <= 1, phone.name
        _check_heard(books, phone.heard, phone.name)
    assert len(books.words) == len(set(books.words)), "words were stored twice"
    if instructor is not None:
        sent = [command for command in instructor.sent if command[0] != "SAY"]
        assert is_within(books.controls, sent), (books.controls, sent)
        said = [words for action, words in instructor.sent if action == "SAY"]
        assert is_within(books.words, said), (books.words, said)
        _check_heard(books, instructor.heard, "the instructor")


def check_snapshots(books: Books, phones: Iterable[HonestPhone]) -> None:
    """Check that what each phone was shown at its last join is what is stored."""
    for phone in phones:
        shown = phone.snapshot
        assert shown["status"] == books.status, (phone.name, shown["status"], books.status)
        assert (shown["subtask"] or {}).get("id") == books.step, phone.name
        stored = books.completions.get(phone.name, Counter())
        assert sorted(shown["completed_subtasks"]) == sorted(stored), phone.name
        open_help = [] if shown["open_help_request"] is None else [shown["open_help_request"]]
        assert open_help == books.open_help.get(phone.name, []), phone.name


def _check_replay(books: Books) -> None:
    replayed = books.replayed
    assert replayed.status.value == books.status
    assert replayed.current_subtask_id == books.step
    completions = {
        person.name: Counter(dict.fromkeys(person.completed, 1))
        for person in replayed.participants.values()
        if person.completed
    }
    assert completions == books.completions
    waiting = {
        person.name: [person.open_help_request_id]
        for person in replayed.participants.values()
        if person.open_help_request_id is not None
    }
    assert waiting == books.open_help


def _check_heard(books: Books, heard: list[dict[str, Any]], who: str) -> None:
    controls: list[Control] = []
    # What was perhaps not heard is said again under its number, behind what came meanwhile.
    words: dict[int, str] = {}
    for message in heard:
        match message["type"]:
            case "step_changed":
                controls.append(("START_STEP", message["subtask"]["id"]))
            case "session_status_changed" if message["status"] in _CONTROL_OF_STATUS:
                controls.append((_CONTROL_OF_STATUS[message["status"]], None))
            case "session_status_changed" if "재개" in message["message"]:
                controls.append(("RESUME", None))
            case "instructor_message":
                words[message["message_id"]] = message["message"]
    assert is_within(controls, books.controls), (who, controls, books.controls)
    said = [words[number] for number in sorted(words)]
    assert is_within(said, books.words), (who, said, books.words)


def is_within(part: Sequence[object], whole: Sequence[object]) -> bool:
    """Tell whether `part` is `whole` with some left out: nothing added, twice, or out of order."""
    rest = iter(whole)
    return all(any(item == other for other in rest) for item in part)
