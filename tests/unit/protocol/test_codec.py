import json
import math
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.protocol import limits
from classroom_app.protocol import messages_in as msg
from classroom_app.protocol.codec import Envelope, has_many_values, open_envelope, read_fields
from classroom_app.protocol.errors import ErrorCode, MessageError

VAST = "9" * 5_000


def code_of(frame: str | bytes, kind: type[msg.ClientMessage] | None = None) -> ErrorCode | None:
    """Return with which code a frame is refused, if it is."""
    try:
        envelope = open_envelope(frame)
        if kind is not None:
            read_fields(envelope, kind)
    except MessageError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "frame", ["", "{", "[]", "1", "null", '"x"', "{} x", b"{}", "[" * 50_000, '{"a":NaN}']
)
def test_what_is_no_json_object(frame: str | bytes) -> None:
    assert code_of(frame) is ErrorCode.INVALID_JSON
    if isinstance(frame, str):
        assert code_of(f'{{"x":{VAST},"y":{frame}') is ErrorCode.INVALID_JSON


@pytest.mark.parametrize(
    "junk",
    [
        *("[" + "[]," * 800_000 + "1]", "{" + ",".join(f'"{n}":1' for n in range(150_000)) + "}"),
        *("[" * 1_000_000 + "]" * 1_000_000, "[" + "1e999," * 400_000 + "1]"),
    ],
)
def test_a_message_of_very_many_values_is_not_taken_apart(junk: str) -> None:
    frame = f'{{"type":"join","data":{{"name":"Kim","junk":{junk}}}}}'
    tracemalloc.start()
    try:
        assert code_of(frame) is ErrorCode.INVALID_JSON
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 100_000, "fifty megabytes of empty lists"
    assert has_many_values(frame.encode())


def test_the_longest_texts_are_taken_whatever_they_hold() -> None:
    longest = {"message": ",[{:" * (limits.MAX_INSTRUCTOR_MESSAGE // 4)}
    frame = json.dumps({"type": "instructor_message", **longest, "data": longest})
    assert code_of(frame, msg.INSTRUCTOR_MESSAGES["instructor_message"]) is None
    picture = {"screenshot": "/" * limits.MAX_SCREENSHOT_TEXT, "message": "," * 500}
    assert code_of(json.dumps({"type": "request_help", "data": picture}), msg.RequestHelp) is None


@pytest.mark.parametrize("kind", ["null", "1", "[]", "true"])
def test_a_type_is_text(kind: str) -> None:
    assert code_of(f'{{"type":{kind}}}') is ErrorCode.UNKNOWN_TYPE


def test_fields_stand_in_data_or_beside_it() -> None:
    assert open_envelope('{"type":"a","x":1}').fields["x"] == 1
    assert open_envelope('{"type":"a","x":1,"data":null}').fields["x"] == 1
    assert open_envelope('{"type":"a","x":1,"data":{"x":2}}').fields["x"] == 2
    assert code_of('{"type":"join","data":[]}') is ErrorCode.INVALID_FIELD
    assert code_of('{"type":"nonsense","data":[]}') is ErrorCode.UNKNOWN_TYPE


@pytest.mark.parametrize("number", [VAST, f"-{VAST}", "1e999", "-1e999"])
def test_numbers_beyond_every_range(number: str) -> None:
    assert code_of(f'{{"type":"join","ignored":{number}}}', msg.Join) is None
    beat = f'{{"type":"heartbeat","timestamp":{number}}}'
    assert code_of(beat, msg.Heartbeat) is ErrorCode.INVALID_FIELD
    done = f'{{"type":"step_complete","subtask_id":{number}}}'
    is_whole = "e" not in number
    assert code_of(done, msg.StepComplete) is (None if is_whole else ErrorCode.INVALID_FIELD)


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_a_timestamp(number: float) -> None:
    envelope = open_envelope(json.dumps({"type": "heartbeat", "data": {"timestamp": number}}))
    timestamp = read_fields(envelope, msg.Heartbeat).timestamp
    assert timestamp == number
    assert math.copysign(1, timestamp) == math.copysign(1, number)


@given(st.text())
def test_any_text_is_read_or_refused(frame: str) -> None:
    code_of(frame)


@pytest.mark.parametrize(
    ("kind", "fields", "named"),
    [
        (msg.StepComplete, {}, "subtask_id must be an integer, the id of a subtask"),
        (msg.Heartbeat, {"timestamp": "1"}, "timestamp must be a finite number"),
        (msg.Join, {"presence": 1}, "presence must be true or false"),
        (
            msg.ResolveHelp,
            {"help_request_id": 1, "status": "?"},
            "status must be ON_THE_WAY or RESOLVED",
        ),
    ],
)
def test_the_field_at_fault_is_named(
    kind: type[msg.ClientMessage], fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(MessageError) as caught:
        read_fields(Envelope(kind.TYPE, fields), kind)
    assert (str(caught.value), caught.value.ref) == (named, kind.TYPE)
