"""Paper of several pages, for a printer, a PDF, or a picture of one page.

Painted on a thread or in a separate process, so all input is plain values.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from classroom_app.application.report_document import Progress
from classroom_app.gui.handout.pdf_text import with_language, with_letters_of

POINTS_PER_INCH = 72
DOTS_PER_INCH = 200


class PagedPaper(ABC):
    """A4 pages, painted in points; the origin is the top left corner inside the margins."""

    @property
    @abstractmethod
    def title(self) -> str:
        """The title in the PDF's metadata."""

    @property
    @abstractmethod
    def language(self) -> str:
        """The language of the text, as a code."""

    @property
    @abstractmethod
    def layout(self) -> QPageLayout:
        """The page layout: size, orientation and margins."""

    @property
    @abstractmethod
    def pages(self) -> Sequence[object]:
        """The content, one value per page. Blocks: use a thread."""

    @property
    @abstractmethod
    def all_text(self) -> str:
        """All characters on the pages, for the PDF's text layer."""

    @abstractmethod
    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint one page; `number` counts from 0."""

    @property
    def size(self) -> QSizeF:
        """The size of a page inside the margins, in points."""
        return self.layout.paintRect(QPageLayout.Unit.Point).size()

    def paint(self, device: QPagedPaintDevice, progress: Progress) -> None:
        """Paint all pages. Blocks: use a thread.

        Raises:
            Cancelled: raised by `progress`.
            OSError: the device cannot be painted on.
        """
        painter = QPainter()
        if not painter.begin(device):
            raise OSError("the paper cannot be painted on")
        try:
            room = device.pageLayout().paintRect(QPageLayout.Unit.Point)
            # Some printers have a smaller printable area than requested.
            shrunk = min(1.0, room.width() / self.size.width(), room.height() / self.size.height())
            scale = device.logicalDpiX() / POINTS_PER_INCH * shrunk
            painter.scale(scale, scale)
            count = len(self.pages)
            for number in range(count):
                progress(number, count)
                if number:
                    device.newPage()
                self._paint(painter, number)
            progress(count, count)
        finally:
            painter.end()

    def pdf(self, progress: Progress) -> bytes:
        """Return all pages as a PDF. Blocks: use a thread.

        Raises:
            Cancelled, OSError: as in `paint`.
        """
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        device = QPdfWriter(buffer)
        device.setTitle(self.title)
        device.setCreator("Classroom")
        device.setResolution(DOTS_PER_INCH)
        device.setPageLayout(self.layout)
        self.paint(device, progress)
        buffer.close()
        pdf = with_letters_of(bytes(content.data()), self.all_text)
        return with_language(pdf, self.language)

    def page_image(self, number: int, width: int) -> QImage:
        """Return one page (from 0) as a picture `width` pixels wide. Blocks: use a thread."""
        whole = self.layout.fullRect(QPageLayout.Unit.Point)
        scale = width / whole.width()
        image = QImage(width, round(whole.height() * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(scale, scale)
        painter.translate(self.layout.paintRect(QPageLayout.Unit.Point).topLeft())
        self._paint(painter, number)
        painter.end()
        return image

    def _paint(self, painter: QPainter, number: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_page(painter, number)


def a4(margin_mm: float, *, landscape: bool = False) -> QPageLayout:
    """Return an A4 page layout with the same margin on each side."""
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(margin_mm, margin_mm, margin_mm, margin_mm)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, turned, margins, QPageLayout.Unit.Millimeter)
