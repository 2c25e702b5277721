"""docs/ANDROID.md names what the Android app's addresses take, answer and refuse."""

import re

import pytest
from msgspec import Struct
from msgspec.structs import fields

from classroom_app.protocol import android, endpoints
from classroom_app.protocol.endpoints import Endpoint
from tests.unit.repository.test_protocol_page import DOCS, part, rows

PAGE = (DOCS / "ANDROID.md").read_text("utf-8")
TABLE = {cells[0]: cells[1:] for cells in rows(part("## The addresses", PAGE))}


def names(text: str) -> set[str]:
    return set(re.findall(r"`([\w.]+)`", text))


def encoded(kind: type[Struct]) -> set[str]:
    return {field.encode_name for field in fields(kind)}


@pytest.mark.parametrize("endpoint", endpoints.ANDROID, ids=lambda endpoint: str(endpoint.path))
def test_what_an_address_takes_and_answers(endpoint: Endpoint) -> None:
    takes, answers = TABLE[f"`{endpoint.path.replace('session_id', 'id')}/`"]
    assert endpoint.takes is not None
    assert names(takes) == encoded(endpoint.takes)
    for status, answer in endpoint.answers.items():
        assert str(status) in answers
        assert isinstance(answer, type)
        assert names(answers) == encoded(answer)


def test_what_a_session_holds() -> None:
    times = {"created_at", "scheduled_at", "started_at", "ended_at"}
    (holds,) = re.findall(r"^`session` holds (.+?)\.$", PAGE, re.MULTILINE | re.DOTALL)
    assert names(holds) == encoded(android.SessionDetail) - times


def test_every_refusal() -> None:
    told = {
        (int(status), code)
        for status, cells in TABLE.items()
        if status.isdigit()
        for code in names(cells[0])
    }
    given = {
        (status, code.value)
        for endpoint in endpoints.ANDROID
        for status, codes in endpoint.refusals.items()
        for code in codes
    }
    assert told == given | {(405, "method_not_allowed")}
