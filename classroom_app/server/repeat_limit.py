"""Rate limit for commands that store something each time: a help request, a visit, a page setting.

Completing a step is stored once, with its first answer, and is not limited; changing that answer
is.
"""

from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.server.admission import Monotonic
from classroom_app.server.token_buckets import SharedBuckets

PARTICIPANT_BURST, PARTICIPANT_PER_S = 60.0, 1.0
# A class behind one router may ask for help all at once, and continue to.
ADDRESS_BURST, ADDRESS_PER_S = 400.0, 10.0

_REPEATABLE = (
    *(cmd.RequestHelp, cmd.CancelHelp, cmd.ReportProgress),
    *(cmd.ResolveHelp, cmd.WithdrawAnswer, cmd.ReopenHelp, cmd.SendMessage),
    *(cmd.MarkVisited, cmd.UndoVisit, cmd.SetComfort, cmd.ChooseComfort),
)


class RepeatLimit:
    """Limits the commands that store something each time; others always pass."""

    def __init__(self, monotonic: Monotonic) -> None:
        self._buckets = SharedBuckets(
            monotonic, (PARTICIPANT_BURST, PARTICIPANT_PER_S), (ADDRESS_BURST, ADDRESS_PER_S)
        )

    def admits(
        self,
        command: cmd.Command,
        participant_id: int,
        address: str,
        participant: Participant | None = None,
    ) -> bool:
        """Return whether a command may be executed now, and count it if so.

        For a helper pass the negative of the user id, which keeps it apart from participant ids.
        `participant` is the present state of the student who sends the command.
        """
        if not isinstance(command, _REPEATABLE) and not _changes_answer(command, participant):
            return True
        return self._buckets.admits(participant_id, address)


def _changes_answer(command: cmd.Command, participant: Participant | None) -> bool:
    if not isinstance(command, cmd.CompleteStep) or command.answer is None or participant is None:
        return False
    return participant.answer_to(command.subtask_id) not in (None, command.answer)
