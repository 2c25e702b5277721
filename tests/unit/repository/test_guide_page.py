"""The instructors' guide names what is in the window, and shows pictures that are there."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from classroom_app.system.paths import resources_dir

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"en": DOCS / "GUIDE.md", "ko": DOCS / "GUIDE.ko.md"}
PRESSED = re.compile(r"\*\*([^*]+)\*\*|(?<!\*)\*([^*]+)\*(?!\*)")
PICTURE = re.compile(r"!\[[^\]]+\]\((images/[^)]+)\)")
MNEMONIC = re.compile(r"\(&\w\)|&|…")


def window_texts(language: str) -> set[str]:
    """Return all that the window says in a language, without marks of keys."""
    root = ElementTree.parse(resources_dir() / "translations" / "classroom_app_ko.ts").getroot()  # noqa: S314 - our own file
    element = {"en": "source", "ko": "translation"}[language]
    texts = (message.findtext(element, "") for message in root.iter("message"))
    return {MNEMONIC.sub("", text).casefold() for text in texts}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_is_to_be_pressed_is_in_the_window(language: str) -> None:
    texts = window_texts(language)
    named = {
        " ".join(part.split())
        for match in PRESSED.finditer(PAGES[language].read_text(encoding="utf-8"))
        for part in (match[1] or match[2]).split(" → ")
    }
    assert len(named) > 10
    assert {name for name in named if name.casefold() not in texts} <= {"Guests", "게스트"}


@pytest.mark.parametrize(
    "name",
    [
        *("LESSONS.md", "LESSONS.ko.md", "HISTORY.md", "HISTORY.ko.md"),
        *("SCHOOL.md", "SCHOOL.ko.md"),
    ],
)
def test_other_pages_name_what_is_in_the_window(name: str) -> None:
    texts = window_texts("ko" if name.endswith(".ko.md") else "en")
    page = (DOCS / name).read_text(encoding="utf-8")
    named = {" ".join((match[1] or match[2]).split()) for match in PRESSED.finditer(page)}
    assert len(named) > 5
    begins = {part for part in named if not any(t.startswith(part.casefold()) for t in texts)}
    stripped = {part for part in begins if part.removesuffix("…").casefold() not in texts}
    assert stripped == set()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_picture_is_there_and_shown(language: str) -> None:
    shown = {Path(name) for name in PICTURE.findall(PAGES[language].read_text(encoding="utf-8"))}
    made = {path.relative_to(DOCS) for path in DOCS.glob(f"images/guide-*-{language}.png")}
    assert shown == made


def test_both_languages_show_the_same() -> None:
    english, korean = (
        [name.rpartition("-")[0] for name in PICTURE.findall(page.read_text(encoding="utf-8"))]
        for page in PAGES.values()
    )
    assert english == korean
