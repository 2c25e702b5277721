"""A phone's gallery, and a lesson that waits for pictures out of it."""

import asyncio
import base64
import io
import json
from asyncio import to_thread
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from classroom_app.application.picture_upload import PictureUpload
from classroom_app.bootstrap.sample_lessons import sample_paths
from classroom_app.domain.lesson_draft import Picture
from tests.browser.phone import Phone
from tests.helpers.school import School

MENU = ("Connections", "Sounds and vibration", "Notifications", "Display")
TONES = ("#3d7eff", "#8a5cf0", "#e0574f", "#22a06b")


class WaitingLesson:
    """What the editor does with pictures."""

    def __init__(self, school: School, most: int = 60) -> None:
        self.pictures: list[Picture] = []
        self.trouble: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.upload: PictureUpload = school.services.uploads.open(most, self.take, lambda: None)

    async def take(self, picture: Picture) -> bool:
        await self.gate.wait()
        if self.trouble is not None:
            raise self.trouble
        if picture in self.pictures:
            return False
        self.pictures.append(picture)
        return True

    def widths(self) -> list[int]:
        """Return how wide each picture is."""
        sizes = []
        for picture in self.pictures:
            with Image.open(io.BytesIO(picture.data)) as image:
                sizes.append(image.width)
        return sizes


def screenshot(path: Path, number: int, size: tuple[int, int] = (1080, 2400)) -> Path:
    """Draw a phone's settings, as a screenshot; the later, the narrower, so that they differ."""
    image = Image.new("RGB", (size[0] - 9 * number, size[1]), "#f6f6f8")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(44)
    for row, (words, tone) in enumerate(zip(MENU, TONES, strict=True)):
        top = 300 + 260 * row
        pen.rounded_rectangle((40, top, image.width - 40, top + 220), 40, fill="white")
        pen.ellipse((80, top + 50, 200, top + 170), fill=tone)
        pen.text((240, top + 80), f"{number}. {words}", fill="#1d1d22", font=font)
    image.save(path)
    return path


def sample_screens(folder: Path, language: str) -> list[Path]:
    """Return the pictures of the first sample lesson as files, named as a phone names them."""
    lesson = json.loads(sample_paths()[language][0].read_text("utf-8"))
    paths: list[Path] = []
    for step in lesson["subtasks"]:
        if step.get("picture"):
            head, _, text = step["picture"].partition(",")
            ending = head.partition("/")[2].partition(";")[0]
            path = folder / f"Screenshot_20260302-0901{10 + len(paths)}.{ending}"
            path.write_bytes(base64.b64decode(text))
            paths.append(path)
    return paths


async def choose(phone: Phone, *paths: Path) -> None:
    """Choose files as the gallery hands them over."""
    field = phone.find("#files")
    await to_thread(field.send_keys, "\n".join(map(str, paths)))
    await to_thread(phone.wait, lambda: not phone.text("#line"), "all is made small")
