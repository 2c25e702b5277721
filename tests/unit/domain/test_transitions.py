from typing import get_args

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.transitions import ALLOWED_IN, SessionStatus, is_allowed

W, P, S, E = (
    SessionStatus.WAITING,
    SessionStatus.IN_PROGRESS,
    SessionStatus.PAUSED,
    SessionStatus.ENDED,
)
NOT_ENDED = {W, P, S}
# PROTOCOL.md §4 and §5, written out by hand.
RULES: dict[type[cmd.Command], set[SessionStatus]] = {
    cmd.NextStep: {W, P},
    cmd.UndoStart: {P},
    cmd.PauseSession: {P},
    cmd.ResumeSession: {S},
    cmd.EndSession: NOT_ENDED,
    cmd.SendMessage: NOT_ENDED,
    cmd.ResolveHelp: NOT_ENDED,
    cmd.WithdrawAnswer: NOT_ENDED,
    cmd.ReopenHelp: NOT_ENDED,
    cmd.AssignPerson: NOT_ENDED,
    cmd.GiveSeatBack: NOT_ENDED,
    cmd.LetHelperIn: NOT_ENDED,
    cmd.EndHelper: NOT_ENDED,
    cmd.MarkDone: NOT_ENDED,
    cmd.MarkNotDone: NOT_ENDED,
    cmd.ShowAnswers: NOT_ENDED,
    cmd.MarkVisited: NOT_ENDED,
    cmd.UndoVisit: NOT_ENDED,
    cmd.SetComfort: NOT_ENDED,
    cmd.RestoreComfort: NOT_ENDED,
    cmd.ChooseComfort: NOT_ENDED,
    cmd.SetLocked: NOT_ENDED,
    cmd.RemoveParticipant: NOT_ENDED,
    cmd.RemoveParticipants: NOT_ENDED,
    cmd.ChangeCode: NOT_ENDED,
    cmd.Lapse: NOT_ENDED,
    cmd.RenameParticipant: NOT_ENDED,
    cmd.SignIn: NOT_ENDED,
    cmd.RecoverSession: NOT_ENDED,
    cmd.Join: NOT_ENDED,
    cmd.CompleteStep: NOT_ENDED,
    cmd.ReportProgress: NOT_ENDED,
    cmd.RequestHelp: NOT_ENDED,
    cmd.CancelHelp: NOT_ENDED,
    cmd.MarkSeen: NOT_ENDED,
    cmd.Connect: {W, P, S, E},
    cmd.Leave: {W, P, S, E},
    cmd.AddHelpPicture: {W, P, S},
}


def test_every_command_has_its_row() -> None:
    assert set(ALLOWED_IN) == set(RULES) == set(get_args(cmd.Command))


@pytest.mark.parametrize("status", SessionStatus)
@pytest.mark.parametrize("command", RULES, ids=lambda command: command.__name__)
def test_the_table(command: type[cmd.Command], status: SessionStatus) -> None:
    assert is_allowed(command, status) is (status in RULES[command])
