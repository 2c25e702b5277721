import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.application.spreadsheet_text import cell_text, escape_formula, one_line


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


@pytest.mark.parametrize(
    "text", ["\u200b=1", "\ufeff=1", "\u202e=1", "\u3000+1", "\u00a0-1", " \u200b @x"]
)
def test_nothing_invisible_hides_a_formula(text: str) -> None:
    assert cell_text(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("\x01=1", "'=1"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\x0bd\u2028e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\ufffeb\uffffc\U0001ffffd\ufdd0e", "abcde"),
        ("a\ud800b", "ab"),
        ("가\u200d나 😀", "가\u200d나 😀"),
    ],
)
def test_what_breaks_a_file_is_left_out(text: str, written: str) -> None:
    assert cell_text(text) == written


def test_one_line_has_no_break() -> None:
    assert one_line("help\r\nme\u2029\tplease") == "help me  please"
    assert one_line("\n=1+1") == "' =1+1"


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_written(text: str) -> None:
    written = cell_text(text)
    written.encode()
    root = ElementTree.fromstring(f"<t>{escape(written)}</t>")  # noqa: S314 - our own text
    assert (root.text or "") == written
    assert len(one_line(text).splitlines()) <= 1
