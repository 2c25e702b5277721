"""Whatever is sent: read as it was meant, or refused in due form; and the talk goes on."""

import asyncio
import itertools
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classroom_app.protocol.codec import open_envelope, read_fields
from classroom_app.protocol.errors import ErrorCode, MessageError
from classroom_app.protocol.messages_in import ClientMessage, Heartbeat
from classroom_app.server.bounds import Bounds
from tests.fuzz.messages import Message, any_frames, is_what_was_meant, right_messages
from tests.helpers.phone import Phone
from tests.helpers.sample import error_of
from tests.helpers.school import School, open_school

EXAMPLES = 250
REFUSED_FOR_FORM = (ErrorCode.INVALID_JSON, ErrorCode.UNKNOWN_TYPE, ErrorCode.INVALID_FIELD)
NEVER_HERE = (ErrorCode.INTERNAL_ERROR, ErrorCode.STORAGE_FAILED, ErrorCode.RATE_LIMITED)
PATIENT = Bounds(guest_join_s=3_600.0)


@settings(deadline=None)
@given(right_messages())
def test_a_right_message_is_read_as_it_was_meant(
    drawn: tuple[type[ClientMessage], Message, str],
) -> None:
    kind, fields, frame = drawn
    assert is_what_was_meant(read_fields(open_envelope(frame), kind), fields)


@settings(deadline=None, max_examples=EXAMPLES)
@given(any_frames, right_messages())
@example('{"type":{},"n":1e999}', (Heartbeat, {}, ""))
@example('{"type":["join"],"data":{"timestamp":-1e999}}', (Heartbeat, {}, ""))
def test_nothing_but_a_refusal_comes_of_any_frame(
    frame: str | bytes, drawn: tuple[type[ClientMessage], Message, str]
) -> None:
    refusal = refusal_of(frame, drawn[0])
    if refusal is not None:
        assert refusal.code in REFUSED_FOR_FORM
        assert str(refusal)


def refusal_of(frame: str | bytes, kind: type[ClientMessage]) -> MessageError | None:
    try:
        read_fields(open_envelope(frame), kind)
    except MessageError as error:
        return error
    return None


class HastyClock:
    """Goes on by a second at each look, so that no message is one too many."""

    def __init__(self) -> None:
        self._seconds = itertools.count()

    def now(self) -> datetime:
        return datetime(2026, 1, 2, tzinfo=UTC) + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return float(next(self._seconds))


class Talk:
    """A class that runs while hypothesis thinks: a student, a guest and an instructor in it."""

    def __init__(self, runner: asyncio.Runner, school: School, phones: dict[str, Phone]) -> None:
        self._runner, self._school, self._phones = runner, school, phones
        self._number = itertools.count(1)

    def say(self, role: str, frame: str | bytes) -> list[Message]:
        """Send a frame and return what is answered before the next heartbeat is."""
        return self._runner.run(self._say(role, frame))

    async def _say(self, role: str, frame: str | bytes) -> list[Message]:
        phone, number = self._phones[role], next(self._number)
        await phone.socket.send(frame)
        await phone.send("heartbeat", timestamp=number)
        heard: list[Message] = []
        while (message := await phone.receive()).get("timestamp") != number:
            heard.append(message)
            if role == "guest" and message.get("ref") == "heartbeat":
                break
        return heard


@pytest.fixture(scope="module")
def talk() -> Iterator[Talk]:
    async def open_class(stack: AsyncExitStack, folder: Path) -> Talk:
        school = await stack.enter_async_context(
            open_school(folder / "data", guests=True, clock=HastyClock(), bounds=PATIENT)
        )
        phones = {
            "student": await school.student("Kim", presence=False),
            "guest": await school.connect(),
            "instructor": await school.instructor(),
        }
        return Talk(runner, school, phones)

    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        stack = AsyncExitStack()
        yield runner.run(open_class(stack, Path(folder)))
        runner.run(stack.aclose())


@settings(deadline=None, max_examples=EXAMPLES)
@given(role=st.sampled_from(("student", "instructor", "guest")), frame=any_frames)
def test_the_talk_goes_on_after_any_frame(talk: Talk, role: str, frame: str | bytes) -> None:
    if isinstance(frame, str) and "end_session" in frame:
        return  # the class is to go on
    for message in talk.say(role, encodable(frame)):
        if message["type"] == "error":
            code, ref = error_of(message)
            assert code in set(ErrorCode)
            assert code not in NEVER_HERE
            assert ref is None or len(ref) <= 100


def encodable(frame: str | bytes) -> str | bytes:
    """Return a frame that a WebSocket can carry: text is UTF-8 there."""
    return frame.encode("utf-8", "replace").decode() if isinstance(frame, str) else frame
