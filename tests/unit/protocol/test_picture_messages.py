import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.picture_refusal import RefusalReason
from classroom_app.protocol.picture_messages import (
    MAX_TOLD_NAME,
    OfferPicture,
    PictureRefused,
    encode_picture_message,
    read_offer,
    told_name,
)

OFFER = {"id": "0123abcd", "name": "a.png", "bytes": 5, "place": 1, "total": 2}


def frame(**change: object) -> str:
    return json.dumps({"type": "offer_picture", "data": {**OFFER, **change}})


def test_an_offer_is_read() -> None:
    assert read_offer(frame(more="is ignored")) == OfferPicture("0123abcd", "a.png", 5, 1, 2)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "short"},
        {"id": "A" * 8},
        {"id": "a" * 65},
        {"id": "0123abcd\n"},
        {"bytes": 0},
        {"bytes": "5"},
        {"bytes": 1.5},
        {"place": 0},
        {"total": 10_000},
        {"name": None},
    ],
)
def test_a_faulty_offer_is_not(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_offer(frame(**change))


@given(st.text(max_size=200))
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        read_offer(text)


@given(st.text(max_size=300))
def test_a_name_that_is_told_is_one_short_line(name: str) -> None:
    told = told_name(name)
    assert 1 <= len(told) <= MAX_TOLD_NAME
    assert told.isprintable()


def test_a_long_name_keeps_its_ending() -> None:
    assert told_name("x" * 200 + ".png").endswith("x.png")
    assert told_name("\u202egnp.exe") == "gnp.exe"
    assert told_name(" \n\t") == "?"


def test_what_is_said_has_its_fields_in_data() -> None:
    said = json.loads(encode_picture_message(PictureRefused("0123abcd", RefusalReason.HEIC)))
    assert said == {"type": "picture_refused", "data": {"id": "0123abcd", "reason": "heic"}}
