"""docs/PROTOCOL.md names the messages, fields, addresses, codes and limits that the types name."""

import json
import re
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from jsonschema import Draft202012Validator
from msgspec import NODEFAULT, UNSET, Struct
from msgspec.structs import FieldInfo, fields

from classroom_app.domain.lesson_rules import MAX_TEXT
from classroom_app.protocol import endpoints, limits
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.protocol.codec import encode_message
from classroom_app.protocol.errors import ErrorCode
from classroom_app.protocol.messages_in import INSTRUCTOR_MESSAGES, STUDENT_MESSAGES
from classroom_app.protocol.messages_out import StepChanged, SubtaskFields
from classroom_app.server.picture_check import MAX_PIXELS
from scripts import specs
from tests.integration.test_conformance import SOCKET_ERRORS

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "PROTOCOL.md").read_text("utf-8")
ROW = re.compile(r"^\| *(.+?) *\|$", re.MULTILINE)


def part(heading: str, text: str = PAGE) -> str:
    """Return what stands under a heading, up to the next of its level or above."""
    level = heading.split(" ")[0]
    lines = text.splitlines()
    begin = lines.index(heading) + 1
    ends = (
        n for n, line in enumerate(lines) if n >= begin and re.match(rf"#{{1,{len(level)}}} ", line)
    )
    return "\n".join(lines[begin : next(ends, len(lines))])


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of the tables in a text, without their heads."""
    found = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)] for row in ROW.findall(text)]
    rules = [n for n, cells in enumerate(found) if set(cells[0]) == {"-"}]
    heads = {n - 1 for n in rules} | set(rules)
    return [cells for n, cells in enumerate(found) if n not in heads]


def messages(heading: str) -> dict[str, str]:
    """Return the parts under a heading that describe one message each."""
    text = part(heading)
    return {name: part(f"### `{name}`", text) for name in re.findall(r"^### `(\w+)`$", text, re.M)}


def check_fields(text: str, kind: type[Struct]) -> None:
    """Check that a table names a struct's fields, and which of them may be missing."""

    def may_be_missing(field: FieldInfo) -> bool:
        return field.default is UNSET if is_out else field.default is not NODEFAULT

    is_out = not hasattr(kind, "TYPE") or kind.__module__.endswith("messages_out")
    told = {cells[0].strip("`"): cells[1].endswith(", optional") for cells in rows(text)}
    assert told == {field.encode_name: may_be_missing(field) for field in fields(kind)}


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("## What a student sends", STUDENT_MESSAGES),
        (
            "## What an instructor sends",
            {name: kind for name, kind in INSTRUCTOR_MESSAGES.items() if name != "heartbeat"},
        ),
        ("## What you receive", specs.sent()),
    ],
)
def test_every_message_and_field_is_described(heading: str, kinds: dict[str, type[Struct]]) -> None:
    described = messages(heading)
    assert described.keys() == kinds.keys()
    for name, kind in kinds.items():
        check_fields(described[name], kind)


def test_every_field_of_a_step_is_described() -> None:
    check_fields(part("## A step"), SubtaskFields)


def flat_names(kind: type[Struct], prefix: str = "") -> list[str]:
    """Return the fields of an answer, those of the structs in it and in its lists too."""
    names: list[str] = []
    for field in fields(kind):
        names.append(prefix + field.encode_name)
        options = get_args(field.type)
        for item in (*options, *(inner for option in options for inner in get_args(option))):
            if isinstance(item, type) and issubclass(item, Struct) and item is not SubtaskFields:
                of_each = "" if item in options and get_origin(field.type) is not list else "[]"
                names += flat_names(item, f"{prefix}{field.encode_name}{of_each}.")
    return names


def test_every_answer_over_http_is_described() -> None:
    text = part("## Answers over HTTP")
    described = {
        name: [cells[0].strip("`") for cells in rows(part(f"### `{name}`", text))]
        for name in re.findall(r"^### `(.+)`$", text, re.M)
    }
    assert described == {
        f"{endpoint.method} {endpoint.path}": flat_names(answer)
        for endpoint in endpoints.WEB
        for answer in endpoint.answers.values()
        if isinstance(answer, type)
    }


def test_every_reply_is_said() -> None:
    described = messages("## What a student sends")
    for kind, reply in specs.REPLIES.items():
        assert f"nswered by `{reply.TYPE}`" in described[kind.TYPE]


def examples() -> list[dict[str, Any]]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example["type"]))
def test_every_example_has_the_form_of_its_message(example: dict[str, Any]) -> None:
    document = specs.asyncapi()
    kinds = document["components"]["messages"]
    # What the server says has flat fields; `instructor_message` goes both ways.
    way = "in" if example.keys() <= {"type", "data"} else "out"
    schema = {
        **kinds[f"{way}.{example['type']}"]["payload"],
        "components": document["components"],
    }
    Draft202012Validator(schema).validate(example)


def test_every_address_is_named() -> None:
    named = {cells[0].strip("`") for cells in rows(part("## Addresses"))}
    served = {f"{e.method} {e.path}" for e in endpoints.WEB}
    assert named == served | {f"{e.method} {e.path}/" for e in endpoints.ANDROID}


def test_every_answer_to_the_upgrade_is_named() -> None:
    named = re.findall(
        r"(\d{3})", "".join(cells[1] for cells in rows(part("## Opening the socket")))
    )
    socket = endpoints.SOCKET
    assert {int(status) for status in named} == socket.answers.keys() | socket.refusals.keys()


def test_no_message_is_longer_than_is_said() -> None:
    texts = {field.name: "\x01" * MAX_TEXT for field in fields(SubtaskFields)}
    step = SubtaskFields(**{**texts, "id": 2**62, "order_index": 200, "order": 200})  # type: ignore[arg-type]
    assert len(encode_message(StepChanged(step))) < 1024 * 1024


def test_every_error_code_is_named() -> None:
    over_socket, over_http = part("## Errors").split("Over HTTP")
    assert {cells[0].strip("`") for cells in rows(over_socket)} == SOCKET_ERRORS
    named = {(int(cells[0]), cells[1].strip("`")) for cells in rows(over_http)}
    given = {(s, c.value) for e in endpoints.WEB for s, codes in e.refusals.items() for c in codes}
    of_all = {
        (404, ErrorCode.NOT_FOUND.value),
        (405, ErrorCode.METHOD_NOT_ALLOWED.value),
        (500, ErrorCode.INTERNAL_ERROR.value),
    }
    assert named == given | of_all


def test_every_limit_is_named_and_right() -> None:
    told = {
        cells[0].strip("`"): float(cells[1].replace(",", "")) for cells in rows(part("## Limits"))
    }
    assert told == {name.lower(): value for name, value in specs.constants(limits).items()}


def test_pictures_may_be_as_large_as_it_says() -> None:
    (said,) = re.findall(r"at most ([\d,]+) bytes before encoding and (\d+) million pixels", PAGE)
    bounds = limits.MAX_SCREENSHOT_BYTES, MAX_PIXELS // 1_000_000
    assert (int(said[0].replace(",", "")), int(said[1])) == bounds


def test_every_close_code_is_named() -> None:
    assert {int(cells[0]) for cells in rows(part("## Close codes"))} == set(CloseCode)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    anchors = {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif "://" not in target:
            assert (page.parent / target.partition("#")[0]).exists(), target
