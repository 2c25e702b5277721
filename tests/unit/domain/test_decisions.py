from typing import get_args

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import SYSTEM, Actor, Helper, Student
from classroom_app.domain.decisions import _ACTORS_OF, _DECIDE
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.participant import ParticipantStatus
from classroom_app.domain.transitions import SessionStatus
from tests.helpers.lecture import TEACHER, Lecture, snapshot


@pytest.fixture
def lecture() -> Lecture:
    return Lecture()


def refuse(lecture: Lecture, command: cmd.Command, actor: Actor, code: RefusalCode) -> str:
    """Check that the command is refused with this code and changes nothing."""
    before = snapshot(lecture.session)
    with pytest.raises(Refused) as refused:
        lecture.do(command, actor)
    assert refused.value.code is code
    assert snapshot(lecture.session) == before
    return str(refused.value)


def set_status(lecture: Lecture, status: SessionStatus) -> None:
    """Lead the session into a status by the commands that lead there."""
    if status is not SessionStatus.WAITING:
        lecture.teach(cmd.NextStep())
    if status is SessionStatus.PAUSED:
        lecture.teach(cmd.PauseSession())
    if status is SessionStatus.ENDED:
        lecture.teach(cmd.EndSession())
    assert lecture.session.status is status


# Who may ask what ---------------------------------------------------------------------------------


SAMPLES: dict[type[cmd.Command], cmd.Command] = {
    cmd.SignIn: cmd.SignIn("이철수"),
    cmd.Connect: cmd.Connect(1),
    cmd.Leave: cmd.Leave(1, joined=True),
    cmd.AddHelpPicture: cmd.AddHelpPicture(1, 1, "a.png"),
    cmd.RecoverSession: cmd.RecoverSession(),
    cmd.Join: cmd.Join(),
    cmd.CompleteStep: cmd.CompleteStep(1),
    cmd.ReportProgress: cmd.ReportProgress(1, "in_progress"),
    cmd.RequestHelp: cmd.RequestHelp(),
    cmd.CancelHelp: cmd.CancelHelp(),
    cmd.MarkSeen: cmd.MarkSeen(1),
    cmd.NextStep: cmd.NextStep(),
    cmd.UndoStart: cmd.UndoStart(),
    cmd.PauseSession: cmd.PauseSession(),
    cmd.ResumeSession: cmd.ResumeSession(),
    cmd.EndSession: cmd.EndSession(),
    cmd.SendMessage: cmd.SendMessage("잘 하고 있어요"),
    cmd.ResolveHelp: cmd.ResolveHelp(1, HelpStatus.RESOLVED),
    cmd.WithdrawAnswer: cmd.WithdrawAnswer(1),
    cmd.ReopenHelp: cmd.ReopenHelp(1),
    cmd.LetHelperIn: cmd.LetHelperIn("민지"),
    cmd.EndHelper: cmd.EndHelper(1),
    cmd.SetLocked: cmd.SetLocked(locked=True),
    cmd.RemoveParticipant: cmd.RemoveParticipant(1),
    cmd.RemoveParticipants: cmd.RemoveParticipants((1,)),
    cmd.ChangeCode: cmd.ChangeCode("111222"),
    cmd.Lapse: cmd.Lapse((1,)),
    cmd.RenameParticipant: cmd.RenameParticipant(1, "박순자"),
    cmd.AssignPerson: cmd.AssignPerson(1, 7, "박순자"),
    cmd.GiveSeatBack: cmd.GiveSeatBack(1),
    cmd.MarkDone: cmd.MarkDone(1, 1),
    cmd.MarkNotDone: cmd.MarkNotDone(1, 1),
    cmd.ShowAnswers: cmd.ShowAnswers(1, shown=True),
    cmd.MarkVisited: cmd.MarkVisited(1),
    cmd.UndoVisit: cmd.UndoVisit(1),
    cmd.SetComfort: cmd.SetComfort(1, larger_text=True),
    cmd.RestoreComfort: cmd.RestoreComfort(1, larger_text=True),
    cmd.ChooseComfort: cmd.ChooseComfort(True, False, False),
}
ACTORS: list[tuple[Actor, object]] = [
    (Student(1), cmd.StudentCommand),
    (TEACHER, cmd.InstructorCommand),
    (Helper(2, "민지"), cmd.HelperCommand),
    (SYSTEM, cmd.SystemCommand),
]


