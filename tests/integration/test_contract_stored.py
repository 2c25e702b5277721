"""PROTOCOL.md §7: what is stored, as any other program reads it from the file."""

import asyncio
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, create_engine, inspect, select

from classroom_app.application.activity import FLUSH_EVERY_S
from classroom_app.application.ports import Record
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.server.bounds import Bounds
from classroom_app.storage import tables
from classroom_app.storage.archive import SqlArchive
from classroom_app.storage.database import Database, make_engine
from classroom_app.storage.journal import SqlJournal
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.storage.projection import Projection
from classroom_app.system.paths import migrations_dir
from tests.helpers.databases import copy_data, database_of
from tests.helpers.lecture import snapshot
from tests.helpers.phone import Phone
from tests.helpers.sample import HandClock, JournalMaker, picture
from tests.helpers.school import School, open_school
from tests.helpers.stored import one_of, rows_of
from tests.helpers.timing import PATIENCE_S

COLUMNS = {
    "users": "id name role device_id created_at",
    "lessons": "id title description language revision_of",
    "subtasks": "id lesson_id title order_index target_action guide_text voice_guide_text view_id "
    "text content_description target_package",
    "lecture_sessions": "id lesson_id instructor_id title session_code status current_subtask_id "
    "created_at started_at ended_at",
    "session_participants": "id session_id user_id status current_subtask_id joined_at "
    "last_active_at completed_at",
    "subtask_completions": "id participant_id subtask_id completed_at",
    "help_requests": "id session_id participant_id subtask_id message screenshot_path status "
    "created_at resolved_at",
    "session_step_controls": "id session_id subtask_id instructor_id action message created_at",
    "session_events": "id session_id at kind payload",
}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def at(clock: HandClock) -> str:
    """Return the present time as it stands in the file: UTC."""
    return clock.now().strftime("%Y-%m-%d %H:%M:%S.%f")


class Room:
    """A class on a clock that is moved by hand, and a look into its file."""

    def __init__(self, school: School, clock: HandClock) -> None:
        self.school, self.clock = school, clock
        self.data_dir = school.program.config.data_dir

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return rows_of(self.data_dir, query, *values)

    def one(self, query: str, *values: Any) -> Any:
        return one_of(self.data_dir, query, *values)

    def go_on(self, seconds: float = 1.0) -> str:
        self.clock.seconds += seconds
        return at(self.clock)

    async def say(self, phone: Phone, kind: str, **data: Any) -> str:
        """Let a phone say something a second later; return when."""
        now = self.go_on()
        await phone.send(kind, **data)
        await phone.send("heartbeat", timestamp=0)
        await phone.expect("heartbeat_ack")
        return now


@pytest.fixture
async def room(tmp_path: Path, clock: HandClock) -> Any:
    async with open_school(tmp_path / "data", clock=clock) as school:
        yield Room(school, clock)


# Tables and columns -------------------------------------------------------------------------------


@pytest.mark.parametrize("table", COLUMNS)
async def test_each_table_has_its_columns(tmp_path: Path, table: str) -> None:
    engine = make_engine(database_of(tmp_path))
    bring_up_to_date(engine, migrations_dir(), HandClock().now())
    found = {column["name"] for column in inspect(engine).get_columns(table)}
    engine.dispose()
    assert found >= set(COLUMNS[table].split())


async def test_a_completion_stands_there_once(room: Room) -> None:
    engine = make_engine(database_of(room.data_dir))
    unique = inspect(engine).get_unique_constraints("subtask_completions")
    engine.dispose()
    assert ["participant_id", "subtask_id"] in [each["column_names"] for each in unique]


async def test_the_first_lessons_steps_are_numbered_from_one(room: Room) -> None:
    steps = room.rows("SELECT id, lesson_id, order_index, title FROM subtasks ORDER BY id")
    assert [step[:3] for step in steps] == [(1, 1, 1), (2, 1, 2), (3, 1, 3)]
    assert steps[0][3] == "Step 1: Open Settings"
    assert room.rows("SELECT id, title, language, revision_of FROM lessons") == [
        (1, "알림 켜기", "ko", None)
    ]


