"""A class that has ended, stored in a real program."""

import hashlib

from classroom_app.application.ports import Grant, Identity
from classroom_app.application.services import Services
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Actor, Student
from classroom_app.domain.class_session import ClassSession


class PastClass:
    """Leads a class command by command, as phones and window would."""

    def __init__(self, services: Services, session: ClassSession) -> None:
        self._services, self.session = services, session
        self.people: dict[str, int] = {}

    @classmethod
    async def open(cls, services: Services, code: str, *, rehearsal: bool = False) -> "PastClass":
        """Open a class on the first lesson."""
        lesson = (await services.lessons.lessons())[0]
        session = await services.instructor.open_class(lesson.id, code, rehearsal=rehearsal)
        return cls(services, session)

    async def join(self, *names: str) -> None:
        """Sign in students."""
        for name in names:
            token = hashlib.sha256(f"{self.session.code}{name}".encode()).hexdigest()
            participant, _new = await self._services.classroom.sign_in(
                self.session.id,
                cmd.SignIn(name, f"device-{name}"),
                lambda person, token=token: Grant(  # type: ignore[misc]
                    token,
                    Identity(person.user_id, "STUDENT", self.session.id, person.id),
                    self._services.clock.now(),
                ),
            )
            self.people[name] = participant.id
            await self.say(name, cmd.Join())

    async def say(self, name: str, command: cmd.StudentCommand) -> None:
        """Run a student's command."""
        await self._execute(command, Student(self.people[name]))

    async def complete(self, *names: str) -> None:
        """Complete the current step for students."""
        assert self.session.current_subtask_id is not None
        for name in names:
            await self.say(name, cmd.CompleteStep(self.session.current_subtask_id))

    async def teach(self, command: cmd.InstructorCommand) -> None:
        """Run the instructor's command."""
        await self._execute(command, self._services.instructor.actor)

    async def end(self) -> None:
        """End the class; the phones leave."""
        await self.teach(cmd.EndSession())
        for participant_id in self.people.values():
            await self._execute(cmd.Leave(participant_id, joined=True), SYSTEM)

    async def _execute(self, command: cmd.Command, actor: Actor) -> None:
        await self._services.classroom.execute(self.session.id, command, actor)


async def held_class(services: Services, code: str = "482913", *names: str) -> PastClass:
    """Return a class that was held: all finish the first step, the last asks for help."""
    names = names or ("김영희", "이철수", "박순자")
    held = await PastClass.open(services, code)
    await held.join(*names)
    await held.teach(cmd.NextStep())
    await held.complete(*names)
    await held.teach(cmd.NextStep())
    await held.say(names[-1], cmd.RequestHelp(None, "버튼이 안 보여요"))
    await held.end()
    return held
