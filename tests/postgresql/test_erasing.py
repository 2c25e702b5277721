"""What is deleted on a server: its rows for everybody, pictures at the computer that has them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.roster import Roster
from classroom_app.storage import tables
from classroom_app.storage.eraser import PENDING
from classroom_app.system.stored_pictures import PICTURE_FOLDER
from tests.helpers.course import hold, open_course
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.sample import picture
from tests.helpers.school import School, open_school

NAME, OTHER = "지울사람오삼이", "박순자"
WORDS = "화면이 안 넘어가요"


@pytest.fixture
async def school(tmp_path: Path, postgres: PostgresDatabase) -> AsyncIterator[School]:
    async with open_school(tmp_path / "data", database_url=postgres.url) as school:
        yield school


def mentions(postgres: PostgresDatabase, *words: str) -> dict[str, int]:
    """Return how many rows of which tables hold one of these words."""
    found = {}
    for table in tables.metadata.sorted_tables:
        like = " OR ".join(["r::text LIKE %s"] * len(words))
        query = f"SELECT count(*) FROM {table.name} r WHERE {like}"  # noqa: S608
        count = postgres.one(query, *(f"%{word}%" for word in words))
        if count:
            found[table.name] = count
    return found


def pictures_of(school: School) -> list[Path]:
    return sorted((school.services.picture_home / PICTURE_FOLDER).glob("*/*"))


async def class_with_pictures(school: School) -> None:
    for name in (NAME, OTHER):
        phone = await school.student(name, presence=False)
        await phone.ask("request_help", subtask_id=1, message=WORDS, screenshot=picture())
    await school.pictures_settled()
    await school.execute(cmd.EndSession())


async def test_a_class_is_gone(school: School, postgres: PostgresDatabase) -> None:
    await class_with_pictures(school)
    assert set(mentions(postgres, NAME, WORDS)) == {"users", "session_events", "help_requests"}
    assert len(pictures_of(school)) == 2
    await school.services.privacy.erase_classes([school.session.id])
    await school.services.privacy.settled()
    assert mentions(postgres, NAME, OTHER, WORDS) == {}
    assert postgres.one("SELECT count(*) FROM cookies WHERE role = 'STUDENT'") == 0
    assert pictures_of(school) == []
    assert not (school.services.picture_home / PENDING).exists()
    assert school.services.privacy.leaves_copies, "the window says so"


async def test_one_student_is_gone(school: School, postgres: PostgresDatabase) -> None:
    await class_with_pictures(school)
    privacy = school.services.privacy
    await privacy.erase_student(await privacy.traces(1))
    await privacy.settled()
    assert len(mentions(postgres, NAME)) + len(mentions(postgres, OTHER)) == 2
    assert len(pictures_of(school)) == 1


async def test_somebody_on_a_roster_is_gone(school: School, postgres: PostgresDatabase) -> None:
    await school.execute(cmd.EndSession())
    services = school.services
    roster: Roster = await open_course(services, OTHER, NAME)
    await hold(services, roster, "111222", OTHER, NAME)
    person = next(person for person in roster.people if person.name == NAME)
    traces = await services.privacy.person_traces(person.id)
    assert traces is not None
    await services.privacy.erase_person(traces)
    assert mentions(postgres, NAME) == {}
    assert mentions(postgres, OTHER) != {}


async def test_pictures_of_what_another_computer_deleted_go_at_the_next_start(
    tmp_path: Path, postgres: PostgresDatabase
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    async with open_school(here, database_url=postgres.url) as school:
        await class_with_pictures(school)
        kept = pictures_of(school)
        session_id, first_of_two = school.session.id, school.session.participants[1]
    async with open_school(there, database_url=postgres.url, code="THERE1") as other:
        await other.execute(cmd.EndSession())
        privacy = other.services.privacy
        await privacy.erase_student(await privacy.traces(first_of_two.id))
    assert all(path.exists() for path in kept), "nobody has started the computer that has them"
    async with open_school(here, database_url=postgres.url, code="HERE02") as school:
        assert len(pictures_of(school)) == 1
        await school.execute(cmd.EndSession())
    async with open_school(there, database_url=postgres.url, code="THERE2") as other:
        await other.execute(cmd.EndSession())
        await other.services.privacy.erase_classes([session_id])
    async with open_school(here, database_url=postgres.url, code="HERE03") as school:
        assert pictures_of(school) == []


async def test_pictures_of_the_folders_own_classes_stay(
    tmp_path: Path, postgres: PostgresDatabase
) -> None:
    async with open_school(tmp_path, database_url=f"sqlite:///{tmp_path / 'classroom.db'}") as own:
        await class_with_pictures(own)
        kept, session_id = pictures_of(own), own.session.id
        assert len(kept) == 2
    async with open_school(tmp_path, database_url=postgres.url) as school:
        await class_with_pictures(school)
        assert school.session.id == session_id, "or it shows nothing"
        await school.services.privacy.erase_classes([session_id])
        await school.services.privacy.settled()
        assert pictures_of(school) == []
    assert all(path.exists() for path in kept)
