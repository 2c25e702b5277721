"""Every message of the protocol, right and spoiled, as hypothesis strategies.

Made from the message types themselves: a new message or field is tried without a word here.
"""

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec import inspect

from classroom_app.protocol.messages_in import (
    INSTRUCTOR_MESSAGES,
    STUDENT_MESSAGES,
    ClientMessage,
)

LONGEST_TEXT = 600
Message = dict[str, Any]

any_text = st.text(st.characters(), max_size=40)
"""Lone surrogates too, which JSON can spell and UTF-8 cannot."""
numbers = st.one_of(
    st.integers(-2, 6), st.integers(), st.floats(), st.just(2**63), st.just(-(2**70))
)
any_json: SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, any_text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(any_text, inner, max_size=4)
    ),
    max_leaves=8,
)


def dumped(value: Any) -> str:
    """Return JSON, with numbers beyond every range in it too."""
    return json.dumps(value).replace("Infinity", "1e999")


def values(kind: inspect.Type) -> SearchStrategy[Any]:
    """Return what a field of this type may hold."""
    match kind:
        case inspect.Metadata():
            return values(kind.type)
        case inspect.UnionType():
            return st.one_of(*map(values, kind.types))
        case inspect.NoneType():
            return st.none()
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType(ge=int(least), lt=int(beyond)):
            return st.integers(least, beyond - 1)
        case inspect.IntType():
            return st.one_of(st.integers(-1, 5), st.integers(-(2**63), 2**63 - 1))
        case inspect.FloatType():
            return st.floats(allow_nan=False, allow_infinity=False)
        case inspect.StrType():
            longest = min(kind.max_length or LONGEST_TEXT, LONGEST_TEXT)
            return st.text(min_size=kind.min_length or 0, max_size=longest)
        case inspect.LiteralType():
            return st.sampled_from(kind.values)
        case _:
            raise TypeError(f"no strategy for {kind}")


def fields_of(kind: type[ClientMessage]) -> SearchStrategy[Message]:
    """Return the fields of a message, those that may be left out sometimes left out."""
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    required = {f.encode_name: values(f.type) for f in told.fields if f.required}
    optional = {f.encode_name: values(f.type) for f in told.fields if not f.required}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def right_messages(
    draw: st.DrawFn, of: Iterable[tuple[str, type[ClientMessage]]] | None = None
) -> tuple[type[ClientMessage], Message, str]:
    """Draw a message: its type, its fields, and a frame that holds them in `data` or beside."""
    kinds = of or (*STUDENT_MESSAGES.items(), *INSTRUCTOR_MESSAGES.items())
    name, kind = draw(st.sampled_from(sorted(kinds, key=lambda item: item[0])))
    fields = draw(fields_of(kind))
    beside: set[str] = draw(st.sets(st.sampled_from(sorted(fields)))) if fields else set()
    frame: Message = {"type": name, **{n: v for n, v in fields.items() if n in beside}}
    inside = {n: v for n, v in fields.items() if n not in beside}
    with_data: bool = draw(st.booleans())
    if inside or with_data:
        frame["data"] = inside
    with_more: bool = draw(st.booleans())
    if with_more:
        frame[draw(any_text.filter(lambda text: text not in frame and text not in fields))] = 1
    return kind, fields, json.dumps(frame)


@st.composite
def spoiled_frames(draw: st.DrawFn) -> str:
    """Draw a frame that is nearly a message: a field replaced, taken away, or the text broken."""
    _, _, frame = draw(right_messages())
    message: Message = json.loads(frame)
    way: str = draw(st.sampled_from(("replace", "take", "data", "type", "cut", "insert", "deep")))
    inside = message.get("data")
    target = inside if inside else message
    name = draw(st.sampled_from(sorted(target)))
    match way:
        case "replace":
            target[name] = draw(any_json)
        case "take":
            del target[name]
        case "data":
            message["data"] = draw(any_json)
        case "type":
            message["type"] = draw(any_json)
        case "deep":
            depth = draw(st.sampled_from((10, 1_000, 100_000)))
            return frame[:-1] + ', "x": ' + "[" * depth + "]" * depth + "}"
    text = dumped(message)
    place = draw(st.integers(0, len(text)))
    if way == "cut":
        return text[:place] + text[place + draw(st.integers(1, 5)) :]
    if way == "insert":
        return text[:place] + draw(any_text) + text[place:]
    return text


any_frames: SearchStrategy[str | bytes] = st.one_of(
    right_messages().map(lambda drawn: drawn[2]),
    spoiled_frames(),
    any_json.map(dumped),
    st.text(max_size=60),
    st.binary(max_size=60),
)


def harvest(count: int, seed_number: int) -> list[str]:
    """Return frames to begin from, where hypothesis itself would be too slow."""
    frames: list[str] = []

    @seed(seed_number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(right_messages().map(lambda drawn: drawn[2]), spoiled_frames()))
    def gather(frame: str) -> None:
        frames.append(frame)

    gather()
    return [frame for frame in frames if len(frame) < 5_000]


def is_what_was_meant(message: ClientMessage, fields: Message) -> bool:
    """Tell whether a message holds just these fields."""
    read = msgspec.structs.asdict(message)
    return all(read[name] == value for name, value in fields.items())
