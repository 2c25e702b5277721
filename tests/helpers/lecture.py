"""A class without storage or phones: commands are decided and applied at once."""

import copy
import dataclasses
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import SYSTEM, Actor, Helper, Instructor, Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.decisions import decide
from classroom_app.domain.help_queue import HelpRequest
from classroom_app.domain.lesson import Lesson, Subtask
from classroom_app.domain.numbered import Numbered
from classroom_app.domain.participant import Participant
from classroom_app.domain.question import Question

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEACHER = Instructor(user_id=1, name="김선생")


QUESTION = Question("어느 버튼을 눌렀나요?", ("설정", "알림", "모르겠어요"))


def make_lesson(steps: int = 5, lesson_id: int = 1, asking: Collection[int] = ()) -> Lesson:
    """Return a lesson whose steps have the ids 1, 2, 3, …; those in `asking` ask `QUESTION`."""
    return Lesson(
        id=lesson_id,
        title="알림 켜기",
        subtasks=tuple(
            Subtask(n, f"Step {n}", n, "CLICK", question=QUESTION if n in asking else None)
            for n in range(1, steps + 1)
        ),
    )


def make_opened(
    *,
    session_id: int = 1,
    session_code: str = "482913",
    guests_allowed: bool = False,
    max_participants: int = 1_000,
    at: datetime = NINE,
) -> ev.SessionOpened:
    """Return the first event of a session."""
    return ev.SessionOpened(
        at=at,
        session_id=session_id,
        session_code=session_code,
        title="알림 켜기",
        lesson_id=1,
        instructor_id=TEACHER.user_id,
        guests_allowed=guests_allowed,
        max_participants=max_participants,
    )


class CountingIds:
    """Ids from 1, counted separately for each kind; users begin after the instructor."""

    def __init__(self) -> None:
        self._last = {Numbered.USER: 1}

    def next_id(self, kind: Numbered) -> int:
        """Return the next number of a kind."""
        self._last[kind] = self._last.get(kind, 0) + 1
        return self._last[kind]


class Lecture:
    """A session and its clock, driven by commands."""

    def __init__(
        self, steps: int = 5, max_participants: int = 1_000, asking: Collection[int] = ()
    ) -> None:
        self.lesson = make_lesson(steps, asking=asking)
        self.opened = make_opened(max_participants=max_participants)
        self.session = ClassSession(self.opened, self.lesson)
        self.history: list[ev.Event] = [self.opened]
        self.ids = CountingIds()
        self.now = NINE

    def wait(self, seconds: float) -> None:
        """Advance the clock."""
        self.now += timedelta(seconds=seconds)

    def do(self, command: cmd.Command, actor: Actor) -> list[ev.Event]:
        """Decide and apply one command; return its events."""
        events = decide(self.session, command, actor, self.now, self.ids)
        self.apply(*events)
        return events

    def apply(self, *events: ev.Event) -> None:
        """Apply events as they are."""
        for event in events:
            self.session.apply(event)
            self.history.append(event)

    def teach(self, command: cmd.InstructorCommand) -> list[ev.Event]:
        """Run a command of the instructor."""
        return self.do(command, TEACHER)

    def system(self, command: cmd.SystemCommand) -> list[ev.Event]:
        """Run a command of the program itself."""
        return self.do(command, SYSTEM)

    def say(self, participant: Participant, command: cmd.StudentCommand) -> list[ev.Event]:
        """Run a command of a student."""
        return self.do(command, Student(participant.id))

    def let_helper_in(self, name: str = "민지") -> Helper:
        """Sign in a helper."""
        (event,) = self.system(cmd.LetHelperIn(name))
        assert isinstance(event, ev.HelperLetIn)
        return Helper(event.helper_id, event.name)

    def sign_in(self, name: str | None, device_id: str | None = None) -> Participant:
        """Sign in a new person."""
        (event,) = self.system(cmd.SignIn(name, device_id))
        assert isinstance(event, ev.ParticipantSignedIn)
        return self.session.participants[event.participant_id]

    def join(self, name: str, device_id: str | None = None) -> Participant:
        """Sign in a new person whose phone joins at once."""
        participant = self.sign_in(name, device_id)
        self.say(participant, cmd.Join())
        return participant

    def join_many(self, count: int) -> list[Participant]:
        """Sign in `count` people."""
        return [self.join(f"학생 {n}") for n in range(1, count + 1)]

    def complete(self, *participants: Participant, step: int | None = None) -> None:
        """Complete a step for students, by default the current one."""
        subtask_id = step or self.session.current_subtask_id
        assert subtask_id is not None
        for participant in participants:
            self.say(participant, cmd.CompleteStep(subtask_id))

    def ask_help(self, participant: Participant, step: int | None = None) -> HelpRequest:
        """Request help for a student; return the open request."""
        self.say(participant, cmd.RequestHelp(step, "버튼이 안 보여요"))
        assert participant.open_help_request_id is not None
        request = self.session.help_queue.get(participant.open_help_request_id)
        assert request is not None
        return request

    def lose(self, participant: Participant) -> None:
        """Disconnect a student's phone."""
        self.system(cmd.Leave(participant.id, joined=True))


def snapshot(session: ClassSession) -> dict[str, object]:
    """Return a copy of a session's whole state, to be compared with another."""
    state = {name: copy.copy(value) for name, value in vars(session).items()}
    del state["help_queue"], state["_everybody"]
    state["participants"] = [_copied(p) for p in session.participants.values()]
    everybody = session._everybody
    state["count"], state["names"] = everybody.count, dict(everybody.names)
    state["users"] = {user: p.id for user, p in everybody._by_user.items()}
    state["devices"] = {
        device: [p.id for p in came] for device, came in everybody._by_device.items()
    }
    state["people"] = {person: p.id for person, p in everybody._by_person.items()}
    state["requests"] = [dataclasses.replace(r) for r in session.help_queue.all()]
    state["queue"] = [request.id for request in session.help_queue]
    state["step_times"] = {step: list(times) for step, times in session.step_times.items()}
    state["seconds"] = {p.id: p.completed.seconds() for p in session.participants.values()}
    return state


def _copied(participant: Participant) -> Participant:
    return dataclasses.replace(participant, completed=copy.deepcopy(participant.completed))