# People -------------------------------------------------------------------------------------------


async def test_users_and_their_roles(room: Room) -> None:
    opened = at(room.clock)
    now = room.go_on()
    await room.school.sign_in("김하나", device_id="tablet-7")
    await room.school.sign_in("Lee")
    users = room.rows("SELECT id, name, role, device_id, created_at FROM users ORDER BY id")
    name = room.school.services.instructor.profile.name
    assert users == [
        (1, name, "INSTRUCTOR", None, opened),
        (2, "김하나", "STUDENT", "tablet-7", now),
        (3, "Lee", "STUDENT", None, now),
    ]


async def test_a_participant_from_sign_in_to_the_last_step(room: Room) -> None:
    def stored() -> tuple[Any, ...]:
        query = (
            "SELECT status, current_subtask_id, joined_at, last_active_at, completed_at "
            "FROM session_participants WHERE session_id = 1 AND user_id = 2"
        )
        (row,) = room.rows(query)
        return row

    signed_in = at(room.clock)
    phone = await room.school.student_phone("Kim")
    assert stored() == ("WAITING", None, None, signed_in, None)
    joined = await room.say(phone, "join")
    assert stored() == ("ACTIVE", None, joined, joined, None)
    now = await room.say(phone, "step_complete", subtask_id=2)
    assert stored() == ("ACTIVE", 2, joined, now, None)
    now = await room.say(phone, "progress_update", subtask_id=3)
    assert stored() == ("ACTIVE", 3, joined, now, None)
    now = await room.say(phone, "step_complete", subtask_id=1)
    done = await room.say(phone, "step_complete", subtask_id=3)
    assert stored() == ("COMPLETED", 3, joined, done, done)
    completions = room.rows(
        "SELECT participant_id, subtask_id, completed_at FROM subtask_completions ORDER BY id"
    )
    assert completions[1:] == [(1, 1, now), (1, 3, done)]
    again = await room.say(phone, "step_complete", subtask_id=1)
    assert stored()[4] == done
    assert len(room.rows("SELECT * FROM subtask_completions")) == 3
    await room.school.program.activity.flush()
    assert stored()[3] == again
    # Who comes back joins anew; when they joined first stays.
    await phone.close()
    room.go_on()
    await room.school.student("Watcher")
    assert stored()[2] == joined


# Signs of life ------------------------------------------------------------------------------------


async def test_heartbeats_are_written_in_batches_and_at_the_end(tmp_path: Path) -> None:
    assert FLUSH_EVERY_S == Bounds().flush_activity_s <= 14.0
    clock, maker, data_dir = HandClock(), JournalMaker(), tmp_path / "data"
    query = "SELECT last_active_at FROM session_participants ORDER BY id"

    async def beat(phone: Phone) -> str:
        clock.seconds += 5
        assert (await phone.ask("heartbeat", timestamp=1))["type"] == "heartbeat_ack"
        return at(clock)

    async with open_school(data_dir, clock=clock, make_journal=maker) as school:
        phones = [await school.student(f"S{n}", presence=False) for n in range(3)]
        before, commits = rows_of(data_dir, query), len(maker.journal.commits)
        for phone in phones:
            await beat(phone)
        assert rows_of(data_dir, query) == before
        await school.program.activity.flush()
        times = rows_of(data_dir, query)
        assert [datetime.fromisoformat(t) for (t,) in times] == [
            datetime.fromisoformat(t) + timedelta(seconds=5 * n)
            for n, (t,) in enumerate(before, start=1)
        ]
        last = await beat(phones[1])
        assert len(maker.journal.commits) == commits
    assert rows_of(data_dir, query)[1] == (last,)


