"""Decisions on looking after students: visits, and making pages easier to read."""

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.decision_case import Case, Decisions
from classroom_app.domain.participant import Participant

SAME_VISIT_S = 60.0  # pressing *Was there* twice within this time is one visit


def _mark_visited(case: Case, command: cmd.MarkVisited) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    last = participant.visits[-1] if participant.visits else None
    is_same_visit = (
        last is not None
        and last.help_request_id is None
        and last.helper_id == case.helper_id
        and (case.now - last.at).total_seconds() < SAME_VISIT_S
    )
    if is_same_visit:  # a second tap, or one sent again after a lost connection
        return []
    return [ev.StudentVisited(at=case.now, participant_id=participant.id, helper_id=case.helper_id)]


def _undo_visit(case: Case, command: cmd.UndoVisit) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    if participant.noted_visit_by(case.helper_id) is None:
        return []
    return [ev.VisitUndone(at=case.now, participant_id=participant.id, helper_id=case.helper_id)]


def _set_comfort(case: Case, command: cmd.SetComfort) -> list[ev.Event]:
    wish = (command.larger_text, command.read_aloud, command.high_contrast)
    if command.participant_id is not None:
        return _comfort_changed(case, case.participant(command.participant_id), wish)
    newcomers = case.session.newcomers_comfort
    wanted = newcomers.changed(*wish)
    events: list[ev.Event] = []
    if wanted != newcomers:
        events.append(
            ev.NewcomersComfortChanged(
                at=case.now,
                larger_text=wanted.larger_text,
                read_aloud=wanted.read_aloud,
                high_contrast=wanted.high_contrast,
                helper_id=case.helper_id,
            )
        )
    present = () if command.newcomers_only else case.session.present_participants
    for participant in present:
        events += _comfort_changed(case, participant, wish)
    return events


def _restore_comfort(case: Case, command: cmd.RestoreComfort) -> list[ev.Event]:
    participant = case.session.participants[command.participant_id]
    wish = (command.larger_text, command.read_aloud, command.high_contrast)
    return _comfort_changed(case, participant, wish)


def _choose_comfort(case: Case, command: cmd.ChooseComfort) -> list[ev.Event]:
    chosen = (command.larger_text, command.read_aloud, command.high_contrast)
    return _comfort_changed(case, case.student, chosen, by_phone=True)


def _comfort_changed(
    case: Case,
    participant: Participant,
    wish: tuple[bool | None, bool | None, bool | None],
    *,
    by_phone: bool = False,
) -> list[ev.Event]:
    wanted = participant.comfort.changed(*wish)
    if wanted == participant.comfort:
        return []
    return [
        ev.ComfortChanged(
            at=case.now,
            participant_id=participant.id,
            larger_text=wanted.larger_text,
            read_aloud=wanted.read_aloud,
            high_contrast=wanted.high_contrast,
            by_phone=by_phone,
            # What simulated students set is not kept for the people whose numbers they use.
            person_id=None if case.session.rehearsal else participant.person_id,
            helper_id=case.helper_id,
        )
    ]


DECIDE: Decisions = {
    cmd.MarkVisited: _mark_visited,
    cmd.UndoVisit: _undo_visit,
    cmd.SetComfort: _set_comfort,
    cmd.RestoreComfort: _restore_comfort,
    cmd.ChooseComfort: _choose_comfort,
}
