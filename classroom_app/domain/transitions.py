"""In which statuses of the session each command is allowed: one table, as in docs/PROTOCOL.md."""

from enum import StrEnum

from classroom_app.domain import commands


class SessionStatus(StrEnum):
    """The lifecycle of a session."""

    WAITING = "WAITING"
    IN_PROGRESS = "IN_PROGRESS"
    PAUSED = "PAUSED"
    ENDED = "ENDED"


_ALL = frozenset(SessionStatus)
_NOT_ENDED = _ALL - {SessionStatus.ENDED}

ALLOWED_IN: dict[type[commands.Command], frozenset[SessionStatus]] = {
    commands.NextStep: frozenset({SessionStatus.WAITING, SessionStatus.IN_PROGRESS}),
    commands.UndoStart: frozenset({SessionStatus.IN_PROGRESS}),
    commands.PauseSession: frozenset({SessionStatus.IN_PROGRESS}),
    commands.ResumeSession: frozenset({SessionStatus.PAUSED}),
    commands.EndSession: _NOT_ENDED,
    commands.SendMessage: _NOT_ENDED,
    commands.ResolveHelp: _NOT_ENDED,
    commands.WithdrawAnswer: _NOT_ENDED,
    commands.ReopenHelp: _NOT_ENDED,
    commands.SetLocked: _NOT_ENDED,
    commands.RemoveParticipant: _NOT_ENDED,
    commands.RemoveParticipants: _NOT_ENDED,
    commands.ChangeCode: _NOT_ENDED,
    commands.RenameParticipant: _NOT_ENDED,
    commands.AssignPerson: _NOT_ENDED,
    commands.GiveSeatBack: _NOT_ENDED,
    commands.MarkDone: _NOT_ENDED,
    commands.MarkNotDone: _NOT_ENDED,
    commands.ShowAnswers: _NOT_ENDED,
    commands.MarkVisited: _NOT_ENDED,
    commands.UndoVisit: _NOT_ENDED,
    commands.SetComfort: _NOT_ENDED,
    commands.RestoreComfort: _NOT_ENDED,
    commands.ChooseComfort: _NOT_ENDED,
    commands.EndHelper: _NOT_ENDED,
    commands.LetHelperIn: _NOT_ENDED,
    commands.SignIn: _NOT_ENDED,
    commands.RecoverSession: _NOT_ENDED,
    commands.Lapse: _NOT_ENDED,
    commands.Join: _NOT_ENDED,
    commands.CompleteStep: _NOT_ENDED,
    commands.ReportProgress: _NOT_ENDED,
    commands.RequestHelp: _NOT_ENDED,
    commands.CancelHelp: _NOT_ENDED,
    commands.AddHelpPicture: _NOT_ENDED,
    commands.MarkSeen: _NOT_ENDED,
    commands.Connect: _ALL,
    commands.Leave: _ALL,
}


def is_allowed(command: type[commands.Command], status: SessionStatus) -> bool:
    """Tell whether a command of this type may be given in `status`."""
    return status in ALLOWED_IN[command]
