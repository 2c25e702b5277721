import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.reports.escaping import escape_formula


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+82 10", "-3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =HYPERLINK(1)", "\uff1d1+1"],
)
def test_a_formula_is_shown_not_run(text: str) -> None:
    assert escape_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["", "김영희", "1=1", "a+b", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escape_formula(text) == text


@given(st.text())
def test_nothing_that_begins_a_formula_is_left(text: str) -> None:
    safe = escape_formula(text)
    assert safe.lstrip(" ")[:1] not in {*"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"} - {""}
    assert safe.endswith(text)
