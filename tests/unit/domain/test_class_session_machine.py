"""Whatever the order of commands from students, instructor and system: what always holds."""

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain import insight
from classroom_app.domain.actors import SYSTEM, Actor, Instructor, Student
from classroom_app.domain.answers import answer_counts
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.decisions import decide
from classroom_app.domain.errors import Refused
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.names import name_key
from classroom_app.domain.participant import Participant, ParticipantStatus
from classroom_app.domain.transitions import SessionStatus
from tests.helpers.lecture import TEACHER, Lecture, snapshot

STEPS = 3
SEATS = 4
ASKING = (2,)  # steps with a question, which has three answers

steps = st.integers(1, STEPS)
maybe_steps = st.none() | steps | st.just(99)
names = st.sampled_from(["김영희", "김영희 (2)", "이철수", " 이철수 ", "", "a\nb"]) | st.none()
devices = st.none() | st.sampled_from(["phone 1", "phone 2", "phone 3"])
words = st.none() | st.sampled_from(["어디예요?", "help"])
picks = st.integers(0, 50)
ACTORS: list[Actor] = [TEACHER, SYSTEM, Student(1)]


@dataclass
class Phone:
    """What is known outside of the domain.

    `joined` also stands while a newer connection, which has not `greeted` yet, replaces one
    that had joined: nobody left.
    """

    connected: bool = False
    joined: bool = False
    greeted: bool = False


