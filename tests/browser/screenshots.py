"""Make the pictures of the student page in docs/images: `python -m tests.browser.screenshots`.

Each state once, on the kind of phone that shows it best, and some on all kinds.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image

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


def save(phone: Phone, path: Path) -> None:
    """Few colours are enough for a page of words, and keep the repository small."""
    with Image.open(io.BytesIO(phone.driver.get_screenshot_as_png())) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    for kind, (profile, wanted) in KINDS.items():
        take(kind, profile, wanted)


if __name__ == "__main__":
    main()
