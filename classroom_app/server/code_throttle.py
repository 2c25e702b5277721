"""Throttles guessing: counts wrong class codes of HTTP callers, and makes guessers wait."""

import asyncio

from websockets.http11 import Response

from classroom_app.application.classroom import Classroom
from classroom_app.domain.session_code import normalise_code
from classroom_app.server import refusals
from classroom_app.server.admission import WrongTries
from classroom_app.server.caller import Caller
from classroom_app.server.http import refusal_answer


class CodeThrottle:
    """Applies `WrongTries` to callers; those with a valid cookie never wait (docs/PROTOCOL.md)."""

    def __init__(self, classroom: Classroom, tries: WrongTries) -> None:
        self._classroom, self._tries = classroom, tries

    def refuse(
        self, caller: Caller, rejected: refusals.Rejected, code_text: str | None = None
    ) -> Response:
        """Return the response for a refusal, and count it if it is for a wrong code.

        With `code_text` the same code counts only once, because pages keep asking for the code of
        an earlier class by themselves.
        """
        if rejected.wrong_code:
            self.note_wrong(caller, code_text)
        return refusal_answer(rejected)

    def note_right(self, caller: Caller) -> None:
        """Note that a caller has given the right code of a class."""
        self._tries.note_right(caller.address)

    def note_signed_in(self, caller: Caller) -> None:
        """Note that a student has signed in on this phone."""
        self._tries.note_signed_in(caller.address, caller.phone)

    def note_wrong(self, caller: Caller, code_text: str | None = None) -> None:
        """Count a wrong code, key or pass; the same `code_text` counts only once."""
        if caller.is_instructor:
            return
        code = (normalise_code(code_text) or code_text) if code_text else None
        if caller.identity is None:
            self._tries.note_wrong(caller.address, caller.phone, code, from_page=caller.from_page)
        elif code is not None:
            self._tries.note_guess(code)

    def slowed(self, caller: Caller) -> Response | None:
        """Return the refusal for a caller who has to wait; None if there is no wait."""
        if caller.identity is not None or caller.is_instructor:
            return None
        wait_s = self._tries.wait_s(caller.address, caller.phone, from_page=caller.from_page)
        rejected = refusals.too_many_tries(wait_s)
        return refusal_answer(rejected) if rejected else None

    async def turn(self, caller: Caller) -> Response | None:
        """While somebody is guessing, wait for the caller's turn to try a code.

        Returns the refusal if the turn is too far off, else None.
        """
        if caller.identity is not None or caller.is_instructor or self.slowed(caller):
            return None
        wait_s = self._tries.turn_s(caller.address)
        if wait_s is None:
            return refusal_answer(refusals.not_your_turn())
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        return None

    def slowed_at_socket(self, caller: Caller) -> Response | None:
        """Return the refusal for an upgrade by a caller who has to wait; None if there is no wait.

        While no class allows guests, an upgrade without a cookie cannot be a sign-in: it gets the
        usual refusal, which does not depend on its code.
        """
        slowed = self.slowed(caller)
        if slowed is None or self._is_sign_in(caller):
            return slowed
        return self.refuse(caller, refusals.no_cookie(known_code=True))

    async def turn_at_socket(self, caller: Caller) -> Response | None:
        """Do the same as `turn` for an upgrade that may be a guest's; others do not wait."""
        return await self.turn(caller) if self._is_sign_in(caller) else None

    def _is_sign_in(self, caller: Caller) -> bool:
        """Return whether an upgrade may be a guest's."""
        takes_guests = any(session.guests_allowed for session in self._classroom.live_sessions)
        return takes_guests and not caller.brings_cookie
