"""Decisions on steps: finished, not finished after all, answered."""

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.decision_case import Case, Decisions
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.help_decisions import resolve_open_help
from classroom_app.domain.participant import Participant


def _complete_step(case: Case, command: cmd.CompleteStep) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    answer = case.answer_to(command.subtask_id, command.answer)
    if command.subtask_id in case.student.completed:
        return _change_answer(case, command.subtask_id, answer)
    return _complete(case, case.student, command.subtask_id, answer=answer)


def _complete(
    case: Case,
    participant: Participant,
    subtask_id: int,
    status: str = "completed",
    instructor_id: int | None = None,
    answer: int | None = None,
) -> list[ev.Event]:
    # An answer given before the step was marked as not done counts again.
    former = participant.answers.get(subtask_id)
    completed = ev.StepCompleted(
        at=case.now,
        participant_id=participant.id,
        subtask_id=subtask_id,
        status=status,
        all_done=len(participant.completed) + 1 == len(case.session.lesson.subtasks),
        here=participant.is_here,
        instructor_id=instructor_id,
        answer=former if answer is None else answer,
    )
    request = case.open_help_of(participant)
    if request is None or request.subtask_id not in (None, subtask_id):
        return [completed]
    return [completed, *resolve_open_help(case, participant)]


def _change_answer(case: Case, subtask_id: int, answer: int | None) -> list[ev.Event]:
    """Accept another answer, unless the next step has begun; a late one is ignored."""
    participant = case.student
    if answer is None or answer == participant.answer_to(subtask_id):
        return []
    if not case.session.may_change_answer(participant, subtask_id):
        return []
    return [
        ev.AnswerChanged(
            at=case.now,
            participant_id=participant.id,
            subtask_id=subtask_id,
            answer=answer,
        )
    ]


def _report_progress(case: Case, command: cmd.ReportProgress) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.student
    is_news = command.subtask_id not in participant.completed
    if command.status.casefold() == "completed" and is_news:
        return _complete(case, participant, command.subtask_id, command.status)
    return [
        ev.ProgressReported(
            at=case.now,
            participant_id=participant.id,
            subtask_id=command.subtask_id,
            status=command.status,
        )
    ]


def _mark_done(case: Case, command: cmd.MarkDone) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.participant(command.participant_id)
    if command.subtask_id in participant.completed:
        return []
    by = case.instructor.user_id
    return _complete(case, participant, command.subtask_id, instructor_id=by)


def _mark_not_done(case: Case, command: cmd.MarkNotDone) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.participant(command.participant_id)
    if command.subtask_id not in participant.completed:
        return []
    return [
        ev.CompletionRevoked(
            at=case.now,
            participant_id=participant.id,
            subtask_id=command.subtask_id,
            instructor_id=case.instructor.user_id,
            here=participant.is_here,
        )
    ]


def _show_answers(case: Case, command: cmd.ShowAnswers) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    if case.session.lesson.by_id[command.subtask_id].question is None:
        raise Refused(RefusalCode.INVALID_FIELD, "subtask_id: this subtask asks no question")
    if command.shown == (command.subtask_id in case.session.answers_shown):
        return []
    return [
        ev.AnswersShown(
            at=case.now,
            subtask_id=command.subtask_id,
            shown=command.shown,
            instructor_id=case.instructor.user_id,
        )
    ]


DECIDE: Decisions = {
    cmd.CompleteStep: _complete_step,
    cmd.ReportProgress: _report_progress,
    cmd.MarkDone: _mark_done,
    cmd.MarkNotDone: _mark_not_done,
    cmd.ShowAnswers: _show_answers,
}