def test_every_command_has_a_decision_and_an_actor() -> None:
    assert set(SAMPLES) == set(_DECIDE) == set(_ACTORS_OF) == set(get_args(cmd.Command))


@pytest.mark.parametrize("command", SAMPLES.values(), ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("status", SessionStatus)
def test_each_side_may_give_its_own_commands_only(
    lecture: Lecture, command: cmd.Command, status: SessionStatus
) -> None:
    lecture.join("김영희")
    set_status(lecture, status)
    for actor, side in ACTORS:
        if type(command) not in get_args(side):
            refuse(lecture, command, actor, RefusalCode.FORBIDDEN)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (cmd.PauseSession(), SessionStatus.WAITING),
        (cmd.ResumeSession(), SessionStatus.WAITING),
        (cmd.ResumeSession(), SessionStatus.IN_PROGRESS),
        (cmd.PauseSession(), SessionStatus.PAUSED),
        (cmd.NextStep(), SessionStatus.PAUSED),
        (cmd.NextStep(), SessionStatus.ENDED),
        (cmd.EndSession(), SessionStatus.ENDED),
        (cmd.SendMessage("x"), SessionStatus.ENDED),
        (cmd.SetLocked(locked=True), SessionStatus.ENDED),
        (cmd.RemoveParticipant(1), SessionStatus.ENDED),
        (cmd.RenameParticipant(1, "x"), SessionStatus.ENDED),
    ],
)
def test_the_instructor_is_told_the_status(
    lecture: Lecture, command: cmd.InstructorCommand, status: SessionStatus
) -> None:
    set_status(lecture, status)
    assert status in refuse(lecture, command, TEACHER, RefusalCode.INVALID_STATE)


@pytest.mark.parametrize("side", get_args(cmd.StudentCommand), ids=lambda side: side.__name__)
def test_after_the_end_students_are_told_so(
    lecture: Lecture, side: type[cmd.StudentCommand]
) -> None:
    participant = lecture.join("김영희")
    set_status(lecture, SessionStatus.ENDED)
    refuse(lecture, SAMPLES[side], Student(participant.id), RefusalCode.SESSION_ENDED)


def test_after_the_end_nobody_signs_in_and_nothing_is_taken_up(lecture: Lecture) -> None:
    set_status(lecture, SessionStatus.ENDED)
    refuse(lecture, cmd.SignIn("a"), SYSTEM, RefusalCode.SESSION_ENDED)
    refuse(lecture, cmd.RecoverSession(), SYSTEM, RefusalCode.INVALID_STATE)


# Signing in ---------------------------------------------------------------------------------------


def test_sign_in_gives_a_place_and_a_clean_name(lecture: Lecture) -> None:
    assert lecture.system(cmd.SignIn("  김영희 ", "phone")) == [
        ev.ParticipantSignedIn(
            at=lecture.now, participant_id=1, user_id=2, user_name="김영희", device_id="phone"
        )
    ]


def test_a_second_person_of_the_name_is_numbered(lecture: Lecture) -> None:
    assert [lecture.sign_in("김영희").name for _ in range(3)] == [
        "김영희",
        "김영희 (2)",
        "김영희 (3)",
    ]


def test_guests_without_a_name_are_counted(lecture: Lecture) -> None:
    assert [lecture.sign_in(None).name for _ in range(2)] == ["게스트 1", "게스트 2"]


def test_a_known_device_is_the_same_participant(lecture: Lecture) -> None:
    lecture.sign_in("김영희", "phone")
    lecture.teach(cmd.SetLocked(locked=True))
    assert lecture.system(cmd.SignIn("another name", "phone")) == []


def test_a_bad_name_is_refused(lecture: Lecture) -> None:
    refuse(lecture, cmd.SignIn(" "), SYSTEM, RefusalCode.INVALID_FIELD)


def test_a_closed_door_is_closed(lecture: Lecture) -> None:
    lecture.teach(cmd.SetLocked(locked=True))
    refuse(lecture, cmd.SignIn("김영희"), SYSTEM, RefusalCode.LOCKED)
    lecture.teach(cmd.SetLocked(locked=False))
    assert lecture.sign_in("김영희").name == "김영희"


