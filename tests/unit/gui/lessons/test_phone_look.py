"""The preview has the colours, words and sizes of the phone's page."""

import re
from dataclasses import fields

import pytest

from classroom_app.gui.lessons.phone_look import CHOOSE, DAY, NIGHT, WORDS, PhoneColours, PhoneSize
from tests.unit.gui.lessons.phone_page import read


@pytest.mark.parametrize(("colours", "which"), [(DAY, 0), (NIGHT, 1)])
def test_the_colours_are_the_pages(colours: PhoneColours, which: int) -> None:
    block = re.findall(r":root \{(.*?)\}", read("style.css"), re.DOTALL)[which]
    page = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block))
    for field in fields(PhoneColours):
        assert getattr(colours, field.name) == page[field.name.replace("_", "-")], field.name


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_words_are_the_pages(language: str) -> None:
    source = read(f"strings_{language}.js")
    page = dict(re.findall(r"^  (\w+): '(.*)',$", source, re.MULTILINE))
    assert {name: page[name] for name in WORDS[language]} == WORDS[language]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_question_looks_and_speaks_as_on_the_page(language: str) -> None:
    module = read("lesson_question.js").partition(f"  {language}: {{")[2]
    said = re.search(r"choose: '(.*)'", module)
    assert said is not None
    assert CHOOSE[language] == said[1]
    css = " ".join(read("lesson_question.css").split())
    for rule, measure in (
        (r"#step-question h2 \{ font-size: ([\d.]+)rem", PhoneSize.GUIDE),
        (r"#step-question button \{[^}]*min-height: ([\d.]+)rem", PhoneSize.ANSWER),
        (r"#step-question i \{[^}]* width: ([\d.]+)rem", PhoneSize.ANSWER_RING),
    ):
        found = re.search(rule, css)
        assert found is not None, rule
        assert float(found[1]) * PhoneSize.REM == pytest.approx(measure), rule


def test_the_sizes_are_the_pages() -> None:
    css = " ".join(read("style.css").split())
    assert "font: 112.5%/1.5" in css
    assert "--tight: max(8px, min(var(--s2), 1.2vh))" in css
    assert re.search(r"#listen,[^}]*\{ min-height: 48px", css)
    assert PhoneSize.TOUCH == 48
    assert PhoneSize.BIG_BUTTON == 0.1 * PhoneSize.HEIGHT
    assert pytest.approx(0.012 * PhoneSize.HEIGHT) == PhoneSize.TIGHT
    assert PhoneSize.REM == 16 * 1.125
    of_pictures = " ".join(read("lesson_picture.css").split())
    picture = re.search(r"\.drawn img \{[^}]*max-height: (\d+)vh", of_pictures)
    assert picture is not None
    assert "#step-picture .link { justify-self: center; padding: var(--s2); }" in of_pictures
    assert "#step-picture.wide .link { padding: 0; }" in of_pictures
    assert ".wide .link { font-size: 1rem; line-height: 1.2; }" in of_pictures
    assert "#step-picture.wide { order: -1; }" in of_pictures
    low = re.search(
        r"@media \(max-height: (\d+)px\) \{ #step-text \{ gap: var\(--tight\)", of_pictures
    )
    assert low is not None
    assert int(low[1]) >= PhoneSize.HEIGHT
    assert PhoneSize.PICTURE_GAP == PhoneSize.TIGHT
    assert pytest.approx(1.2 * PhoneSize.REM) == PhoneSize.WIDE_LINK
    assert re.search(r"button, \.button \{[^}]*line-height: 1\.3;", css)
    assert pytest.approx(1.3 * PhoneSize.REM + 2 * PhoneSize.S2) == PhoneSize.LINK
    assert float(picture[1]) / 100 * PhoneSize.HEIGHT == pytest.approx(PhoneSize.PICTURE_HEIGHT)
    pinned = r"\.acts \.big \{[^}]*min-height: max\(48px, min\(([\d.]+)rem, 10vh\)\)"
    for rule, rem in (
        (r"#step-guide \{ font-size: ([\d.]+)rem", PhoneSize.GUIDE),
        (r"h1 \{ font-size: min\(([\d.]+)rem", PhoneSize.TITLE),
        (pinned, 4.25 * PhoneSize.REM),
        (r"--round: ([\d.]+)rem", PhoneSize.ROUND),
        (r"\.bar \{[^}]*min-height: min\(([\d.]+)rem, 11vh\)", PhoneSize.BAR),
        (r"#step \.acts::before \{[^}]*height: ([\d.]+)rem", PhoneSize.FADE),
        (r"--s1: ([\d.]+)rem", PhoneSize.S1),
        (r"--s2: ([\d.]+)rem", PhoneSize.S2),
    ):
        found = re.search(rule, css)
        assert found is not None, rule
        assert float(found[1]) * PhoneSize.REM == pytest.approx(rem)
