import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.reports.sheet_names import MOST_UNITS, sheet_key, sheet_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("알림 켜기", "알림 켜기"),
        ("알림 켜기: [1/2]?*", "알림 켜기 1 2"),
        ("Grandma's phone", "Grandma's phone"),
        ("'quoted'", "quoted"),
        ("a\x01b\nc\td\u2028e\ufffff\ud800g\u202eh", "a b c d efgh"),
        ("_x0041_ and __x0041_x0042_", "x0041_ and x0041x0042_"),
        ("\u1112\u1161\u11ab글", "한글"),
        ("?*", "1"),
        ("\u200b\u2060", "1"),
        ("History", "History (2)"),
        ("x" * 40, "x" * 31),
        ("x" * 30 + "😀", "x" * 30),  # two units, of which one has room
        ("😀" * 20, "😀" * 15),
        ("x" * 30 + "'y", "x" * 30),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert sheet_name(title) == name


@pytest.mark.parametrize("title", ["Students", "STUDENTS", "\uff33tudents", " students "])
def test_a_name_that_is_taken_gets_a_number(title: str) -> None:
    name = sheet_name(title, {"students"})
    assert name == f"{title.strip()} (2)"
    assert sheet_name(title, {"students", "students (2)"}) == f"{title.strip()} (3)"


def test_a_long_name_keeps_its_number() -> None:
    taken = {"x" * 31}
    assert sheet_name("x" * 40, taken) == "x" * 27 + " (2)"


@given(st.text(st.characters(exclude_categories=()), max_size=60), st.sets(st.text(max_size=4)))
def test_every_title_becomes_a_name_that_excel_takes(title: str, others: set[str]) -> None:
    taken = {sheet_key(other) for other in others}
    name = sheet_name(title, taken)
    assert name.strip()
    assert len(name.encode("utf-16-le")) <= 2 * MOST_UNITS
    assert not set("[]:*?/\\") & set(name)
    assert name.strip("'") == name
    assert not {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} & set(map(unicodedata.category, name))
    assert sheet_key(name) not in taken | {"history"}


def test_a_title_of_nothing_but_low_lines_takes_no_time() -> None:
    began = time.process_time()
    assert sheet_name("_" * 40_000) == "_" * MOST_UNITS
    assert time.process_time() - began < 0.5