class ClassSessionMachine(RuleBasedStateMachine):
    """Drives a small class; the rules bear the names of what people do."""

    def __init__(self) -> None:
        super().__init__()
        self.lecture = Lecture(STEPS, max_participants=SEATS, asking=ASKING)
        self.phones: dict[int, Phone] = {}
        self.asked: list[int] = []

    @property
    def session(self) -> ClassSession:
        return self.lecture.session

    def run(self, command: cmd.Command, actor: Actor) -> list[ev.Event] | None:
        """Run one command as the application does; None when it is refused."""
        self.lecture.wait(1)
        before = snapshot(self.session)
        status = self.session.status
        events: list[ev.Event] | None
        try:
            events = decide(self.session, command, actor, self.lecture.now, self.lecture.ids)
        except Refused:
            events = None
        assert snapshot(self.session) == before, "deciding changes nothing, refusing neither"
        if events is None:
            return None
        if status is SessionStatus.ENDED:
            assert isinstance(command, cmd.Leave | cmd.Connect)
        self.lecture.apply(*events)
        self.asked += [
            event.help_request_id
            for event in events
            if isinstance(event, ev.HelpRequested) and not event.again
        ]
        return events

    def pick(self, number: int) -> Participant:
        """Return some participant, removed or not."""
        participants = list(self.session.participants.values())
        return participants[number % len(participants)]

    def has_participants(self) -> bool:
        return bool(self.session.participants)

    # The system ---------------------------------------------------------------------------------

    @rule(name=names, device_id=devices)
    def sign_in(self, name: str | None, device_id: str | None) -> None:
        seats_taken, locked = self.session.participant_count, self.session.locked
        known = self.session.participant_of_device(device_id) if device_id else None
        had_lapsed = known is not None and known.lapsed
        events = self.run(cmd.SignIn(name, device_id), SYSTEM)
        if events:
            assert seats_taken < SEATS
            assert had_lapsed or not locked
            who = events[-1]
            assert isinstance(who, ev.ParticipantSignedIn | ev.ParticipantReadmitted)
            self.phones[who.participant_id] = Phone()

    @precondition(has_participants)
    @rule(pick=picks)
    def open_connection(self, pick: int) -> None:
        participant = self.pick(pick)
        is_kept_out = participant.lapsed and self.session.participant_count == SEATS
        events = self.run(cmd.Connect(participant.id), SYSTEM)
        assert (events is None) is (is_kept_out and self.session.status is not SessionStatus.ENDED)
        if not participant.removed:
            self.phones[participant.id].connected = True
            self.phones[participant.id].greeted = False
            assert participant.status is not ParticipantStatus.DISCONNECTED

    @precondition(has_participants)
    @rule(pick=picks)
    def lose_connection(self, pick: int) -> None:
        participant = self.pick(pick)
        joined = self.phones[participant.id].joined
        assert self.run(cmd.Leave(participant.id, joined), SYSTEM) is not None
        self.phones[participant.id] = Phone()
        assert participant.status is ParticipantStatus.DISCONNECTED

    @precondition(has_participants)
    @rule(pick=picks)
    def lapse(self, pick: int) -> None:
        participant = self.pick(pick)
        had_come, was_out = participant.has_come, participant.removed
        if not self.phones[participant.id].connected and self.run(
            cmd.Lapse((participant.id,)), SYSTEM
        ):
            assert not had_come
            assert not was_out
            assert participant.removed

    @rule(code=st.sampled_from(["482913", "913507", "ABCD"]))
    def change_code(self, code: str) -> None:
        if self.run(cmd.ChangeCode(code), TEACHER) is not None:
            assert self.session.code == code
        assert self.session.code not in self.session.former_codes

    @rule()
    def start_the_program_again(self) -> None:
        if self.run(cmd.RecoverSession(), SYSTEM) is not None:
            self.phones = {participant_id: Phone() for participant_id in self.phones}
            assert not any(p.is_here for p in self.session.participants.values())

    # Students -----------------------------------------------------------------------------------

    @precondition(has_participants)
    @rule(pick=picks)
    def join(self, pick: int) -> None:
        participant = self.pick(pick)
        phone = self.phones[participant.id]
        if not phone.connected:
            self.open_connection(pick)
        if self.run(cmd.Join(again=phone.greeted), Student(participant.id)) is not None:
            self.phones[participant.id] = Phone(connected=True, joined=True, greeted=True)
            assert participant.is_here

    @precondition(has_participants)
    @rule(pick=picks, step=steps | st.just(99))
    def complete(self, pick: int, step: int) -> None:
        participant = self.pick(pick)
        known = step in participant.completed
        events = self.run(cmd.CompleteStep(step), Student(participant.id))
        if events is not None:
            assert step in participant.completed
            assert bool(events) is not known
            self._check_help_of(participant, step)

    @precondition(has_participants)
    @rule(pick=picks, step=steps | st.just(99), status=st.sampled_from(["Completed", "half"]))
    def report(self, pick: int, step: int, status: str) -> None:
        participant = self.pick(pick)
        events = self.run(cmd.ReportProgress(step, status), Student(participant.id))
        if events is not None:
            assert events
            if status == "Completed":
                assert step in participant.completed

    def _check_help_of(self, participant: Participant, step: int) -> None:
        if participant.open_help_request_id is not None:
            request = self.session.help_queue.get(participant.open_help_request_id)
            assert request is not None
            assert request.subtask_id in {*range(1, STEPS + 1), None}
            if len(participant.completed) == 1:
                assert request.subtask_id != step

    @precondition(has_participants)
    @rule(pick=picks, step=maybe_steps, message=words)
    def ask_help(self, pick: int, step: int | None, message: str | None) -> None:
        participant = self.pick(pick)
        before = participant.open_help_request_id
        events = self.run(cmd.RequestHelp(step, message), Student(participant.id))
        if events is not None:
            assert participant.open_help_request_id is not None
            assert before in (None, participant.open_help_request_id)

    @precondition(has_participants)
    @rule(pick=picks)
    def cancel_help(self, pick: int) -> None:
        participant = self.pick(pick)
        if self.run(cmd.CancelHelp(), Student(participant.id)) is not None:
            assert participant.open_help_request_id is None

    # The instructor -----------------------------------------------------------------------------

    def teach(self, command: cmd.InstructorCommand) -> list[ev.Event] | None:
        return self.run(command, Instructor(TEACHER.user_id, TEACHER.name))

    @rule(step=maybe_steps)
    def next_step(self, step: int | None) -> None:
        before, status = self.session.next_subtask, self.session.status
        events = self.teach(cmd.NextStep(step))
        if events is not None:
            assert status in (SessionStatus.WAITING, SessionStatus.IN_PROGRESS)
            assert self.session.status is SessionStatus.IN_PROGRESS
            assert self.session.current_subtask_id == (step or (before and before.id))

    @rule()
    def pause(self) -> None:
        was = self.session.status
        accepted = self.teach(cmd.PauseSession()) is not None
        assert accepted is (was is SessionStatus.IN_PROGRESS)

    @rule()
    def resume(self) -> None:
        was = self.session.status
        accepted = self.teach(cmd.ResumeSession()) is not None
        assert accepted is (was is SessionStatus.PAUSED)

    @precondition(lambda self: len(self.lecture.history) > 15)
    @precondition(has_participants)
    @rule(pick=picks, step=st.integers(1, 5), done=st.booleans())
    def mark(self, pick: int, step: int, done: bool) -> None:
        person = self.pick(pick)
        command = cmd.MarkDone(person.id, step) if done else cmd.MarkNotDone(person.id, step)
        if self.teach(command) is not None:
            assert (step in person.completed) is done

    @precondition(has_participants)
    @rule(pick=picks, step=steps, answer=st.integers(-1, 3))
    def answer(self, pick: int, step: int, answer: int) -> None:
        person = self.pick(pick)
        before, may_change = person.answer_to(step), self.session.may_change_answer(person, step)
        events = self.run(cmd.CompleteStep(step, answer), Student(person.id))
        if step not in ASKING:
            assert person.answer_to(step) is None
        elif events is not None:
            assert 0 <= answer < 3
            assert person.answer_to(step) == (answer if may_change else before)
            counted = answer_counts(self.session, step)
            assert counted is not None
            assert counted.answered <= self.session.completion_counts[step]

    @rule(step=steps, shown=st.booleans())
    def show_answers(self, step: int, shown: bool) -> None:
        if self.teach(cmd.ShowAnswers(step, shown)) is not None:
            assert step in ASKING
            assert (step in self.session.answers_shown) is shown

    @precondition(has_participants)
    @rule(pick=picks, undo=st.booleans())
    def visit(self, pick: int, undo: bool) -> None:
        person = self.pick(pick)
        noted = person.noted_visit_by(None)
        accepted = self.teach(cmd.UndoVisit(person.id) if undo else cmd.MarkVisited(person.id))
        if accepted and undo:
            assert noted is not None
            assert noted not in person.visits
        elif accepted:
            assert person.visits[-1].at == self.lecture.now
        assert list(person.visits) == sorted(person.visits, key=lambda visit: visit.at)

    @rule()
    def undo_start(self) -> None:
        was = self.session.status
        accepted = self.teach(cmd.UndoStart()) is not None
        assert accepted is (was is SessionStatus.IN_PROGRESS)
        if accepted:
            assert self.session.status is SessionStatus.WAITING
            assert self.session.current_subtask is None
            assert self.session.step_path.burst == ()

    @rule()
    def end(self) -> None:
        was = self.session.status
        accepted = self.teach(cmd.EndSession()) is not None
        assert accepted is (was is not SessionStatus.ENDED)
        assert self.session.status is SessionStatus.ENDED

    @rule(user_id=st.none() | st.integers(1, 8))
    def speak(self, user_id: int | None) -> None:
        events = self.teach(cmd.SendMessage("좋아요", user_id))
        if events is not None and user_id is not None:
            receiver = self.session.participant_of_user(user_id)
            assert receiver is not None
            assert not receiver.removed

    @rule(request=st.integers(1, 8), status=st.sampled_from(["ON_THE_WAY", "RESOLVED"]))
    def resolve_help(self, request: int, status: str) -> None:
        ticket = self.session.help_queue.get(request)
        was_open = ticket is not None and ticket.is_open
        accepted = self.teach(cmd.ResolveHelp(request, HelpStatus(status))) is not None
        if self.session.status is not SessionStatus.ENDED:
            assert accepted is was_open
        if accepted and ticket is not None:
            assert ticket.status == status

    @rule(request=st.integers(1, 8))
    def reopen_help(self, request: int) -> None:
        self.teach(cmd.ReopenHelp(request))

    @rule(locked=st.booleans())
    def lock(self, locked: bool) -> None:
        if self.teach(cmd.SetLocked(locked)) is not None:
            assert self.session.locked is locked

    @precondition(has_participants)
    @rule(pick=picks)
    def remove(self, pick: int) -> None:
        participant = self.pick(pick)
        if self.teach(cmd.RemoveParticipant(participant.id)) is not None:
            assert participant.removed
            assert participant.open_help_request_id is None
            self.phones[participant.id] = Phone()

    @precondition(has_participants)
    @rule(pick=picks, name=st.sampled_from(["김영희", "이철수", "이철수 (2)", ""]))
    def rename(self, pick: int, name: str) -> None:
        participant = self.pick(pick)
        if self.teach(cmd.RenameParticipant(participant.id, name)) is not None:
            assert participant.name.startswith(name)

    # Somebody who gives what is not theirs to give ------------------------------------------------

    @precondition(has_participants)
    @rule(
        command=st.sampled_from(
            [cmd.NextStep(), cmd.Join(), cmd.Connect(1), cmd.EndSession(), cmd.CancelHelp()]
        ),
        actor=st.sampled_from(ACTORS),
    )
    def from_the_wrong_side(self, command: cmd.Command, actor: Actor) -> None:
        theirs: dict[type[Actor], tuple[type[cmd.Command], ...]] = {
            Instructor: (cmd.NextStep, cmd.EndSession),
            Student: (cmd.Join, cmd.CancelHelp),
        }
        if not isinstance(command, theirs.get(type(actor), (cmd.Connect,))):
            assert self.run(command, actor) is None

    # What always holds ----------------------------------------------------------------------------

    @invariant()
    def each_has_at_most_one_open_request(self) -> None:
        askers = [request.participant_id for request in self.session.help_queue]
        assert len(askers) == len(set(askers))
        open_ids = {request.id for request in self.session.help_queue}
        theirs = {p.open_help_request_id for p in self.session.participants.values()} - {None}
        assert open_ids == theirs
        assert all(r.is_open == (r.id in open_ids) for r in self.session.help_queue.all())
        assert not any(self.session.participants[asker].removed for asker in askers)

    @invariant()
    def places_in_the_queue_go_by_the_order_of_asking(self) -> None:
        queue = [request.id for request in self.session.help_queue]
        assert queue == [request for request in self.asked if request in queue]
        assert [self.session.help_queue.position(r) for r in queue] == list(
            range(1, len(queue) + 1)
        )

    @invariant()
    def counts_agree_with_the_participants(self) -> None:
        present = self.session.present_participants
        assert self.session.participant_count == len(present) <= SEATS
        assert self.session.completion_counts == {
            step: sum(step in p.completed for p in present) for step in range(1, STEPS + 1)
        }

    @invariant()
    def names_are_distinct(self) -> None:
        present = self.session.present_participants
        assert self.session.taken_names == {name_key(p.name): p.id for p in present}
        assert all(p.name == p.name.strip() != "" for p in present)

    @invariant()
    def status_follows_the_rules(self) -> None:
        for participant in self.session.participants.values():
            phone, done = self.phones[participant.id], len(participant.completed) == STEPS
            assert done is (participant.completed_at is not None)
            if participant.removed:
                expected = {ParticipantStatus.DISCONNECTED}
            elif phone.joined:
                expected = {ParticipantStatus.COMPLETED if done else ParticipantStatus.ACTIVE}
            elif phone.connected:
                expected = {ParticipantStatus.WAITING}
            else:
                expected = {ParticipantStatus.WAITING, ParticipantStatus.DISCONNECTED}
            assert participant.status in expected

    @invariant()
    def the_session_is_consistent(self) -> None:
        session = self.session
        assert (session.status is SessionStatus.ENDED) is (session.ended_at is not None)
        assert (session.current_subtask_id is None) is (session.step_started_at is None)
        assert (session.started_at is None) is (session.current_subtask_id is None)
        open_pauses = [since for since, until in session.pauses if until is None]
        assert len(open_pauses) == (session.status is SessionStatus.PAUSED)
        for times in session.step_times.values():
            assert list(times) == sorted(times)
            assert all(seconds >= 0 for seconds in times)

    @invariant()
    def insight_adds_up(self) -> None:
        seen = insight.class_insight(self.session, self.lecture.now)
        heads = seen.counters
        assert heads.total == self.session.participant_count
        there, is_over = self.session.here_at_end, self.session.status is SessionStatus.ENDED
        present = self.session.present_participants
        assert heads.here == sum(p.is_here or p.id in there for p in present)
        assert heads.help == (0 if is_over else len(self.session.help_queue))
        if self.session.current_subtask_id is not None:
            assert heads.here == heads.done + heads.working + heads.stuck
            assert len(seen.left_behind) == heads.working + heads.stuck
        for participant in self.session.present_participants:
            alone = insight.student_insight(self.session, participant, self.lecture.now)
            assert alone == seen.students[participant.id]

    def teardown(self) -> None:
        replayed = ClassSession.replay(self.lecture.history, self.lecture.lesson)
        assert snapshot(replayed) == snapshot(self.session)


ClassSessionMachine.TestCase.settings = settings(
    max_examples=60, stateful_step_count=60, deadline=None, print_blob=True
)
TestClassSession = ClassSessionMachine.TestCase
