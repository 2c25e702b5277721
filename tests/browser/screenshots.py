"""Make the pictures of phones in docs/images: `python -m tests.browser.screenshots`.

Each state once, on the kind of phone that shows it best, and some on all kinds.
"""

import asyncio
import io
import tempfile
from asyncio import to_thread
from pathlib import Path

from PIL import Image

from tests.browser.gallery import WaitingLesson, choose, sample_screens
from tests.browser.phone import (
    ENGLISH_DARK,
    LANDSCAPE,
    LARGE_TEXT,
    LARGE_TEXT_ENGLISH,
    PORTRAIT,
    Phone,
    Profile,
)
from tests.browser.program import PLAIN_LESSON, Program
from tests.browser.walk import walk
from tests.helpers.numbered import NumberedClass
from tests.helpers.school import open_school

IMAGES = Path(__file__).parents[2] / "docs" / "images"
COLOURS = 128
# What these show passes by, or was scrolled to.
AS_IT_IS = {"sent", "no-voice", "help-picture"}
SOME = {"code", "join", "step", "done", "help", "catch-up", "paused", "line-lost-longer", "ended"}
KINDS: dict[str, tuple[Profile, set[str] | None]] = {
    "": (PORTRAIT, None),
    "-dark-en": (ENGLISH_DARK, SOME),
    "-large-text": (LARGE_TEXT, SOME),
    "-large-text-en": (LARGE_TEXT_ENGLISH, {"step", "help"}),
    "-landscape": (LANDSCAPE, SOME),
}


def take(kind: str, profile: Profile, wanted: set[str] | None) -> None:
    """Walk through a class with one kind of phone, and keep the pictures that are wanted."""
    phone = Phone(profile)
    try:
        with tempfile.TemporaryDirectory() as folder:
            program = Program(Path(folder), PLAIN_LESSON)
            program.start()
            try:
                for state in walk(phone, program):
                    if wanted is None or state in wanted:
                        if state not in AS_IT_IS:
                            phone.gone("#toast p")
                            phone.run("scrollTo(0, 0)")
                        save(phone, IMAGES / f"phone-{state}{kind}.png")
            finally:
                program.stop()
    finally:
        phone.quit()


async def take_upload(language: str) -> None:
    """Keep what the instructor's phone shows while it sends pictures for a lesson."""
    phone = Phone(Profile(height=640, language=language))
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with open_school(Path(folder) / "data") as school:
                lesson = WaitingLesson(school)
                await to_thread(phone.open, lesson.upload.url)
                await to_thread(phone.see, "#choose")
                await choose(phone, *sample_screens(Path(folder), language))
                save(phone, IMAGES / f"guide-upload-{language}.png", width=phone.profile.width)
                await to_thread(phone.open, "about:blank")
    finally:
        phone.quit()


async def take_numbers() -> None:
    """Keep what a phone shows that is asked for a number in place of a name."""
    phone = Phone(PORTRAIT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with open_school(Path(folder) / "data") as school:
                numbered = await NumberedClass.open(school)
                await numbered.phone(21)
                await to_thread(_take_numbers, phone, f"{school.base_url}/join/NUM001")
    finally:
        phone.quit()


def _take_numbers(phone: Phone, address: str) -> None:
    phone.open(address)
    phone.see("#keys")
    phone.press("#key-1")
    phone.press("#key-2")
    save(phone, IMAGES / "phone-number.png")
    for number, name in (("12", "number-who"), ("21", "number-in-use")):
        phone.open("about:blank")
        phone.open(f"{address}#{number}")
        phone.see("#pad-who")
        save(phone, IMAGES / f"phone-{name}.png")
    phone.open("about:blank")


def save(phone: Phone, path: Path, width: int | None = None) -> None:
    """Few colours are enough for a page of words, and keep the repository small.

    The guide shows a picture as wide as it is, on a page that is wider than a phone.
    """
    with Image.open(io.BytesIO(phone.driver.get_screenshot_as_png())) as image:
        shown = image.convert("RGB")
        if width is not None:
            shown.thumbnail((width, image.height), Image.Resampling.LANCZOS)
        small = shown.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    for kind, (profile, wanted) in KINDS.items():
        take(kind, profile, wanted)
    for language in ("ko", "en"):
        asyncio.run(take_upload(language))
    asyncio.run(take_numbers())


if __name__ == "__main__":
    main()
