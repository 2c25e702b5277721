"""Decisions on help requests (asked, answered, resolved), and on who is a helper."""

from collections.abc import Iterable

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Helper
from classroom_app.domain.decision_case import Case, Decisions
from classroom_app.domain.errors import AlreadyGoing, RefusalCode, Refused
from classroom_app.domain.help_queue import HelpRequest, HelpStatus
from classroom_app.domain.helper_part import MAX_HELPERS
from classroom_app.domain.names import clean_name, distinct_name, name_key
from classroom_app.domain.numbered import Numbered
from classroom_app.domain.participant import Participant


def _request_help(case: Case, command: cmd.RequestHelp) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.student
    request = case.open_help_of(participant)
    subtask_id, message, screenshot = (
        command.subtask_id,
        command.message,
        command.screenshot_path,
    )
    if request is not None:  # a repeat keeps the step, and whatever it leaves out
        subtask_id = subtask_id if request.subtask_id is None else request.subtask_id
        message = request.message if message is None else message
        screenshot = request.screenshot_path if screenshot is None else screenshot
        asked = (request.subtask_id, request.message, request.screenshot_path)
        if asked == (subtask_id, message, screenshot):
            return []  # an unchanged repeat is stored once
    return [
        ev.HelpRequested(
            at=case.now,
            help_request_id=request.id if request else case.ids.next_id(Numbered.HELP_REQUEST),
            participant_id=participant.id,
            subtask_id=subtask_id,
            message=message,
            screenshot_path=screenshot,
            again=request is not None,
        )
    ]


def _add_help_picture(case: Case, command: cmd.AddHelpPicture) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    if not request.is_open or request.participant_id != command.participant_id:
        raise Refused(RefusalCode.INVALID_STATE, f"The help request is {request.status} already")
    return [
        ev.HelpRequested(
            at=case.now,
            help_request_id=request.id,
            participant_id=request.participant_id,
            subtask_id=request.subtask_id,
            message=request.message,
            screenshot_path=command.screenshot_path,
            again=True,
        )
    ]


def _cancel_help(case: Case, _command: cmd.CancelHelp) -> list[ev.Event]:
    request = case.open_help_of(case.student)
    return [ev.HelpCancelled(at=case.now, help_request_id=request.id)] if request else []


def resolve_open_help(case: Case, participant: Participant) -> list[ev.Event]:
    """Return the event that closes a participant's open request, since it is no longer needed."""
    request = case.open_help_of(participant)
    if request is None:
        return []
    return [
        ev.HelpResolved(at=case.now, help_request_id=request.id, message=None, by_completion=True)
    ]


def _resolve_help(case: Case, command: cmd.ResolveHelp) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    if not request.is_open:
        raise Refused(RefusalCode.INVALID_STATE, f"The help request is {request.status} already")
    if command.status is HelpStatus.ON_THE_WAY:
        return _answer_help(case, request, command)
    return [
        ev.HelpResolved(
            at=case.now,
            help_request_id=request.id,
            message=command.message,
            by_completion=False,
            helper_id=case.helper_id,
        )
    ]


def _answer_help(case: Case, request: HelpRequest, command: cmd.ResolveHelp) -> list[ev.Event]:
    is_going = case.helper_id in request.going
    if is_going and isinstance(case.actor, Helper) and command.message is None:
        return []  # sent again, after a lost connection
    if not command.too and not is_going and request.going:
        raise AlreadyGoing(request.going)
    return [
        ev.HelpAnswered(
            at=case.now,
            help_request_id=request.id,
            message=command.message,
            helper_id=case.helper_id,
        )
    ]


def _withdraw_answer(case: Case, command: cmd.WithdrawAnswer) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    if isinstance(case.actor, Helper):
        if command.going_id not in (None, case.helper_id):
            raise Refused(RefusalCode.FORBIDDEN, "A helper takes back their own word alone")
        whose: list[int | None] = [case.helper_id]
    elif command.going_id is None:
        whose = list(request.going)
    else:
        whose = [command.going_id]
    return _withdraw(case, request, whose)


def _withdraw(case: Case, request: HelpRequest, whose: Iterable[int | None]) -> list[ev.Event]:
    if request.status is not HelpStatus.ON_THE_WAY:
        return []
    left = list(request.going)
    events: list[ev.Event] = []
    for going_id in whose:
        if going_id not in left:
            continue
        left.remove(going_id)
        events.append(
            ev.AnswerWithdrawn(
                at=case.now,
                help_request_id=request.id,
                going_id=going_id,
                on_the_way=bool(left),
                helper_id=case.helper_id,
            )
        )
    return events


def _reopen_help(case: Case, command: cmd.ReopenHelp) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    participant = case.participant(request.participant_id)
    if participant.open_help_request_id is not None:
        return []
    is_theirs = request.was_resolved_by_hand and request.resolved_by == case.helper_id
    if isinstance(case.actor, Helper) and not is_theirs:
        raise Refused(RefusalCode.FORBIDDEN, "A helper reopens what they resolved themselves")
    return [
        ev.HelpReopened(
            at=case.now,
            help_request_id=request.id,
            on_the_way=request.was_answered,
            helper_id=case.helper_id,
        )
    ]


def _let_helper_in(case: Case, command: cmd.LetHelperIn) -> list[ev.Event]:
    here = [helper for helper in case.session.helpers.values() if helper.is_in]
    if len(here) >= MAX_HELPERS:
        raise Refused(RefusalCode.FULL, f"A class has at most {MAX_HELPERS} helpers")
    taken = {name_key(helper.name) for helper in case.session.helpers.values()}
    return [
        ev.HelperLetIn(
            at=case.now,
            helper_id=case.ids.next_id(Numbered.USER),
            name=distinct_name(clean_name(command.name), taken),
        )
    ]


def _end_helper(case: Case, command: cmd.EndHelper) -> list[ev.Event]:
    helper = case.session.helpers.get(command.helper_id)
    if helper is None:
        raise Refused(RefusalCode.INVALID_FIELD, "helper_id is not a helper in this session")
    if not helper.is_in:
        return []
    withdrawn = [
        event
        for request in case.session.help_queue
        for event in _withdraw(case, request, [helper.user_id])
    ]
    return [*withdrawn, ev.HelperEnded(at=case.now, helper_id=helper.user_id)]


DECIDE: Decisions = {
    cmd.RequestHelp: _request_help,
    cmd.CancelHelp: _cancel_help,
    cmd.AddHelpPicture: _add_help_picture,
    cmd.ResolveHelp: _resolve_help,
    cmd.WithdrawAnswer: _withdraw_answer,
    cmd.ReopenHelp: _reopen_help,
    cmd.LetHelperIn: _let_helper_in,
    cmd.EndHelper: _end_helper,
}
