"""Makes handouts for phones, on a thread of the running window's program."""

import asyncio
from collections.abc import Collection

from PySide6.QtGui import QGuiApplication

from classroom_app.application.handout import Handout, handout_of
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.gui.handout.handout_paper import HandoutPaper
from classroom_app.gui.handout.handout_words import words_in
from classroom_app.gui.language import system_language


class HandoutPrinter:
    """Implements `application.ports.HandoutMaker`; made on the window's thread."""

    def __init__(self) -> None:
        self._families = QGuiApplication.font().families()
        self._otherwise = system_language()

    async def __call__(self, lesson: LessonDraft, reached: Collection[int]) -> bytes:
        """Return the handout as PDF.

        Raises:
            OSError: it could not be painted.
        """
        return await asyncio.to_thread(self._pdf, handout_of(lesson, reached))

    def _pdf(self, handout: Handout) -> bytes:
        """Return the handout as PDF. Blocks."""
        words = words_in(handout.language, self._otherwise)
        return HandoutPaper(handout, words, self._families).pdf(lambda _done, _total: None)
