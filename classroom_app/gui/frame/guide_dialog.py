"""The instructor's guide, as it comes with the program: there is no internet in class."""

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from classroom_app.gui.theme.tokens import Space
from classroom_app.system.paths import guides_dir

FIRST = {"ko": "GUIDE.ko.md"}
OTHERWISE = "GUIDE.md"
SCHOOL = {"ko": "SCHOOL.ko.md"}
SCHOOL_OTHERWISE = "SCHOOL.md"
# The anchors of the chapter on making a lesson, in the same languages.
OWN_LESSON = {"ko": "처음-만드는-내-교안"}
OWN_LESSON_OTHERWISE = "your-first-own-lesson"
_SIZE = (800, 640)
_IMAGE_WIDTH = 680
_NOT_IN_SLUGS = re.compile(r"[^\w\- ]")


class GuidePage(QTextBrowser):
    """Shows one page of the guide; its links open the other pages that come with the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidePage")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(Space.XL)
        self.anchorClicked.connect(self.follow)
        self.page = ""

    def show_page(self, name: str) -> None:
        """Show a page from its beginning.

        Raises:
            OSError: the page cannot be read.
        """
        text = (guides_dir() / name).read_text("utf-8")
        self.page = name
        self.setMarkdown(text)
        self._space_out()
        self.verticalScrollBar().setValue(0)

    def follow(self, link: QUrl) -> None:
        """Follow a link within the guide; one that leads elsewhere does nothing."""
        name, place = link.path(), link.fragment()
        if name and (guides_dir() / name).parent == guides_dir() and (guides_dir() / name).exists():
            self.show_page(name)
        if place and name in ("", self.page):
            self._scroll_to(place)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return an image, no wider than the page."""
        path = guides_dir() / QUrl(name).path()
        image = QImage(str(path))
        if image.isNull():
            return super().loadResource(kind, name)
        scale = self.devicePixelRatioF()
        if image.width() > _IMAGE_WIDTH * scale:
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(round(_IMAGE_WIDTH * scale), smooth)
        image.setDevicePixelRatio(scale)
        return image

    def _space_out(self) -> None:
        """Leave room between paragraphs: Qt renders Markdown without any."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            if cursor.currentTable() is None:
                form = block.blockFormat()
                form.setTopMargin(Space.L if form.headingLevel() else 0)
                form.setBottomMargin(Space.S)
                form.setNonBreakableLines(False)  # wraps code, so that all of it is visible
                cursor.setBlockFormat(form)
            block = block.next()
        cursor.endEditBlock()

    def _scroll_to(self, place: str) -> None:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug_of(block) == place:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top))
                return
            block = block.next()


class GuideDialog(QDialog):
    """A separate, modeless window: the class goes on beside it."""

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("guideDialog")
        self.setWindowTitle(self.tr("Guide"))
        self.page = GuidePage(self)
        self.page.setAccessibleName(self.tr("Guide"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, Space.M, Space.M)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
        room = self.screen().availableSize() * 0.9
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self._language = language
        self.page.show_page(FIRST.get(language, OTHERWISE))

    def show_own_lesson(self) -> None:
        """Go to the chapter on making a lesson."""
        self.page.show_page(FIRST.get(self._language, OTHERWISE))
        place = OWN_LESSON.get(self._language, OWN_LESSON_OTHERWISE)
        self.page.follow(QUrl(f"#{place}"))

    def show_school(self) -> None:
        """Show the page about a school's server."""
        self.page.show_page(SCHOOL.get(self._language, SCHOOL_OTHERWISE))


def slug_of(block: QTextBlock) -> str:
    """Return the anchor by which links refer to a heading."""
    return _NOT_IN_SLUGS.sub("", block.text().lower()).strip().replace(" ", "-")
