"""The phones whose last commands could not be stored; they keep them and send them again."""

from collections import defaultdict

from classroom_app.application.notices import Notice, Stored
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Actor, Student

# What a phone keeps until it has been confirmed.
_KEPT = cmd.CompleteStep | cmd.RequestHelp | cmd.CancelHelp


class Unsaved:
    """Counts the phones of each session that have something to send."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[int]] = defaultdict(set)

    def phones(self, session_id: int) -> int:
        """Return how many phones of a session have a command that is not stored yet."""
        return len(self._waiting.get(session_id, ()))

    def failed(self, session_id: int, command: cmd.Command, actor: Actor) -> None:
        """Note that a command could not be stored."""
        if isinstance(actor, Student) and isinstance(command, _KEPT):
            self._waiting[session_id].add(actor.participant_id)

    def forget(self, session_id: int) -> None:
        """Forget a session that is no longer open."""
        self._waiting.pop(session_id, None)

    def on_notice(self, notice: Notice) -> None:
        """Note that a phone's command was stored after all."""
        if not self._waiting or not isinstance(notice, Stored):
            return
        if isinstance(notice.actor, Student) and isinstance(notice.command, _KEPT):
            waiting = self._waiting.get(notice.session.id)
            if waiting is not None:
                waiting.discard(notice.actor.participant_id)