def test_a_full_class_is_full_until_somebody_is_removed() -> None:
    lecture = Lecture(max_participants=1)
    first = lecture.sign_in("김영희", "phone")
    refuse(lecture, cmd.SignIn("이철수"), SYSTEM, RefusalCode.FULL)
    assert lecture.system(cmd.SignIn("김영희", "phone")) == []
    lecture.teach(cmd.RemoveParticipant(first.id))
    lecture.sign_in("이철수")
    refuse(lecture, cmd.SignIn("김영희", "phone"), SYSTEM, RefusalCode.FULL)


def test_who_was_removed_may_sign_in_again_with_what_they_had(lecture: Lecture) -> None:
    first = lecture.join("김영희", "phone")
    lecture.teach(cmd.NextStep())
    lecture.complete(first)
    lecture.teach(cmd.RemoveParticipant(first.id))
    assert lecture.session.completion_counts[1] == 0
    assert lecture.system(cmd.SignIn("김영희", "phone")) == [
        ev.ParticipantReadmitted(at=lecture.now, participant_id=first.id)
    ]
    assert lecture.session.completion_counts[1] == 1
    assert first.status is ParticipantStatus.WAITING


def test_who_comes_back_after_removal_may_find_the_name_taken(lecture: Lecture) -> None:
    first = lecture.join("김영희", "phone")
    lecture.teach(cmd.RemoveParticipant(first.id))
    lecture.join("김영희")
    assert lecture.system(cmd.SignIn("김영희", "phone")) == [
        ev.ParticipantRenamed(
            at=lecture.now,
            participant_id=first.id,
            user_id=first.user_id,
            user_name="김영희 (2)",
        ),
        ev.ParticipantReadmitted(at=lecture.now, participant_id=first.id),
    ]
    assert sorted(lecture.session.taken_names) == ["김영희", "김영희 (2)"]


def test_who_was_removed_may_come_back_under_another_name(lecture: Lecture) -> None:
    rude = lecture.join("a rude word", "phone")
    lecture.teach(cmd.RemoveParticipant(rude.id))
    lecture.system(cmd.SignIn("김영희", "phone"))
    assert (rude.name, rude.removed) == ("김영희", False)
    assert sorted(lecture.session.taken_names) == ["김영희"]


def test_a_name_that_is_corrected_is_believed(lecture: Lecture) -> None:
    first, second = lecture.join("김영희", "one"), lecture.join("김영흐", "two")
    lecture.teach(cmd.SetLocked(locked=True))
    correction = cmd.SignIn("김영희", "two", corrects_name=True)
    assert lecture.system(correction) == [
        ev.ParticipantRenamed(
            at=lecture.now,
            participant_id=second.id,
            user_id=second.user_id,
            user_name="김영희 (2)",
        )
    ]
    assert lecture.system(correction) == []
    refuse(
        lecture,
        cmd.SignIn("\u3164", "two", corrects_name=True),
        SYSTEM,
        RefusalCode.INVALID_FIELD,
    )
    assert first.name == "김영희"


def test_a_phone_may_correct_its_own_name(lecture: Lecture) -> None:
    participant = lecture.join("김영흐")
    who = participant.id
    lecture.system(cmd.SignIn("김 영희", corrects_name=True, participant_id=who))
    assert participant.name == "김 영희"
    lecture.teach(cmd.RenameParticipant(participant.id, "김영희"))
    assert participant.name == "김영희", "a space is a change that the instructor may want"


def test_a_closed_door_keeps_the_removed_out(lecture: Lecture) -> None:
    first = lecture.join("김영희", "phone")
    lecture.teach(cmd.RemoveParticipant(first.id))
    lecture.teach(cmd.SetLocked(locked=True))
    refuse(lecture, cmd.SignIn("김영희", "phone"), SYSTEM, RefusalCode.LOCKED)


# Coming and going ---------------------------------------------------------------------------------


def test_the_first_connection_is_no_news(lecture: Lecture) -> None:
    participant = lecture.sign_in("김영희")
    assert lecture.system(cmd.Connect(participant.id)) == []


