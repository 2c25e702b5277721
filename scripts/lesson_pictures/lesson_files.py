"""The files of the sample lessons, with their pictures."""

import base64
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtGui import QFont, QFontInfo, QImage

from scripts.lesson_pictures.canvas import FONT, Canvas
from scripts.lesson_pictures.lessons import pictures_of

LESSONS = Path(__file__).parents[2] / "resources" / "lessons"
LANGUAGES = ("ko", "en")
COLOURS = 64
_HEAD = "data:image/png;base64,"


def require_font() -> None:
    """Exit if the pictures' font is missing: another one would change all of them."""
    if QFontInfo(QFont(FONT)).family() != FONT:
        raise SystemExit(f"The font {FONT} is missing (package fonts-noto-cjk).")


def pixels_of(image: QImage) -> Image.Image:
    """Convert an image of Qt to one of Pillow."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    return Image.frombytes(
        "RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )


def png_of(image: QImage) -> bytes:
    """Return an image as a PNG with few colors."""
    few = pixels_of(image).quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def with_picture(step: dict[str, Any], canvas: Canvas, png: bytes) -> dict[str, Any]:
    """Return a step with a picture and marks as its last fields."""
    step = {name: value for name, value in step.items() if name not in ("picture", "marks")}
    step["picture"] = _HEAD + base64.b64encode(png).decode()
    if canvas.deeds:
        step["marks"] = [deed.mark(canvas.height) for deed in canvas.deeds]
    return step


def picture_in(step: dict[str, Any]) -> bytes:
    """Return the bytes of a step's picture."""
    return base64.b64decode(step["picture"].removeprefix(_HEAD))


def fill() -> list[tuple[Path, int, int]]:
    """Draw all pictures and write the files; return each one's size and largest picture."""
    done = []
    for language in LANGUAGES:
        for name, canvases in pictures_of(language).items():
            path = LESSONS / language / f"{name}.json"
            lesson = json.loads(path.read_text(encoding="utf-8"))
            pngs = [png_of(canvas.finish()) for canvas in canvases]
            lesson["subtasks"] = [
                with_picture(step, canvas, png)
                for step, canvas, png in zip(lesson["subtasks"], canvases, pngs, strict=True)
            ]
            text = json.dumps(lesson, ensure_ascii=False, indent=2) + "\n"
            path.write_text(text, encoding="utf-8", newline="\n")
            done.append((path, len(text.encode()), max(map(len, pngs))))
    return done
