"""What every decision is given: the circumstances of one command, and look-ups with checks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Actor, Helper, Instructor, Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.help_queue import HelpRequest
from classroom_app.domain.numbered import IdSource
from classroom_app.domain.participant import Participant


class Case:
    """The circumstances of one command: its session, its actor and the time.

    `decide` has checked that `actor` may give this command. The `check_` methods, and those that
    look something up by its id, raise `Refused` if the session has no such thing.
    """

    def __init__(self, session: ClassSession, actor: Actor, now: datetime, ids: IdSource) -> None:
        self.session, self.actor, self.now, self.ids = session, actor, now, ids

    @property
    def student(self) -> Participant:
        """The student who sent the command; only for commands that students alone give."""
        assert isinstance(self.actor, Student)
        return self.session.participants[self.actor.participant_id]

    @property
    def instructor(self) -> Instructor:
        """The instructor who sent the command; only for commands that instructors alone give."""
        assert isinstance(self.actor, Instructor)
        return self.actor

    @property
    def helper_id(self) -> int | None:
        """The id of the helper who sent the command; None if another actor did."""
        return self.actor.user_id if isinstance(self.actor, Helper) else None

    @property
    def is_helper_in(self) -> bool:
        """Whether a helper sent the command whose part has not been ended."""
        helper = self.session.helpers.get(self.helper_id or 0)
        return helper is not None and helper.is_in

    def check_subtask(self, subtask_id: int | None) -> None:
        """Refuse a step of another lesson (`unknown_subtask`); None passes."""
        if subtask_id is not None and subtask_id not in self.session.lesson.by_id:
            raise Refused(
                RefusalCode.UNKNOWN_SUBTASK, "subtask_id must be a subtask of this session's lesson"
            )

    def answer_to(self, subtask_id: int, answer: int | None) -> int | None:
        """Return the answer, or None if the step has no question.

        The step must be one of the lesson. An index that is not one of its answers is refused.
        """
        question = self.session.lesson.by_id[subtask_id].question
        if question is None or answer is None:
            return None
        if not question.has(answer):
            raise Refused(
                RefusalCode.INVALID_FIELD,
                f"answer must be an integer from 0 to {len(question.answers) - 1}",
            )
        return answer

    def participant(self, participant_id: int) -> Participant:
        """Return a participant; a removed one is refused like an unknown one."""
        participant = self.session.participants.get(participant_id)
        if participant is None or participant.removed:
            raise Refused(
                RefusalCode.INVALID_FIELD, "participant_id is not a participant in this session"
            )
        return participant

    def help_request(self, help_request_id: int) -> HelpRequest:
        """Return a help request of this session, open or closed; refuse any other."""
        request = self.session.help_queue.get(help_request_id)
        if request is None:
            raise Refused(
                RefusalCode.INVALID_FIELD,
                "help_request_id must be a help request of this session",
            )
        return request

    def open_help_of(self, participant: Participant) -> HelpRequest | None:
        """Return the one help request that is open for a participant, or None."""
        if participant.open_help_request_id is None:
            return None
        return self.session.help_queue.get(participant.open_help_request_id)


Decisions = dict[type[cmd.Command], Callable[[Case, Any], list[ev.Event]]]
"""The function that decides each kind of command: it returns its events or raises `Refused`."""