async def test_every_message_is_a_sign_of_life(room: Room) -> None:
    phone = await room.school.student("Kim", presence=False)
    query = "SELECT last_active_at FROM session_participants"
    for kind, data in (
        ("heartbeat", {"timestamp": 1}),
        ("join", {}),
        ("cancel_help", {}),
        ("nonsense", {}),
        ("step_complete", {"subtask_id": 99}),
    ):
        now = room.go_on()
        await phone.ask(kind, **data)
        await room.school.program.activity.flush()
        assert room.one(query) == now, kind
    await phone.socket.send("garbage")
    await phone.receive()


async def test_signs_of_life_are_written_by_themselves(tmp_path: Path) -> None:
    clock, maker, data_dir = HandClock(), JournalMaker(), tmp_path / "data"
    bounds = Bounds(flush_activity_s=0.01)
    async with open_school(data_dir, clock=clock, bounds=bounds, make_journal=maker) as school:
        phone = await school.student("Kim")
        clock.seconds += 60
        await phone.ask("heartbeat", timestamp=1)
        query = "SELECT last_active_at FROM session_participants"
        async with asyncio.timeout(PATIENCE_S):
            while one_of(data_dir, query) != at(clock):
                maker.journal.flushed.clear()
                await maker.journal.flushed.wait()


