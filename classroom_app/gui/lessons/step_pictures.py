"""Puts pictures into a step: a chosen, pasted or dropped one, or its own in a phone frame."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import HeicPictureError
from classroom_app.domain.marks import Area
from classroom_app.gui.console import Console
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.lessons.followed_step import FollowedStep
from classroom_app.gui.lessons.lesson_document import LessonDocument
from classroom_app.gui.lessons.phone_frame import framed_png
from classroom_app.gui.lessons.picture_box import PictureBox, png_of


class StepPictures(QObject):
    """Handles the requests of `box` for the step at `place()`; `refused` follows each failure."""

    refused = Signal()

    def __init__(
        self,
        console: Console,
        document: LessonDocument,
        box: PictureBox,
        place: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._console, self._document = console, document
        self._box, self._place = box, place
        self._unframed: dict[Picture, Picture] = {}
        box.chosen.connect(self._on_chosen)
        box.removed.connect(lambda: document.set_picture(place(), None))
        box.frame_requested.connect(self._on_frame_requested)

    def forget(self) -> None:
        """Forget the pictures without their frames, before another lesson is opened."""
        self._unframed.clear()

    def unframed(self, picture: Picture) -> Picture | None:
        """Return the picture from before it was put in a phone frame here, or None."""
        return self._unframed.get(picture)

    def _on_chosen(self, source: Path | bytes | QImage) -> None:
        step = self._document.follow(self._place())

        def take(picture: Picture) -> None:
            if step.place is not None:
                self._document.set_picture(step.place, picture)

        name = source.name if isinstance(source, Path) else ""
        self._console.tasks.run(
            self._small_picture(source), take, lambda error: self._refuse(step, error, name)
        )

    def _on_frame_requested(self) -> None:
        place = self._place()
        picture = self._document.picture_at(place)
        if picture is None:
            return
        step = self._document.follow(place)

        def take(done: tuple[Picture, Area]) -> None:
            framed, area = done
            self._unframed[framed] = picture
            if step.place is not None:
                self._document.frame_picture(step.place, picture, framed, area)

        self._console.tasks.run(
            self._framed(picture), take, lambda error: self._refuse(step, error)
        )

    async def _small_picture(self, source: Path | bytes | QImage) -> Picture:
        library = self._console.services.lessons
        if not isinstance(source, QImage):
            return await library.small_picture(source)
        return await library.small_picture(await asyncio.to_thread(png_of, source))

    async def _framed(self, picture: Picture) -> tuple[Picture, Area]:
        content, area = await asyncio.to_thread(framed_png, picture.data)
        return await self._console.services.lessons.small_picture(content), area

    def _refuse(self, step: FollowedStep, error: Exception, name: str = "") -> None:
        if step.place is None:
            return
        words = self._fault(error)
        self._box.say_fault(f"{name}: {words}" if name else words)
        self.refused.emit()

    def _fault(self, error: Exception) -> str:
        if isinstance(error, OSError):
            return cause_text(error)
        if isinstance(error, HeicPictureError):
            return self.tr(
                "Can't open HEIC pictures, as iPhones and newer Galaxy phones take them. Take a "
                "screenshot of the picture on the phone and use that, or save the picture as "
                "JPEG in a photo app first."
            )
        return self.tr(
            "Can't open this picture. It may be damaged or too large. Choose a JPEG or PNG file."
        )
