"""A malicious backup that the instructor restored."""

import asyncio
import hashlib
import tempfile
from pathlib import Path

from classroom_app.domain import commands as cmd
from tests.attacks.attack import LOST, Attack, Outcome, Target
from tests.helpers.backup_file import change_database
from tests.helpers.sample import picture, picture_bytes
from tests.helpers.school import open_school

STOLEN = "a token that the attacker knows"
OUTSIDE = "outside.jpg"
PREPARED = """
    INSERT INTO cookies SELECT '{sha256}', id, 'INSTRUCTOR', NULL, NULL, 0,
        '2026-01-02 00:00:00.000000' FROM users WHERE role = 'INSTRUCTOR';
    UPDATE help_requests SET screenshot_path = '../{outside}';
    CREATE TABLE copied_names (name);
    CREATE TRIGGER copies AFTER INSERT ON users
        BEGIN INSERT INTO copied_names VALUES (new.name); END;
    CREATE TRIGGER leads AFTER INSERT ON cookies
        BEGIN UPDATE cookies SET role = 'INSTRUCTOR'; END;
"""


async def restore_it(data_dir: Path) -> None:
    """Make such a backup, and restore it as Settings does."""
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "backup.zip"
        async with open_school(Path(made) / "first") as school:
            phone = await school.student("김영희")
            await school.execute(cmd.NextStep())
            await phone.send("request_help", screenshot=picture())
            await phone.expect("request_help_confirmed")
            await school.pictures_settled()
            await school.execute(cmd.EndSession())
            await school.services.backups.write(file, lambda _done, _total: None)
        sha256 = hashlib.sha256(STOLEN.encode()).hexdigest()
        change_database(file, PREPARED, sha256=sha256, outside=OUTSIDE)
        (data_dir.parent / OUTSIDE).write_bytes(picture_bytes("JPEG"))
        async with open_school(data_dir) as school:
            await school.execute(cmd.EndSession())
            await school.services.backups.stage(file, lambda _done, _total: None)


async def use_what_was_planted(target: Target) -> Outcome:
    """Try to control classes with the token, and to fetch the pictures."""
    cookie = f"Cookie: sessionid={STOLEN}"
    asked = (
        f"GET /api/sessions/{target.code}/board",
        *(f"GET /api/sessions/{target.code}/help/{number}/picture" for number in (1, 2)),
        *(f"GET /api/screenshots/{number}" for number in (1, 2)),
    )
    count, harm = 0, []
    while not target.is_over:
        for line in asked:
            try:
                status, _headers, _body = await target.ask(line, cookie)
            except LOST:
                continue
            count += 1
            if status == 200:
                harm.append(f"{line} was answered to a cookie of the backup")
        try:
            _reader, writer = await target.open_socket(cookie.removeprefix("Cookie: "))
            writer.transport.abort()
            harm.append("a cookie of the backup opened a socket")
        except LOST:
            pass
        await asyncio.sleep(0.1)
    return Outcome(f"{count} requests with a cookie of the backup", sorted(set(harm)))


ATTACK = Attack(
    "backup",
    "Has a backup restored that brings a token, triggers and paths of its own, and uses them.",
    use_what_was_planted,
    prepare=restore_it,
)
