"""A class that asks for numbers: its roster, and phones that join with one."""

from dataclasses import dataclass

import httpx

from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Roster
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.school import School

PEOPLE = ((1, "김영희"), (2, "박철수"), (12, "이순자"), (21, "최말순"))


@dataclass
class NumberedClass:
    """A second class of a school, opened with a roster."""

    school: School
    roster: Roster

    @classmethod
    async def open(cls, school: School, code: str = "NUM001") -> "NumberedClass":
        """Make a roster, and open a class with it; the school's own class stays open too."""
        services = school.services
        roster = await services.rosters.create("화요일", PEOPLE)
        school.session = await services.instructor.open_class(
            school.session.lesson.id, code, roster_id=roster.id
        )
        return cls(school, roster)

    async def ask(self, number: int, **query: str) -> httpx.Response:
        """Ask whose a number is."""
        path = f"/api/sessions/{self.school.session.code}/people/{number}"
        return await self.school.http.get(path, params=query)

    async def sign_in(
        self, number: int | str, device: str = "one", cookie: str | None = None, **query: str
    ) -> httpx.Response:
        """Sign in with a number."""
        http = self.school.http
        http.cookies.clear()
        response = await http.post(
            f"/api/sessions/{self.school.session.code}/join",
            params={"number": str(number), "device_id": device, **query},
            headers={"Cookie": f"sessionid={cookie}"} if cookie else {},
        )
        http.cookies.clear()
        return response

    async def phone(self, number: int, device: str = "one", **query: str) -> Phone:
        """Sign in with a number, connect and join."""
        phone = await self.school.connect(cookie_of(await self.sign_in(number, device, **query)))
        await phone.join()
        return phone

    def seat(self, number: int) -> Participant:
        """Return the participant with a number."""
        session = self.school.session
        participant = session.participant_of_person(self.roster.by_number[number].id)
        assert participant is not None
        return participant
