"""Makes handouts for phones, on a thread of the running window's program."""

import asyncio
import threading
from collections.abc import Collection

from PySide6.QtGui import QGuiApplication

from classroom_app.application.handout import Handout, handout_of
from classroom_app.application.report_document import Cancelled, Progress
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
        """Return the handout as PDF; cancelled, its thread ends at the next page.

        Raises:
            OSError: it could not be painted.
        """
        is_stopped = threading.Event()

        def progress(_done: int, _total: int) -> None:
            if is_stopped.is_set():
                raise Cancelled

        try:
            return await asyncio.to_thread(self._pdf, handout_of(lesson, reached), progress)
        finally:
            is_stopped.set()

    def _pdf(self, handout: Handout, progress: Progress) -> bytes:
        words = words_in(handout.language, self._otherwise)
        return HandoutPaper(handout, words, self._families).pdf(progress)
