"""The sample lessons show what `scripts/lesson_pictures` draws, and mark what their steps name."""

import io
import json
import re
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QFont, QFontInfo, QImage
from PySide6.QtWidgets import QApplication

from classroom_app.bootstrap.sample_lessons import sample_paths
from scripts.lesson_pictures.canvas import FONT, Canvas
from scripts.lesson_pictures.elements import WIDTH, Deed
from scripts.lesson_pictures.lesson_files import picture_in, pixels_of
from scripts.lesson_pictures.lessons import pictures_of

PATHS = [path for paths in sample_paths().values() for path in paths]
# So far apart (of 255) may small parts be that should be the same: few colours differ a little.
APART, PART = 24, 16
# A ring's radius, in the units of the drawing.
RING = 0.07 * WIDTH

Drawn = dict[str, dict[str, list[tuple[Canvas, QImage]]]]


@pytest.fixture(scope="module")
def drawn(qapp: QApplication) -> Drawn:
    """All pictures, drawn anew."""
    assert QFontInfo(QFont(FONT)).family() == FONT, "scripts/install-system-libraries pictures"
    return {
        language: {
            name: [(canvas, canvas.finish()) for canvas in canvases]
            for name, canvases in pictures_of(language).items()
        }
        for language in sample_paths()
    }


def steps_of(path: Path) -> list[dict[str, Any]]:
    """Return a lesson's steps as the file has them."""
    steps: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["subtasks"]
    return steps


def said_in(step: dict[str, Any]) -> str:
    """Return all that a step says."""
    names = ("title", "guide_text", "voice_guide_text", "description")
    return " ".join(step.get(name) or "" for name in names).casefold()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_files_have_what_the_script_draws(path: Path, drawn: Drawn) -> None:
    pictures = drawn[path.parent.name][path.stem]
    for step, (canvas, image) in zip(steps_of(path), pictures, strict=True):
        shipped = Image.open(io.BytesIO(picture_in(step))).convert("RGB")
        again = pixels_of(image)
        assert shipped.size == again.size, step["title"]
        small = (shipped.width // PART, shipped.height // PART)
        differing = ImageChops.difference(
            *(each.resize(small, Image.Resampling.BOX) for each in (shipped, again))
        )
        bands = cast("tuple[tuple[int, int], ...]", differing.getextrema())
        most = max(high for _low, high in bands)
        assert most <= APART, f"{step['title']}: run `make lesson-pictures`"
        assert step.get("marks", []) == [deed.mark(canvas.height) for deed in canvas.deeds]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_mark_is_on_what_its_step_names(path: Path, drawn: Drawn) -> None:
    for step, (canvas, _) in zip(steps_of(path), drawn[path.parent.name][path.stem], strict=True):
        for deed in canvas.deeds:
            assert deed.element.called.casefold() in said_in(step), step["title"]
            assert deed.element.box.holds(*deed.element.spot), step["title"]
            assert is_in_the_picture(deed, canvas), step["title"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_menu_in_a_title_is_on_the_screen(path: Path, drawn: Drawn) -> None:
    """In the same words; or marked, where it is a sign without any that the instructions name."""
    for step, (canvas, _) in zip(steps_of(path), drawn[path.parent.name][path.stem], strict=True):
        menus = re.findall("[\u2018“](.+?)[\u2019”]", step["title"])
        shown = " ".join(canvas.words)
        if menus and not any(menu in shown for menu in menus):
            assert canvas.deeds, step["title"]
            assert all(deed.element.called in step["guide_text"] for deed in canvas.deeds)


def test_each_drawing_is_wide_rather_than_high(drawn: Drawn) -> None:
    """So that on a small phone the step, its picture and the buttons are in sight together."""
    for lessons in drawn.values():
        for pictures in lessons.values():
            assert all(canvas.height <= 0.8 * WIDTH for canvas, _ in pictures)


def is_in_the_picture(deed: Deed, canvas: Canvas) -> bool:
    """Tell whether the whole mark is on it."""
    x, y = deed.element.spot
    if deed.kind == "tap":
        return RING <= x <= WIDTH - RING and RING <= y <= canvas.height - RING
    if deed.kind == "swipe":
        assert deed.to is not None
        return all(0 < at < WIDTH for at in (x, deed.to[0])) and all(
            0 < at < canvas.height for at in (y, deed.to[1])
        )
    box = deed.element.box
    return 0 < box.x < box.right < WIDTH and 0 < box.y < box.bottom < canvas.height
