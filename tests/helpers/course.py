"""A course: a roster and classes that were held with it, in a real program."""

from classroom_app.application.services import Services
from classroom_app.domain import commands as cmd
from classroom_app.domain.roster import Roster
from tests.helpers.past_class import PastClass

NAMES = ("김영희", "이철수", "박순자", "최민수")


async def open_course(services: Services, *names: str, title: str = "목요 스마트폰반") -> Roster:
    """Return a roster with these names, numbered from 1."""
    people = enumerate(names or NAMES, start=1)
    return await services.rosters.create(title, people)


async def hold(
    services: Services, roster: Roster, code: str, *names: str, rehearsal: bool = False
) -> PastClass:
    """Hold a class with a roster, attended by these people; all finish the first step."""
    lesson = (await services.lessons.lessons())[0]
    session = await services.instructor.open_class(
        lesson.id, code, roster_id=roster.id, rehearsal=rehearsal
    )
    held = PastClass(services, session)
    await held.join(*names)
    await held.teach(cmd.NextStep())
    await held.complete(*names)
    await held.end()
    return held
