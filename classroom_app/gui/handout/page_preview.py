"""A preview of pages as they will be printed, one at a time."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.tokens import Space

PAGE_SHAPE = 1.414  # of A4
_WIDTH = 330
_LOWEST = 150


class Paper(Protocol):
    """A document of several pages; used on a thread."""

    @property
    def pages(self) -> Sequence[object]:
        """One value per page; only their number is used."""

    def page_image(self, number: int, width: int) -> QImage:
        """Return one page (from 0) as a picture `width` pixels wide."""


class PagePreview(QWidget):
    """Shows one page, painted on a thread; `shown` follows each page that is shown."""

    shown = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._paper: Paper | None = None
        self._is_painting = self._is_outdated = False
        self._image = QImage()
        self.page, self.count = 0, 0
        self._sheet = QLabel(self)
        self._sheet.setObjectName("handoutPage")
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sheet.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._sheet.setMinimumSize(round(_LOWEST / PAGE_SHAPE), _LOWEST)
        self._before = IconButton("back", kind="quiet", name="previousPageButton", parent=self)
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after = IconButton("forward", kind="quiet", name="nextPageButton", parent=self)
        self._after.clicked.connect(lambda: self._turn(1))
        self._number = Label("", "caption", parent=self)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._before)
        row.addWidget(self._number)
        row.addWidget(self._after)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._sheet, 1)
        column.addLayout(row)
        self.setMinimumWidth(_WIDTH)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a size at which a page is legible, or the reduced height on a low screen."""
        whole = round(_WIDTH * PAGE_SHAPE) + 48
        return QSize(_WIDTH, self.minimumHeight() or whole)

    def show_paper(self, paper: Paper) -> None:
        """Show the first page of a paper; until it is shown, no page is turned."""
        self._paper, self.page, self.count = paper, 0, 0
        self._paint()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        for button, text in (
            (self._before, self.tr("Previous page")),
            (self._after, self.tr("Next page")),
        ):
            button.setAccessibleName(text)
            button.setToolTip(text)
        self._say_where()

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Scale the current picture at once, and repaint the page at the new size."""
        super().resizeEvent(qevent)
        self._fit()
        self._paint()

    def _turn(self, pages: int) -> None:
        self.page = min(max(self.page + pages, 0), max(self.count - 1, 0))
        self._paint()

    def _paint(self) -> None:
        """Paint the current page on a thread; if one is being painted, after that."""
        if self._paper is None:
            return
        if self._is_painting:
            self._is_outdated = True
            return
        self._is_painting, self._is_outdated = True, False
        paper, page, width = self._paper, self.page, self._pixels()
        self._tasks.run(
            asyncio.to_thread(_painted, paper, page, width), self._take, ended=self._end
        )

    def _end(self) -> None:
        """Paint again if another page was asked for, also if this one could not be painted."""
        self._is_painting = False
        if self._is_outdated:
            self._paint()

    def _take(self, painted: tuple[QImage, int]) -> None:
        if self._is_painting:  # another page, by now
            return
        self._image, self.count = painted
        self._fit()
        self._say_where()
        self.shown.emit()

    def _say_where(self) -> None:
        words = self.tr("Page {number} of {count}").format(number=self.page + 1, count=self.count)
        self._number.setText(words if self.count else "")
        self._sheet.setAccessibleName(words)
        self._before.setEnabled(self.page > 0)
        self._after.setEnabled(self.page + 1 < self.count)

    def _pixels(self) -> int:
        room = self._sheet.size()
        width = min(room.width(), int(room.height() / PAGE_SHAPE))
        return max(round(width * self.devicePixelRatioF()), 100)

    def _fit(self) -> None:
        if self._image.isNull():
            return
        scale = self.devicePixelRatioF()
        shown = self._image.scaled(
            self._sheet.size() * scale,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(scale)
        self._sheet.setPixmap(QPixmap.fromImage(shown))


def _painted(paper: Paper, page: int, width: int) -> tuple[QImage, int]:
    return paper.page_image(page, width), len(paper.pages)
