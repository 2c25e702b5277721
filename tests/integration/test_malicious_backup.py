"""A backup that somebody prepared: what is restored of it harms nobody, or nothing is."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from classroom_app.application.backup_service import BackupError, Flaw
from classroom_app.domain import commands as cmd
from classroom_app.server.android.screenshot_files import KEPT_PER_PHONE
from classroom_app.storage.backup import DATABASE, READY
from tests.helpers.access_list import who_may_read
from tests.helpers.backup_file import change_database, parts_of, with_file, write_parts
from tests.helpers.device import Device
from tests.helpers.first_schema import content_of, write_first_schema
from tests.helpers.heavy_pictures import many_scans
from tests.helpers.sample import picture, picture_bytes
from tests.helpers.school import School, open_school
from tests.helpers.stored import one_of, rows_of

STOLEN = "a token that the attacker knows"
STOLEN_SHA256 = hashlib.sha256(STOLEN.encode()).hexdigest()
COOKIE = """
    INSERT INTO cookies SELECT '{sha256}', id, '{role}', {seat}, {seat}, {remote},
        '2026-01-02 00:00:00.000000' FROM users WHERE role = 'INSTRUCTOR';
"""


def silent(_done: int, _total: int) -> None:
    """Nobody looks."""


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """Return a backup of a class with a student who sent a picture, and a guest who did too."""
    backup = tmp_path / "backup.zip"
    async with open_school(tmp_path / "first", guests=True) as school:
        phone = await school.student("김영희")
        await school.execute(cmd.NextStep())
        await phone.send("request_help", screenshot=picture())
        await phone.expect("request_help_confirmed")
        await school.pictures_settled()
        async with Device(school) as device:
            await device.join()
            assert (await device.upload(picture())).status_code == 201
        await school.services.rosters.create("봄", [(1, "김영희")])
        await school.execute(cmd.EndSession())
        await school.services.backups.write(backup, silent)
    return backup


async def restore(backup: Path, folder: Path) -> None:
    """Restore a backup in a program that has data of its own, as Settings does."""
    async with open_school(folder) as school:
        await school.execute(cmd.EndSession())
        await school.services.backups.stage(backup, silent)


def cookie_header(token: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={token}"}


SEATED_COOKIE = """
    INSERT INTO cookies SELECT '{sha256}', user_id, '{role}', session_id, id, {remote},
        '2026-01-02 00:00:00.000000' FROM session_participants LIMIT 1;
"""


@pytest.mark.parametrize("cookie", [COOKIE, SEATED_COOKIE], ids=["no-seat", "true-seat"])
@pytest.mark.parametrize(
    ("role", "remote"),
    [("INSTRUCTOR", "0"), ("INSTRUCTOR", "1"), ("STUDENT", "1"), ("HELPER", "0")],
)
async def test_a_cookie_of_the_attacker_leads_no_class(
    role: str, remote: str, cookie: str, backup: Path, tmp_path: Path
) -> None:
    words = {"sha256": STOLEN_SHA256, "role": role, "remote": remote}
    change_database(backup, cookie, **words, **({"seat": "NULL"} if cookie == COOKIE else {}))
    folder = tmp_path / "data"
    await restore(backup, folder)
    async with open_school(folder, code="AGAIN1") as school:
        board = await school.http.get(
            f"/api/sessions/{school.session.code}/board", headers=cookie_header(STOLEN)
        )
        assert board.status_code in (401, 403)
    assert rows_of(folder, "SELECT role, remote FROM cookies") == [("STUDENT", 0)], (
        "the student's phone finds back, and nobody else"
    )


async def test_a_students_cookie_is_for_a_seat_of_its_own_class(
    backup: Path, tmp_path: Path
) -> None:
    change_database(backup, COOKIE, sha256=STOLEN_SHA256, role="STUDENT", seat="1", remote="0")
    await restore(backup, tmp_path / "data")
    async with open_school(tmp_path / "data", code="AGAIN1"):
        assert one_of(tmp_path / "data", "SELECT count(*) FROM cookies") == 1


CALL_WITH = """
    UPDATE help_requests SET screenshot_path = '{path}';
    UPDATE session_events SET payload = json_set(payload, '$.screenshot_path', '{path}')
        WHERE kind = 'HelpRequested';