async def test_a_bug_in_what_runs_beside_a_class_does_not_keep_it_from_ending_in_order(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    failed = asyncio.Event()

    class BuggyJournal(SqlJournal):
        async def flush_activity(self, last_active: Mapping[int, datetime]) -> None:
            if last_active and not failed.is_set():
                failed.set()
                raise RuntimeError("a bug")
            await super().flush_activity(last_active)

    bounds = Bounds(flush_activity_s=0.01)
    async with open_school(tmp_path, bounds=bounds, make_journal=BuggyJournal) as school:
        phone = await school.student("Kim")
        async with asyncio.timeout(PATIENCE_S):
            await failed.wait()
        assert (await phone.ask("step_complete", subtask_id=1))["type"] == "step_complete_confirmed"
        await school.program.stop()
        await phone.socket.wait_closed()
        assert phone.socket.close_code == CloseCode.GOING_AWAY
    assert "a bug" in caplog.text


# The lead -----------------------------------------------------------------------------------------


async def test_the_session_and_what_the_instructor_did(room: Room) -> None:
    def stored() -> tuple[Any, ...]:
        query = "SELECT status, current_subtask_id, started_at, ended_at FROM lecture_sessions"
        (row,) = room.rows(query)
        return row

    created = at(room.clock)
    query = "SELECT id, lesson_id, instructor_id, title, session_code, created_at FROM "
    assert room.rows(query + "lecture_sessions") == [(1, 1, 1, "알림 켜기", "TEST001", created)]
    assert stored() == ("WAITING", None, None, None)
    instructor = await room.school.instructor()
    started = await room.say(instructor, "next_step", message="시작합니다")
    assert stored() == ("IN_PROGRESS", 1, started, None)
    third = await room.say(instructor, "next_step", subtask_id=3)
    assert stored() == ("IN_PROGRESS", 3, started, None)
    paused = await room.say(instructor, "pause_session")
    assert stored() == ("PAUSED", 3, started, None)
    await room.say(instructor, "pause_session")  # refused, and so not logged
    resumed = await room.say(instructor, "resume_session")
    assert stored() == ("IN_PROGRESS", 3, started, None)
    await room.say(instructor, "instructor_message", message="…")
    ended = await room.say(instructor, "end_session")
    assert stored() == ("ENDED", 3, started, ended)
    controls = room.rows(
        "SELECT session_id, instructor_id, action, subtask_id, message, created_at "
        "FROM session_step_controls ORDER BY id"
    )
    assert controls == [
        (1, 1, "START_STEP", 1, "시작합니다", started),
        (1, 1, "START_STEP", 3, "", third),
        (1, 1, "PAUSE", None, "", paused),
        (1, 1, "RESUME", None, "", resumed),
        (1, 1, "END_STEP", None, "", ended),
    ]


async def test_a_class_that_never_began(room: Room) -> None:
    await room.school.execute(cmd.EndSession())
    query = "SELECT status, current_subtask_id, started_at, ended_at FROM lecture_sessions"
    assert room.rows(query) == [("ENDED", None, None, at(room.clock))]


# Help ---------------------------------------------------------------------------------------------


async def test_a_call_for_help_and_what_became_of_it(room: Room) -> None:
    def stored() -> tuple[Any, ...]:
        return room.rows(
            "SELECT session_id, participant_id, subtask_id, message, status, created_at, "
            "resolved_at FROM help_requests ORDER BY id DESC LIMIT 1"
        )[0]

    phone, instructor = await room.school.student("Kim"), await room.school.instructor()
    asked = await room.say(phone, "request_help", subtask_id=1, message="?")
    assert stored() == (1, 1, 1, "?", "PENDING", asked, None)
    await room.say(instructor, "resolve_help", help_request_id=1, status="ON_THE_WAY")
    assert stored() == (1, 1, 1, "?", "ON_THE_WAY", asked, None)
    done = await room.say(phone, "step_complete", subtask_id=1)
    assert stored() == (1, 1, 1, "?", "RESOLVED", asked, done)
    asked = await room.say(phone, "request_help")
    gone = await room.say(phone, "cancel_help")
    assert stored() == (1, 1, None, None, "CANCELLED", asked, gone)
    asked = await room.say(phone, "request_help", screenshot=picture())
    await instructor.expect_picture()
    done = await room.say(instructor, "resolve_help", help_request_id=3, status="RESOLVED")
    assert stored() == (1, 1, None, None, "RESOLVED", asked, done)
    path = room.one("SELECT screenshot_path FROM help_requests WHERE id = 3")
    assert (room.school.services.picture_home / path).read_bytes().startswith(b"\x89PNG")


# Before it is told --------------------------------------------------------------------------------


async def test_nothing_is_told_before_the_disk_has_it(tmp_path: Path) -> None:
    maker = JournalMaker()
    async with open_school(tmp_path / "data", make_journal=maker) as school:
        student = await school.student("Kim", presence=False)
        instructor, cookie = await school.instructor(), await school.student_cookie("Lee")
        other = await school.connect(cookie)
        steps: list[tuple[Phone, str, dict[str, Any]]] = [
            (student, "step_complete", {"subtask_id": 1}),
            (student, "request_help", {}),
            (student, "cancel_help", {}),
            (other, "join", {"presence": False}),
            (instructor, "next_step", {}),
            (instructor, "end_session", {}),
        ]
        for sender, kind, data in steps:
            for phone in (student, instructor, other):
                await phone.send("heartbeat", timestamp=0)
                await phone.expect("heartbeat_ack")
            maker.journal.gate.clear()
            maker.journal.waiting.clear()
            await sender.send(kind, **data)
            await maker.journal.waiting.wait()
            for phone in (student, instructor, other):
                if phone is not sender:
                    await phone.hears_nothing_but()
            first = asyncio.create_task(sender.receive())
            maker.journal.gate.set()
            assert (await first)["type"] not in ("error", "heartbeat_ack"), kind


# After a power cut --------------------------------------------------------------------------------


async def test_who_was_there_at_a_power_cut_is_not_there_any_more(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    async with open_school(before) as school:
        await school.student("Active")
        done = await school.student("Done")
        for subtask_id in (1, 2, 3):
            await done.ask_past("step_complete", "participant_joined", subtask_id=subtask_id)
        await school.student_cookie("Signed in")
        again = await school.student("Back, but not joined")
        await again.close()
        await done.expect("participant_left")
        back = await school.connect(await school.student_cookie("Never joined"))
        await back.hears_nothing_but()
        copy_data(before, after)  # what a power cut leaves at this moment
    query = "SELECT status FROM session_participants ORDER BY id"
    was = [status for (status,) in rows_of(after, query)]
    assert was == ["ACTIVE", "COMPLETED", "WAITING", "DISCONNECTED", "WAITING"]
    async with open_school(after, code="OTHER1"):  # the class is not taken up, and is told all same
        now = [status for (status,) in rows_of(after, query)]
        assert now == ["DISCONNECTED", "DISCONNECTED", "WAITING", "DISCONNECTED", "WAITING"]


async def test_a_power_cut_right_after_the_end(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    async with open_school(before) as school:
        phone = await school.student("Kim")
        await school.execute(cmd.EndSession())
        await phone.expect("session_status_changed")
        copy_data(before, after)
    assert one_of(after, "SELECT status FROM session_participants") == "ACTIVE"
    async with open_school(after) as school:
        assert school.session.id > 1  # the code was free
        query = "SELECT status FROM session_participants"
        assert one_of(after, query) == "DISCONNECTED"
        await check_replay(after)


async def test_a_class_goes_on_after_a_power_cut_where_it_stopped(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    async with open_school(before) as school:
        cookies = [await school.student_cookie(name) for name in ("Kim", "Lee")]
        phones = [await school.connect(cookie) for cookie in cookies]
        for phone in phones:
            await phone.join(presence=False)
            await phone.ask("request_help", subtask_id=3)
        await school.execute(cmd.NextStep(2))
        await school.execute(cmd.PauseSession())
        await phones[1].ask_past(
            "step_complete", "step_changed", "session_status_changed", subtask_id=2
        )
        copy_data(before, after)
    async with open_school(after) as school:
        assert (school.session.id, school.session.status) == (1, "PAUSED")
        kim, lee = [await school.connect(cookie) for cookie in cookies]
        assert (await kim.join(presence=False))["open_help_request"] == 1
        snapshot_of_lee = await lee.join(presence=False)
        assert snapshot_of_lee["status"] == "PAUSED"
        assert snapshot_of_lee["subtask"]["id"] == 2
        assert snapshot_of_lee["completed_subtasks"] == [2]
        assert snapshot_of_lee["open_help_request"] == 2
        # The queue goes on too: its first change after the start is told.
        await kim.ask("cancel_help")
        moved = await lee.receive()
        assert (moved["type"], moved["position"]) == ("help_position", 1)
        assert (await kim.ask("request_help"))["help_request_id"] > 2


# Events -------------------------------------------------------------------------------------------


_KEPT = (
    tables.users,
    tables.lecture_sessions,
    tables.session_participants,
    tables.subtask_completions,
    tables.help_requests,
    tables.session_step_controls,
    tables.session_events,
)
# Rows that no event names have ids from the database, in whatever order a transaction wrote them.
_NUMBERED_BY_THE_DATABASE = _KEPT[3], _KEPT[5], _KEPT[6]


def content_of(connection: Connection, table: Table) -> Counter[tuple[Any, ...]]:
    """Return the rows of a table but for what no event is about: signs of life, the instructor.

    Nor is there one about the desk that leads a class.
    """
    left_out = {"last_active_at", "desk_id", "owner_epoch"} | (
        {"id"} if table in _NUMBERED_BY_THE_DATABASE else set()
    )
    query = select(*(column for column in table.c if column.name not in left_out))
    if table is tables.users:
        query = query.where(tables.users.c.role != "INSTRUCTOR")
    return Counter(tuple(row) for row in connection.execute(query))


async def check_replay(data_dir: Path) -> list[ClassSession]:
    """Replay all events into an empty database: the same rows come out. Return the states."""
    engine, copies = (
        make_engine(database_of(data_dir)),
        create_engine("sqlite://"),
    )
    database = Database(engine)
    archive = SqlArchive(database)
    tables.metadata.create_all(copies)
    states = []
    for summary in await archive.sessions():
        history = await archive.history(summary.id)
        states.append(ClassSession.replay(history, await archive.lesson(summary.lesson_id)))
        projection = Projection()
        projection.add(Record(summary.id, tuple(history)))
        with copies.begin() as connection:
            projection.write(connection)
    with copies.connect() as again, engine.connect() as original:
        for table in _KEPT:
            assert content_of(original, table) == content_of(again, table), table.name
    copies.dispose()
    await database.close()
    return states


async def test_events_are_only_added_and_replaying_them_gives_the_same(room: Room) -> None:
    school = room.school
    seen: list[tuple[Any, ...]] = []

    def check_nothing_was_changed() -> None:
        rows = room.rows("SELECT * FROM session_events ORDER BY id")
        assert rows[: len(seen)] == seen
        assert len(rows) > len(seen)
        seen[:] = rows

    kim, lee = await school.student("Kim", presence=False), await school.student("Lee")
    instructor = await school.instructor()
    check_nothing_was_changed()
    acts: list[tuple[Phone, str, dict[str, Any]]] = [
        (kim, "request_help", {"subtask_id": 1, "message": "?", "screenshot": picture()}),
        (lee, "step_complete", {"subtask_id": 1}),
        (instructor, "next_step", {"message": "…"}),
        (kim, "request_help", {"message": "!"}),
        (instructor, "resolve_help", {"help_request_id": 1, "status": "ON_THE_WAY"}),
        (instructor, "instructor_message", {"message": "x", "user_id": 2}),
        (kim, "progress_update", {"subtask_id": 2, "status": "half"}),
        (kim, "progress_update", {"subtask_id": 1, "status": "Completed"}),
        (instructor, "pause_session", {}),
        (lee, "request_help", {}),
        (lee, "cancel_help", {}),
        (instructor, "resume_session", {}),
        (instructor, "next_step", {"subtask_id": 3}),
        (kim, "step_complete", {"subtask_id": 3}),
        (kim, "step_complete", {"subtask_id": 2}),
    ]
    for phone, kind, data in acts:
        await room.say(phone, kind, **data)
        await school.pictures_settled()
        check_nothing_was_changed()
    guest = await school.sign_in("Kim", device_id="d")
    for command in (
        cmd.SetLocked(True),
        cmd.RenameParticipant(guest.json()["participant_id"], "Choi"),
        cmd.SetLocked(False),
        cmd.RemoveParticipant(guest.json()["participant_id"]),
    ):
        room.go_on()
        await school.execute(command)
        check_nothing_was_changed()
    await school.sign_in("Kim", device_id="d")
    await kim.close()
    await lee.expect("participant_left")
    check_nothing_was_changed()
    await room.say(instructor, "end_session")
    kinds = {kind for (kind,) in room.rows("SELECT kind FROM session_events")}
    assert {"ParticipantJoined", "ParticipantLeft", "StepCompleted", "SessionEnded"} <= kinds
    (replayed,) = await check_replay(room.data_dir)
    assert snapshot(replayed) == snapshot(school.session)


async def test_two_classes_on_one_database_keep_their_events_apart(tmp_path: Path) -> None:
    for code in ("FIRST1", "SECOND"):
        async with open_school(tmp_path, code=code) as school:
            phone = await school.student("Kim")
            await phone.ask("step_complete", subtask_id=1)
            await school.execute(cmd.EndSession())
    states = await check_replay(tmp_path)
    assert [(state.code, state.completion_counts[1]) for state in states] == [
        ("FIRST1", 1),
        ("SECOND", 1),
    ]


# Another database ---------------------------------------------------------------------------------


async def test_the_data_may_be_kept_in_another_database(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    url = f"sqlite+pysqlite:///{elsewhere / 'classroom.db'}"
    for _ in range(2):
        async with open_school(tmp_path / "data", database_url=url) as school:
            phone = await school.student("Kim")
            await phone.ask("step_complete", subtask_id=1)
    assert one_of(elsewhere, "SELECT count(*) FROM lecture_sessions") == 1
    assert one_of(elsewhere, "SELECT count(*) FROM subtask_completions") == 2
    assert not (tmp_path / "data" / "classroom.db").exists()


# A question mark begins a URL's query; Windows has no such names.
ODD_NAMES = ["4%20월", "3반 #2 'a' 100%", *(() if sys.platform == "win32" else ("왜?x=1",))]


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_the_data_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    for _ in range(2):
        async with open_school(tmp_path / name) as school:
            await school.student("Kim")
    assert one_of(tmp_path / name, "SELECT count(*) FROM session_participants") == 2
