"""A title becomes a name that every system takes, told from the rules of each."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classroom_app.system.file_names import file_name, name_key

ENDING = ".lesson"
# Microsoft, "Naming Files, Paths, and Namespaces", and the two of the console.
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"} | {
    f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"
}
TITLES = st.text(max_size=300) | st.text(
    st.sampled_from("CONPRUXLTMcom1¹³ .$:\\가힣ㅎ"), max_size=40
)


def is_taken_everywhere(name: str) -> bool:
    return (
        0 < len(name.encode()) <= 255
        and len(unicodedata.normalize("NFD", name).encode("utf-16-le")) // 2 <= 255
        and not set(name) & set('<>:"/\\|?*')
        and not any(unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co") for letter in name)
        and name[-1] not in " ."
        and name[0] not in " ."
        and name.split(".")[0].rstrip(" ").upper() not in DEVICES
    )


@given(TITLES)
@example("CON")
@example("nul.txt")
@example("COM¹")
@example("aux .b")
@example("conin$")
@example("\ud800")
@example("a\u202eexe.b")
@example("👩‍👩‍👧‍👦" * 80)
@example("각" * 300)
@example("." * 300)
@example("x" * 69 + " .y")
def test_every_system_takes_the_name_of_any_title(title: str) -> None:
    for name in (file_name(title), file_name(title, " 2026-03-01 0900")):
        assert is_taken_everywhere(name + ENDING), name
        assert is_taken_everywhere(name), name
        assert len(f".{name} (999){ENDING}.part".encode()) <= 255


@given(TITLES)
def test_a_name_stays_as_it_is(title: str) -> None:
    name = file_name(title)
    assert file_name(name) == name


@given(st.text())
def test_decomposed_korean_is_the_same_name(title: str) -> None:
    assert file_name(unicodedata.normalize("NFD", title)) == file_name(title)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("알림 켜기", "알림 켜기"),
        (unicodedata.normalize("NFD", "알림 켜기"), "알림 켜기"),
        (" a/b\\c:d*e?\n", "a b c d e"),
        ("..", "_"),
        ("con", "_con"),
        ("COM1.x", "_COM1.x"),
        ("COM².x", "_COM².x"),
        ("CONIN$", "_CONIN$"),
        ("Console", "Console"),
        ("", "_"),
        ("긴" * 300, "긴" * 66),
        ("x" * 300, "x" * 70),
        (".hidden", "hidden"),
    ],
)
def test_names_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


def test_the_tail_is_never_cut_off() -> None:
    assert file_name("긴" * 300, " 2026-03-01").endswith("긴 2026-03-01")
    assert file_name("", " 2026-03-01") == "2026-03-01"


def test_names_that_are_one_file_somewhere_have_one_key() -> None:
    assert name_key("Lesson.lesson") == name_key("lesson.LESSON")
    assert name_key("알림") == name_key(unicodedata.normalize("NFD", "알림"))
    assert name_key("a") != name_key("b")