"""
OUTSIDE = ("{outside}", "../outside.jpg", "screenshots/1/../../../outside.jpg", "instructor.key")


@pytest.mark.parametrize("path", OUTSIDE)
async def test_no_file_outside_is_served_or_deleted(
    path: str, backup: Path, tmp_path: Path
) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside.jpg"
    outside.write_bytes(picture_bytes("JPEG"))
    path = path.format(outside=outside.as_posix())
    another = """
        INSERT INTO screenshots SELECT NULL, session_id, participant_id, '{path}', captured_at,
            created_at FROM screenshots LIMIT 1;
    """
    change_database(backup, CALL_WITH + another * KEPT_PER_PHONE, path=path)
    await restore(backup, folder)
    async with open_school(folder, code="AGAIN1") as school:
        past = await school.services.reports.past_classes()
        record = await school.services.reports.record(past[-1].id)
        assert [line.screenshot_path for line in record.report.help] == [None]
        numbers = [number for (number,) in rows_of(folder, "SELECT id FROM screenshots")]
        cookie = cookie_header(await school.instructor_cookie())
        for number in range(1, KEPT_PER_PHONE + 3):
            answer = await school.http.get(f"/api/screenshots/{number}", headers=cookie)
            assert answer.status_code == (200 if number in numbers else 404)
    assert len(numbers) == 1, "the true one"
    assert one_of(folder, "SELECT screenshot_path FROM help_requests") is None
    assert outside.read_bytes() == picture_bytes("JPEG")
    assert (folder / "instructor.key").exists()


async def test_a_picture_of_another_class_is_no_picture_of_this_one(
    backup: Path, tmp_path: Path
) -> None:
    change_database(backup, "UPDATE screenshots SET path = replace(path, '/1/', '/2/')")
    await restore(backup, tmp_path / "data")
    async with open_school(tmp_path / "data", code="AGAIN1"):
        assert rows_of(tmp_path / "data", "SELECT id FROM screenshots") == []


async def test_only_known_tables_and_columns_come_back(backup: Path, tmp_path: Path) -> None:
    change_database(
        backup,
        """
        CREATE TABLE copied_names (name);
        CREATE TRIGGER copies AFTER INSERT ON users
            BEGIN INSERT INTO copied_names VALUES (new.name); END;
        CREATE TRIGGER leads AFTER INSERT ON cookies
            BEGIN UPDATE cookies SET role = 'INSTRUCTOR'; END;
        CREATE VIEW everybody AS SELECT * FROM users;
        CREATE INDEX slow ON users (hex(zeroblob(1000)));
        ALTER TABLE users ADD COLUMN secret TEXT;
        UPDATE users SET secret = 'kept';
        """,
    )
    folder = tmp_path / "data"
    await restore(backup, folder)
    async with open_school(folder, code="AGAIN1") as school:
        await school.student("이철수")
    async with open_school(tmp_path / "new", code="AGAIN2"):
        schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        assert rows_of(folder, schema) == rows_of(tmp_path / "new", schema)
    assert b"copied_names" not in (folder / DATABASE).read_bytes()
    assert b"secret" not in (folder / DATABASE).read_bytes()


# The tables are made anew without their constraints.
ROSTER_WITHOUT_TITLE = """
    CREATE TABLE copy AS SELECT * FROM rosters; DROP TABLE rosters;
    ALTER TABLE copy RENAME TO rosters; UPDATE rosters SET title = NULL;"""
PERSON_WITHOUT_NAME = """
    CREATE TABLE copy AS SELECT * FROM roster_people; DROP TABLE roster_people;
    ALTER TABLE copy RENAME TO roster_people; UPDATE roster_people SET name = NULL;"""
REFUSED = {
    "a view without end instead of a table": """
        ALTER TABLE device_addresses RENAME TO old;
        CREATE VIEW device_addresses AS
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT i AS participant_id, 1 AS session_id, 'a' AS address FROM n;""",
    "a computed column": """
        DROP TABLE device_addresses;
        CREATE TABLE device_addresses (participant_id, session_id,
            address AS (hex(zeroblob(400000000))));
        INSERT INTO device_addresses VALUES (1, 1);""",
    "a virtual table": """
        DROP TABLE device_addresses;
        CREATE VIRTUAL TABLE device_addresses USING fts5(participant_id, session_id, address);""",
    "a table that is missing": "DROP TABLE screenshots;",
    "a column that is missing": "ALTER TABLE users DROP COLUMN device_id;",
    "no revision": "DELETE FROM alembic_version;",
    "a time that is none": "UPDATE lecture_sessions SET created_at = 'soon';",
    "a time before all computers": "UPDATE users SET created_at = '0001-01-01 00:00:00.000000';",
    "a number that is none": "UPDATE lecture_sessions SET max_participants = 'many';",
    "a number after which none fits": "UPDATE users SET id = 9223372036854775807 WHERE id = 2;",
    "a truth that is none": "UPDATE lecture_sessions SET locked = 7;",
    "text that is none": "UPDATE users SET name = x'ff00';",
    "text that is no text": "UPDATE users SET name = CAST(x'ff' AS TEXT);",
    "nothing where something must be": """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = replace(sql, 'name VARCHAR(60) NOT NULL', 'name')
            WHERE name = 'users';
        PRAGMA writable_schema = RESET;
        UPDATE users SET name = NULL;""",
    "an attendance that is none": """
        INSERT INTO attendance_corrections SELECT id, 1, 'MAYBE', instructor_id, created_at
            FROM lecture_sessions LIMIT 1;
    """,
    "a status that is none": "UPDATE lecture_sessions SET status = 'FOR_EVER';",
    "an event that is none": "UPDATE session_events SET kind = 'Exploded' WHERE id = 1;",
    "an event that lacks something": "UPDATE session_events SET payload = '{}' WHERE id = 1;",
    "an event that is no JSON": "UPDATE session_events SET payload = '{' WHERE id = 1;",
    "an event that is a list": "UPDATE session_events SET payload = '[1]' WHERE id = 1;",
    "an event of another type": """
        UPDATE session_events SET payload = json_set(payload, '$.session_id', json('[]'))
            WHERE kind = 'SessionOpened';""",
    "an event too deep": """
        UPDATE session_events SET payload = replace(hex(zeroblob(99999)), '0', '[')
            WHERE id = 1;""",
    "a page instead of a picture": """
        INSERT INTO pictures VALUES
            ('1e74ac1bd4d0d6dc40f16b29ef5d1ec1f1e5f6d6d7e4c8b6a0d3f1b7c9e2a4d5', 'text/html', 'x');
        """,
    "marks that are no JSON": "UPDATE subtasks SET marks = '[' WHERE id = 1;",
    "a question that is no JSON": "UPDATE subtasks SET question = '{' WHERE id = 1;",
    "a question without answers": 'UPDATE subtasks SET question = \'{"text":"?"}\' WHERE id = 1;',
    "a question with too many answers": """
        UPDATE subtasks SET question =
        '{"text": "?", "answers": ["1", "2", "3", "4", "5", "6", "7"]}' WHERE id = 1;""",
    "marks beside the picture": """
        UPDATE subtasks SET marks = '[{"kind": "tap", "x": 7, "y": 0}]' WHERE id = 1;""",
    "marks too deep": """
        UPDATE subtasks SET marks = replace(hex(zeroblob(99999)), '0', '[') WHERE id = 1;""",
    "a roster without a title": "UPDATE rosters SET title = ' ';",
    "a roster whose title is nothing": ROSTER_WITHOUT_TITLE,
    "a person whose name is nothing": PERSON_WITHOUT_NAME,
    "a roster with a page for a title": "UPDATE rosters SET title = hex(zeroblob(99));",
    "a name that is none": "UPDATE roster_people SET name = char(8238) || 'x';",
    "a number that nobody has": "UPDATE roster_people SET number = 0;",
    "a person of no roster": "UPDATE roster_people SET roster_id = 77;",
    "a person who is nobody": "UPDATE session_participants SET user_id = 77 WHERE id = 1;",
}


@pytest.mark.parametrize("what", REFUSED)
async def test_is_refused(what: str, backup: Path, tmp_path: Path) -> None:
    change_database(backup, REFUSED[what])
    folder = tmp_path / "data"
    async with open_school(folder) as school:
        await school.execute(cmd.EndSession())
        with pytest.raises(BackupError) as refused:
            await school.services.backups.stage(backup, silent)
        assert refused.value.flaw is Flaw.DAMAGED
        assert not list(folder.glob("restore.*"))
        assert not list(folder.glob("before-restore-*"))


async def test_a_picture_larger_than_any_is_refused(backup: Path, tmp_path: Path) -> None:
    name = f"screenshots/1/{'0' * 32}.png"
    write_parts(backup, with_file(parts_of(backup), name, bytes(range(256)) * 6_000))
    async with open_school(tmp_path / "data") as school:
        await school.execute(cmd.EndSession())
        with pytest.raises(BackupError, match="does not belong"):
            await school.services.backups.stage(backup, silent)


async def test_a_picture_that_would_take_minutes_to_show_is_refused(
    backup: Path, tmp_path: Path
) -> None:
    name = f"screenshots/1/{'0' * 32}.jpg"
    write_parts(backup, with_file(parts_of(backup), name, many_scans(3_000)))
    async with open_school(tmp_path / "data") as school:
        await school.execute(cmd.EndSession())
        with pytest.raises(BackupError, match="too much to show"):
            await school.services.backups.stage(backup, silent)


async def test_an_honest_backup_comes_back_row_by_row(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await restore(backup, folder)
    assert who_may_read(folder / READY / DATABASE) == "owner"
    (tmp_path / "given.db").write_bytes(parts_of(backup)[DATABASE])
    assert content_of(folder / READY / DATABASE) == content_of(tmp_path / "given.db")


async def test_a_backup_of_the_first_version_comes_back(backup: Path, tmp_path: Path) -> None:
    old, folder = tmp_path / "old.db", tmp_path / "data"
    write_first_schema(old)
    with closing(sqlite3.connect(old)) as file:
        file.execute("VACUUM")
    write_parts(backup, with_file(parts_of(backup), DATABASE, old.read_bytes()))
    await restore(backup, folder)
    assert content_of(folder / READY / DATABASE) == content_of(old)
    async with open_school(folder, code="AGAIN1") as school:
        assert school.services.classroom.summary("TEST001") is not None
    (copy,) = folder.glob("classroom-before-*.db")
    assert who_may_read(copy) == "owner"


# A path that came into the database in another way ------------------------------------------------


async def class_with_paths(folder: Path, path: str) -> None:
    """Hold a class, then have its rows name a file that is none of its pictures."""
    async with open_school(folder, guests=True) as school:
        phone = await school.student("김영희")
        await school.execute(cmd.NextStep())
        await phone.send("request_help", screenshot=picture())
        await phone.expect("request_help_confirmed")
        await school.pictures_settled()
        async with Device(school) as device:
            await device.join()
            await device.upload(picture())
    with closing(sqlite3.connect(folder / DATABASE)) as file:
        file.execute("UPDATE screenshots SET path = ?", (path,))
        file.execute(
            "UPDATE session_events SET payload = json_set(payload, '$.screenshot_path', ?) "
            "WHERE kind = 'HelpRequested'",
            (path,),
        )
        file.commit()


@pytest.mark.parametrize("path", OUTSIDE)
async def test_each_use_of_a_stored_path_checks_it(path: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside.jpg"
    outside.write_bytes(picture_bytes("JPEG"))
    await class_with_paths(folder, path.format(outside=outside.as_posix()))
    async with open_school(folder) as school:  # the same class goes on
        await use_each_path(school)
    assert outside.read_bytes() == picture_bytes("JPEG")
    assert (folder / "instructor.key").exists()


async def use_each_path(school: School) -> None:
    cookie = cookie_header(await school.instructor_cookie())
    shown = await school.http.get("/api/screenshots/1", headers=cookie)
    assert shown.status_code == 404
    (ticket,) = school.session.help_queue.all()
    assert ticket.screenshot_path is not None
    url = f"/api/sessions/{school.session.code}/help/{ticket.id}/picture"
    assert (await school.http.get(url, headers=cookie)).status_code == 404
    async with Device(school) as device:
        participant_id = (await device.join()).json()["participant_id"]
        for _picture in range(KEPT_PER_PHONE + 1):
            assert (await device.upload(picture())).status_code == 201
    await school.execute(cmd.EndSession())
    privacy = school.services.privacy
    for who in (ticket.participant_id, participant_id):
        await privacy.erase_student(await privacy.traces(who))
    await privacy.settled()