def test_leave_and_come_back(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    assert lecture.system(cmd.Leave(participant.id, joined=True)) == [
        ev.ParticipantLeft(at=lecture.now, participant_id=participant.id, joined=True)
    ]
    assert lecture.system(cmd.Leave(participant.id, joined=True)) == []
    assert lecture.system(cmd.Connect(participant.id)) == [
        ev.ParticipantConnected(at=lecture.now, participant_id=participant.id)
    ]
    assert participant.status is ParticipantStatus.WAITING


def test_connections_come_and_go_after_the_end_too(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    lecture.teach(cmd.EndSession())
    assert len(lecture.system(cmd.Leave(participant.id, joined=True))) == 1
    assert len(lecture.system(cmd.Connect(participant.id))) == 1


def test_the_connection_of_a_removed_student_is_no_news(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    lecture.teach(cmd.RemoveParticipant(participant.id))
    assert lecture.system(cmd.Connect(participant.id)) == []
    assert lecture.system(cmd.Leave(participant.id, joined=True)) == []


def test_a_join_that_matters_only_to_who_is_away(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    assert lecture.say(participant, cmd.Join(only_if_away=True)) == []
    lecture.lose(participant)
    assert lecture.say(participant, cmd.Join(only_if_away=True)) == [
        ev.ParticipantJoined(at=lecture.now, participant_id=participant.id, first=False)
    ]


def test_join_is_told_once_for_each_connection(lecture: Lecture) -> None:
    participant = lecture.sign_in("김영희")
    assert lecture.say(participant, cmd.Join()) == [
        ev.ParticipantJoined(at=lecture.now, participant_id=participant.id)
    ]
    assert lecture.say(participant, cmd.Join(again=True)) == []


def test_a_recovered_session_knows_that_nobody_is_connected(lecture: Lecture) -> None:
    here, lost, waiting, removed = (lecture.sign_in(name) for name in ("a", "b", "c", "d"))
    for participant in (here, lost, removed):
        lecture.say(participant, cmd.Join())
    lecture.lose(lost)
    lecture.teach(cmd.RemoveParticipant(removed.id))
    assert lecture.system(cmd.RecoverSession()) == [
        ev.SessionRecovered(at=lecture.now),
        ev.ParticipantLeft(at=lecture.now, participant_id=here.id, joined=True),
    ]
    assert waiting.status is ParticipantStatus.WAITING


# The student's work -------------------------------------------------------------------------------


def test_a_step_is_completed_once(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    completed = ev.StepCompleted(at=lecture.now, participant_id=participant.id, subtask_id=1)
    assert lecture.say(participant, cmd.CompleteStep(1)) == [completed]
    assert lecture.say(participant, cmd.CompleteStep(1)) == []
    assert lecture.session.completion_counts[1] == 1


@pytest.mark.parametrize(
    "command",
    [
        cmd.CompleteStep(99),
        cmd.CompleteStep(0),
        cmd.CompleteStep(-1),
        cmd.ReportProgress(99, "in_progress"),
        cmd.RequestHelp(99),
    ],
)
def test_an_unknown_step_is_refused(lecture: Lecture, command: cmd.StudentCommand) -> None:
    participant = lecture.join("김영희")
    text = refuse(lecture, command, Student(participant.id), RefusalCode.UNKNOWN_SUBTASK)
    assert text.startswith("subtask_id must be")


def test_progress_is_passed_on_as_it_is(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    assert lecture.say(participant, cmd.ReportProgress(2, "half way")) == [
        ev.ProgressReported(
            at=lecture.now, participant_id=participant.id, subtask_id=2, status="half way"
        )
    ]
    assert participant.current_subtask_id == 2


def test_progress_completed_in_any_case_completes_the_step(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    assert lecture.say(participant, cmd.ReportProgress(1, "Completed")) == [
        ev.StepCompleted(
            at=lecture.now, participant_id=participant.id, subtask_id=1, status="Completed"
        )
    ]
    assert lecture.say(participant, cmd.ReportProgress(1, "COMPLETED")) == [
        ev.ProgressReported(
            at=lecture.now, participant_id=participant.id, subtask_id=1, status="COMPLETED"
        )
    ]
    assert lecture.session.completion_counts[1] == 1


def test_help_has_one_open_request_with_the_latest_words(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    first = lecture.say(participant, cmd.RequestHelp(2, "어디예요?", "a.png"))
    assert first == [
        ev.HelpRequested(
            at=lecture.now,
            help_request_id=1,
            participant_id=participant.id,
            subtask_id=2,
            message="어디예요?",
            screenshot_path="a.png",
            again=False,
        )
    ]
    lecture.wait(5)
    assert lecture.say(participant, cmd.RequestHelp(message="아직이요")) == [
        ev.HelpRequested(
            at=lecture.now,
            help_request_id=1,
            participant_id=participant.id,
            subtask_id=2,
            message="아직이요",
            screenshot_path="a.png",
            again=True,
        )
    ]
    (again,) = lecture.say(participant, cmd.RequestHelp(3, None, "b.png"))
    assert isinstance(again, ev.HelpRequested)
    kept = (2, "아직이요", "b.png")
    assert (again.subtask_id, again.message, again.screenshot_path) == kept, "where it was asked"
    assert len(lecture.session.help_queue) == 1


def test_an_unchanged_repeat_is_stored_once(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    call = cmd.RequestHelp(2, "어디예요?")
    assert len(lecture.say(participant, call)) == 1
    for same in (call, cmd.RequestHelp(), cmd.RequestHelp(3)):
        assert lecture.say(participant, same) == []
    assert len(lecture.say(participant, cmd.RequestHelp(2, "여기예요?"))) == 1


def test_the_picture_of_a_call_follows_it(lecture: Lecture) -> None:
    participant, other = lecture.join("김영희"), lecture.join("이철수")
    request = lecture.ask_help(participant)
    add = cmd.AddHelpPicture(request.id, participant.id, "a.png")
    (event,) = lecture.system(add)
    assert isinstance(event, ev.HelpRequested)
    assert (event.again, request.screenshot_path) == (True, "a.png")
    not_mine = cmd.AddHelpPicture(request.id, other.id, "b.png")
    refuse(lecture, not_mine, SYSTEM, RefusalCode.INVALID_STATE)
    lecture.say(participant, cmd.CancelHelp())
    refuse(lecture, add, SYSTEM, RefusalCode.INVALID_STATE)


def test_help_is_taken_back(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    assert lecture.say(participant, cmd.CancelHelp()) == []
    request = lecture.ask_help(participant)
    assert lecture.say(participant, cmd.CancelHelp()) == [
        ev.HelpCancelled(at=lecture.now, help_request_id=request.id)
    ]
    assert request.status is HelpStatus.CANCELLED
    assert lecture.ask_help(participant).id != request.id


@pytest.mark.parametrize(
    ("named", "finished", "resolves"), [(2, 2, True), (2, 1, False), (None, 1, True)]
)
@pytest.mark.parametrize("by_progress", [False, True])
def test_finishing_the_step_resolves_its_request(
    lecture: Lecture, named: int | None, finished: int, resolves: bool, by_progress: bool
) -> None:
    participant = lecture.join("김영희")
    request = lecture.ask_help(participant, named)
    command: cmd.StudentCommand = (
        cmd.ReportProgress(finished, "completed") if by_progress else cmd.CompleteStep(finished)
    )
    _completed, *others = lecture.say(participant, command)
    resolved = ev.HelpResolved(
        at=lecture.now, help_request_id=request.id, message=None, by_completion=True
    )
    assert others == ([resolved] if resolves else [])
    assert request.is_open is not resolves


def test_a_removed_student_can_do_nothing(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    lecture.teach(cmd.RemoveParticipant(participant.id))
    for side in get_args(cmd.StudentCommand):
        refuse(lecture, SAMPLES[side], Student(participant.id), RefusalCode.FORBIDDEN)


# The instructor's lead ----------------------------------------------------------------------------


def test_next_step_goes_through_the_lesson_and_stops(lecture: Lecture) -> None:
    started = [lecture.teach(cmd.NextStep()) for _ in range(5)]
    steps = [event for (event,) in started if isinstance(event, ev.StepStarted)]
    assert [event.subtask_id for event in steps] == [1, 2, 3, 4, 5]
    assert [event.first for event in steps] == [True, False, False, False, False]
    text = refuse(lecture, cmd.NextStep(), TEACHER, RefusalCode.INVALID_STATE)
    assert "IN_PROGRESS" in text


def test_any_step_can_be_started_with_words(lecture: Lecture) -> None:
    assert lecture.teach(cmd.NextStep(4, "바로 갑시다")) == [
        ev.StepStarted(
            at=lecture.now,
            subtask_id=4,
            instructor_id=TEACHER.user_id,
            message="바로 갑시다",
            first=True,
        )
    ]
    (back,) = lecture.teach(cmd.NextStep(1))
    assert isinstance(back, ev.StepStarted)
    assert not back.first
    refuse(lecture, cmd.NextStep(99), TEACHER, RefusalCode.UNKNOWN_SUBTASK)


def test_the_start_can_be_taken_back_and_what_was_done_stays(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    lecture.teach(cmd.NextStep())
    lecture.complete(kim)
    lecture.wait(60)
    assert lecture.teach(cmd.UndoStart()) == [
        ev.StartUndone(at=lecture.now, instructor_id=TEACHER.user_id)
    ]
    session = lecture.session
    assert (session.status, session.current_subtask_id) == (SessionStatus.WAITING, None)
    assert session.started_at is None
    assert 1 in kim.completed
    lecture.wait(60)
    (again,) = lecture.teach(cmd.NextStep())
    assert isinstance(again, ev.StepStarted)
    assert again.first
    assert session.started_at == lecture.now


def test_the_instructor_notes_a_step_as_done_and_takes_it_back(lecture: Lecture) -> None:
    kim, by = lecture.join("김영희"), TEACHER.user_id
    lecture.teach(cmd.NextStep())
    request = lecture.ask_help(kim, 1)
    lecture.wait(20)
    done, resolved = lecture.teach(cmd.MarkDone(kim.id, 1))
    assert done == ev.StepCompleted(
        at=lecture.now, participant_id=kim.id, subtask_id=1, instructor_id=by
    )
    assert isinstance(resolved, ev.HelpResolved)
    assert resolved.help_request_id == request.id
    session = lecture.session
    assert session.completion_counts[1] == 1
    assert list(session.step_times[1]) == [], "it says nothing of how long the student took"
    assert kim.current_subtask_id is None, "the phone has spoken of no step"
    assert lecture.teach(cmd.MarkDone(kim.id, 1)) == []
    assert lecture.teach(cmd.MarkNotDone(kim.id, 1)) == [
        ev.CompletionRevoked(
            at=lecture.now, participant_id=kim.id, subtask_id=1, instructor_id=by, here=True
        )
    ]
    assert 1 not in kim.completed
    assert session.completion_counts[1] == 0
    assert lecture.teach(cmd.MarkNotDone(kim.id, 1)) == []
    refuse(lecture, cmd.MarkDone(kim.id, 99), TEACHER, RefusalCode.UNKNOWN_SUBTASK)
    refuse(lecture, cmd.MarkNotDone(9, 1), TEACHER, RefusalCode.INVALID_FIELD)


def test_a_done_that_was_none_leaves_no_time_and_no_completion_of_all(lecture: Lecture) -> None:
    kim = lecture.join("김영희")
    for _ in range(5):
        lecture.teach(cmd.NextStep())
        lecture.wait(20)
        lecture.complete(kim)
    assert kim.status is ParticipantStatus.COMPLETED
    lecture.teach(cmd.MarkNotDone(kim.id, 5))
    assert (kim.status.value, kim.completed_at) == ("ACTIVE", None)
    assert list(lecture.session.step_times[5]) == []
    lecture.complete(kim)
    assert kim.status.value == "COMPLETED"


def test_pause_resume_end(lecture: Lecture) -> None:
    lecture.teach(cmd.NextStep())
    by = TEACHER.user_id
    assert lecture.teach(cmd.PauseSession()) == [ev.SessionPaused(at=lecture.now, instructor_id=by)]
    assert lecture.teach(cmd.ResumeSession()) == [
        ev.SessionResumed(at=lecture.now, instructor_id=by)
    ]
    assert lecture.teach(cmd.EndSession()) == [ev.SessionEnded(at=lecture.now, instructor_id=by)]


@pytest.mark.parametrize("to_one", [False, True])
def test_words_to_all_or_to_one(lecture: Lecture, to_one: bool) -> None:
    participant = lecture.join("김영희")
    user_id = participant.user_id if to_one else None
    assert lecture.teach(cmd.SendMessage("잘 하고 있어요", user_id)) == [
        ev.MessageSent(
            at=lecture.now,
            instructor_name=TEACHER.name,
            message="잘 하고 있어요",
            user_id=user_id,
        )
    ]


def test_words_to_nobody_are_refused(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    refuse(lecture, cmd.SendMessage("x", 999), TEACHER, RefusalCode.INVALID_FIELD)
    refuse(lecture, cmd.SendMessage("x", TEACHER.user_id), TEACHER, RefusalCode.INVALID_FIELD)
    lecture.teach(cmd.RemoveParticipant(participant.id))
    refuse(lecture, cmd.SendMessage("x", participant.user_id), TEACHER, RefusalCode.INVALID_FIELD)


def test_help_is_answered_and_resolved(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    request = lecture.ask_help(participant)
    assert lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY, "갑니다")) == [
        ev.HelpAnswered(at=lecture.now, help_request_id=request.id, message="갑니다")
    ]
    assert request.status is HelpStatus.ON_THE_WAY
    assert lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED)) == [
        ev.HelpResolved(
            at=lecture.now, help_request_id=request.id, message=None, by_completion=False
        )
    ]
    again = cmd.ResolveHelp(request.id, HelpStatus.RESOLVED)
    assert "RESOLVED" in refuse(lecture, again, TEACHER, RefusalCode.INVALID_STATE)


def test_an_unknown_request_is_refused(lecture: Lecture) -> None:
    for command in (cmd.ResolveHelp(9, HelpStatus.RESOLVED), cmd.ReopenHelp(9)):
        refuse(lecture, command, TEACHER, RefusalCode.INVALID_FIELD)


def test_a_resolved_request_can_be_reopened(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    request = lecture.ask_help(participant)
    assert lecture.teach(cmd.ReopenHelp(request.id)) == []
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED))
    assert lecture.teach(cmd.ReopenHelp(request.id)) == [
        ev.HelpReopened(at=lecture.now, help_request_id=request.id)
    ]
    assert participant.open_help_request_id == request.id
    lecture.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY))
    lecture.say(participant, cmd.CompleteStep(1))
    assert lecture.teach(cmd.ReopenHelp(request.id)) == [
        ev.HelpReopened(at=lecture.now, help_request_id=request.id, on_the_way=True)
    ]
    assert request.status is HelpStatus.ON_THE_WAY, "as it was"


def test_who_asks_again_has_no_need_of_the_old_request(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    first = lecture.ask_help(participant)
    lecture.teach(cmd.ResolveHelp(first.id, HelpStatus.RESOLVED))
    second = lecture.ask_help(participant)
    assert lecture.teach(cmd.ReopenHelp(first.id)) == []
    assert [request.id for request in lecture.session.help_queue] == [second.id]


def test_the_request_of_a_removed_student_stays_closed(lecture: Lecture) -> None:
    participant = lecture.join("김영희")
    request = lecture.ask_help(participant)
    lecture.teach(cmd.RemoveParticipant(participant.id))
    assert not request.is_open
    refuse(lecture, cmd.ReopenHelp(request.id), TEACHER, RefusalCode.INVALID_FIELD)


@pytest.mark.parametrize("joined", [False, True])
def test_removing_resolves_the_request_and_tells_whether_the_phone_was_in(
    lecture: Lecture, joined: bool
) -> None:
    participant = lecture.join("김영희") if joined else lecture.sign_in("김영희")
    assert lecture.teach(cmd.RemoveParticipant(participant.id)) == [
        ev.ParticipantRemoved(at=lecture.now, participant_id=participant.id, joined=joined)
    ]
    refuse(lecture, cmd.RemoveParticipant(participant.id), TEACHER, RefusalCode.INVALID_FIELD)
    refuse(lecture, cmd.RenameParticipant(99, "a"), TEACHER, RefusalCode.INVALID_FIELD)


def test_renaming_keeps_names_distinct(lecture: Lecture) -> None:
    first, second = lecture.join("김영희"), lecture.join("이철수")
    assert lecture.teach(cmd.RenameParticipant(first.id, " 김영희 ")) == []
    lecture.teach(cmd.RenameParticipant(second.id, "김영희"))
    assert second.name == "김영희 (2)"
    assert lecture.sign_in("이철수").name == "이철수"
    refuse(lecture, cmd.RenameParticipant(first.id, ""), TEACHER, RefusalCode.INVALID_FIELD)


def test_renaming_to_a_taken_name_again_changes_nothing(lecture: Lecture) -> None:
    lecture.join("김영희")
    second = lecture.join("김영희")
    assert lecture.teach(cmd.RenameParticipant(second.id, "김영희")) == []
    assert second.name == "김영희 (2)"


def test_the_door(lecture: Lecture) -> None:
    assert lecture.teach(cmd.SetLocked(locked=False)) == []
    assert lecture.teach(cmd.SetLocked(locked=True)) == [ev.ClassLocked(at=lecture.now)]
    assert lecture.teach(cmd.SetLocked(locked=True)) == []
    assert lecture.teach(cmd.SetLocked(locked=False)) == [ev.ClassUnlocked(at=lecture.now)]


# Who never came, several at once, and a new code --------------------------------------------------


def test_who_never_came_lapses(lecture: Lecture) -> None:
    kim, lee = lecture.sign_in("김영희", "kim"), lecture.join("이철수")
    (event,) = lecture.system(cmd.Lapse((kim.id, lee.id)))
    assert event == ev.ParticipantLapsed(at=lecture.now, participant_id=kim.id)
    assert (kim.removed, kim.lapsed, kim.was_sent_out) == (True, True, False)
    assert lecture.session.participant_count == 1
    assert lecture.system(cmd.Lapse((kim.id,))) == []
    other = lecture.join("김영희")
    lecture.teach(cmd.SetLocked(locked=True))
    renamed, back = lecture.system(cmd.Connect(kim.id))
    assert isinstance(renamed, ev.ParticipantRenamed)
    assert isinstance(back, ev.ParticipantReadmitted)
    assert (kim.name, other.name, kim.lapsed) == ("김영희 (2)", "김영희", False)


@pytest.mark.parametrize("by", ["device", "cookie", "socket"])
def test_whose_seat_lapsed_comes_when_there_is_room(by: str) -> None:
    lecture = Lecture(max_participants=1)
    kim = lecture.sign_in("김영희", "kim")
    lecture.system(cmd.Lapse((kim.id,)))
    lee = lecture.join("이철수")
    back: dict[str, cmd.SystemCommand] = {
        "device": cmd.SignIn("김영희", "kim"),
        "cookie": cmd.SignIn(None, participant_id=kim.id),
        "socket": cmd.Connect(kim.id),
    }
    refuse(lecture, back[by], SYSTEM, RefusalCode.FULL)
    lecture.teach(cmd.RemoveParticipant(lee.id))
    assert lecture.system(back[by]) == [
        ev.ParticipantReadmitted(at=lecture.now, participant_id=kim.id)
    ]
    assert not kim.removed


def test_who_finished_a_step_over_rest_has_come(lecture: Lecture) -> None:
    kim, lee = lecture.sign_in("김영희"), lecture.sign_in("이철수")
    lecture.say(kim, cmd.CompleteStep(1))
    lecture.say(lee, cmd.RequestHelp(2))
    assert lecture.system(cmd.Lapse((kim.id,))) == []


def test_several_are_removed_at_once(lecture: Lecture) -> None:
    people = lecture.join_many(4)
    lecture.ask_help(people[1])
    ids = (people[1].id, people[3].id)
    events = lecture.teach(cmd.RemoveParticipants((*ids, ids[0], 99)))
    assert [type(event) for event in events] == [
        ev.HelpResolved,
        ev.ParticipantRemoved,
        ev.ParticipantRemoved,
    ]
    assert [p.id for p in lecture.session.present_participants] == [people[0].id, people[2].id]
    assert lecture.teach(cmd.RemoveParticipants(ids)) == []


def test_a_new_code(lecture: Lecture) -> None:
    assert lecture.teach(cmd.ChangeCode("482 913")) == []
    lecture.teach(cmd.ChangeCode("913 507"))
    assert lecture.session.code == "913507"
    assert lecture.session.former_codes == {"482913"}
    lecture.teach(cmd.ChangeCode("abcd"))
    lecture.teach(cmd.ChangeCode("482913"))
    assert lecture.session.code == "482913"
    assert lecture.session.former_codes == {"913507", "ABCD"}
    refuse(lecture, cmd.ChangeCode("JOIN"), TEACHER, RefusalCode.INVALID_FIELD)
