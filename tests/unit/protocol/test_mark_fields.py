import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from classroom_app.domain.lesson import Subtask
from classroom_app.domain.lesson_rules import Rule
from classroom_app.domain.marks import Mark, SwipeMark, TapMark, TypeMark
from classroom_app.protocol.mark_fields import (
    mark_fields,
    marks_of,
    read_marks,
    stored_marks,
    written_marks,
)
from classroom_app.protocol.messages_out import SubtaskFields
from scripts import specs
from tests.helpers.drafts import MARKS

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["kind", "x", "y", "to_x", "width"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def read(content: Any) -> tuple[tuple[Mark, ...], list[tuple[Rule, str]]]:
    faults: list[tuple[Rule, str]] = []
    return read_marks(content, lambda rule, field: faults.append((rule, field))), faults


@given(st.lists(MARKS, max_size=10))
def test_what_was_written_is_read_again(marks: list[Mark]) -> None:
    assert read(written_marks(marks)) == (tuple(marks), [])
    assert marks_of(stored_marks(marks)) == tuple(marks)


@given(_JSON)
def test_whatever_is_in_a_file_is_read_or_refused(content: Any) -> None:
    marks, faults = read(content)
    assert content in (None, []) or marks or faults


def test_each_kind_has_its_fields_and_no_others() -> None:
    marks: list[Mark] = [
        TapMark(0.5, 1),
        SwipeMark(0, 0.1, 1, 0.123456),
        TypeMark(0.1, 0.2, 0.3, 0.4),
    ]
    assert written_marks(marks) == [
        {"kind": "tap", "x": 0.5, "y": 1.0},
        {"kind": "swipe", "x": 0.0, "y": 0.1, "to_x": 1.0, "to_y": 0.1235},
        {"kind": "type", "x": 0.1, "y": 0.2, "width": 0.3, "height": 0.4},
    ]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ({}, [(Rule.MARK_COUNT, "marks")]),
        ("tap", [(Rule.MARK_COUNT, "marks")]),
        ([{"kind": "tap", "x": 0, "y": 0}] * 11, [(Rule.MARK_COUNT, "marks")]),
        ([1], [(Rule.MARK, "marks[1]")]),
        ([{"x": 0, "y": 0}], [(Rule.MARK_KIND, "marks[1].kind")]),
        ([{"kind": ["tap"], "x": 0, "y": 0}], [(Rule.MARK_KIND, "marks[1].kind")]),
        (
            [{"kind": "tap", "x": True, "y": "0"}],
            [
                (Rule.MARK_PLACE, "marks[1].x"),
                (Rule.MARK_PLACE, "marks[1].y"),
            ],
        ),
        ([{"kind": "tap", "x": 10**400, "y": 0}], [(Rule.MARK_PLACE, "marks[1].x")]),
        (
            [{"kind": "swipe", "x": 0.5, "y": 0.5, "to_x": 0.5}],
            [(Rule.MARK_PLACE, "marks[1].to_y")],
        ),
        (
            [
                {"kind": "tap", "x": 0, "y": 0},
                {"kind": "type", "x": 0.9, "y": 0, "width": 0.2, "height": 1},
            ],
            [(Rule.MARK_PLACE, "marks[2].width")],
        ),
    ],
)
def test_every_fault_is_named_with_its_place(content: Any, faults: list[tuple[Rule, str]]) -> None:
    assert read(content)[1] == faults


def test_fields_of_later_versions_are_passed_over() -> None:
    mark = {"kind": "tap", "x": 0.5, "y": 0.5, "colour": "red", "width": None}
    assert read([mark]) == ((TapMark(0.5, 0.5),), [])


@settings(max_examples=20, deadline=None)
@given(st.lists(MARKS, max_size=10))
def test_what_phones_are_told_is_what_the_specs_say(marks: list[Mark]) -> None:
    step = Subtask(id=1, title="One", order_index=1, marks=tuple(marks))
    told = json.loads(msgspec.json.encode(SubtaskFields.of(step)))
    for document in (specs.asyncapi(), specs.openapi()):
        schemas = document["components"]["schemas"]
        for name, schema in schemas.items():
            if name in ("TapFields", "LongPressFields", "SwipeFields", "TypeFields"):
                schema["additionalProperties"] = False
        schema = {**schemas["SubtaskFields"], "components": document["components"]}
        Draft202012Validator(schema).validate(told)
    assert len(told.get("marks", [])) == len(marks)


@pytest.mark.parametrize("stored", ["", "{", "{}", "[1]", '[{"kind": "tap"}]'])
def test_what_is_no_list_of_marks_is_refused(stored: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the JSON reader's own, or ours
        marks_of(stored)


def test_a_step_says_its_marks_only_if_it_has_some() -> None:
    plain = Subtask(id=1, title="One", order_index=1)
    assert b"marks" not in msgspec.json.encode(SubtaskFields.of(plain))
    marked = msgspec.structs.replace(SubtaskFields.of(plain), marks=[mark_fields(TapMark(0, 1))])
    assert json.loads(msgspec.json.encode(marked))["marks"] == [{"kind": "tap", "x": 0, "y": 1}]
