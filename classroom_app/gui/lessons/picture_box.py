"""The picture of a step: choose a file, drop, paste or remove it."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMimeData,
    QMimeDatabase,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.marks import Mark
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.file_dialog import FileDialog
from classroom_app.gui.kit.flow_layout import FlowLayout
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.mark_painting import paint_marks
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.scaled_picture import ScaledPicture
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.theme.tokens import Radius, Space, colours_of

# Includes formats that cannot be read: choosing such a file shows what to do instead.
PATTERNS = (
    "*.png *.jpg *.jpeg *.jpe *.jfif *.pjpeg *.pjp *.webp *.gif *.bmp *.dib *.tif *.tiff *.avif "
    "*.heic *.heif"
)
# Formats in which programs offer a picture, preferred first.
_EXACT, _LOSSY = ("image/png", "image/bmp", "image/tiff"), ("image/jpeg", "image/webp")


def png_of(image: QImage) -> bytes:
    """Encode a picture as PNG. Blocks: use a thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class PictureFrame(QWidget):
    """Draws the picture as large as fits, or an empty frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._scaled = ScaledPicture()
        self._marks: tuple[Mark, ...] = ()
        self.setFixedSize(QSize(108, 108))

    def show_image(self, image: QImage | None, marks: tuple[Mark, ...] = ()) -> None:
        """Show a picture with its marks, or an empty frame."""
        if image is not self._image or marks != self._marks:
            self._image, self._marks = image, marks
            self.update()

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the frame, and the picture in it."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        colours = colours_of(self.palette())
        is_empty = self._image is None or self._image.isNull()
        style = Qt.PenStyle.DashLine if is_empty else Qt.PenStyle.SolidLine
        painter.setPen(
            QPen(QColor(colours.border_strong if is_empty else colours.border), 1, style)
        )
        painter.setBrush(QColor(colours.raised))
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)
        if self._image is not None and not is_empty:
            inner = box.adjusted(4, 4, -4, -4)
            size = self._image.size().scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(QPoint(), size)
            target.moveCenter(inner.center())
            self._scaled.draw(painter, QRectF(target), self._image)
            paint_marks(painter, QRectF(target), self._marks)
        painter.end()


class PictureBox(Panel):
    """`chosen` carries a path, the bytes of a file, or a `QImage`; `removed` asks for no picture.

    `marks_requested` asks to draw on the picture, `frame_requested` to put it in a phone frame,
    `phone_requested` to get one from the instructor's phone.
    """

    chosen = Signal(object)
    removed = Signal()
    marks_requested = Signal()
    phone_requested = Signal()
    frame_requested = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._pictures = pictures
        self._picture: Picture | None = None
        self._marks: tuple[Mark, ...] = ()
        self.setAcceptDrops(True)
        self._label = Label("", "section", parent=self)
        self._frame = PictureFrame(self)
        self._choose = IconButton("picture", name="choosePictureButton", parent=self)
        self._choose.clicked.connect(self.choose_file)
        self._phone = IconButton("phone", kind="quiet", name="phonePictureButton", parent=self)
        self._phone.clicked.connect(self.phone_requested)
        self._paste = IconButton("copy", kind="quiet", name="pastePictureButton", parent=self)
        self._paste.clicked.connect(self.paste)
        self._mark = IconButton("marks", name="markPictureButton", parent=self)
        self._mark.clicked.connect(self.marks_requested)
        self._framing = IconButton("phone", kind="quiet", name="framePictureButton", parent=self)
        self._framing.clicked.connect(self.frame_requested)
        self._remove = IconButton("trash", kind="quiet", name="removePictureButton", parent=self)
        self._remove.clicked.connect(self.removed)
        self._hint = Label("", "caption", wraps=True, parent=self)
        self._fault = Label("", "fault", wraps=True, parent=self)
        self._fault.setObjectName("pictureFault")
        self._fault.hide()
        self._build()
        pictures.arrived.connect(self._show)
        self.finish()

    def show_picture(self, picture: Picture | None, marks: tuple[Mark, ...] = ()) -> None:
        """Show the picture of the step and the marks on it."""
        if picture is not self._picture:
            self._fault.hide()
        self._picture, self._marks = picture, marks
        self._show()

    def say_fault(self, words: str) -> None:
        """Show why a picture was refused, and scroll to it."""
        self._fault.setText(words)
        self._fault.show()
        QTimer.singleShot(0, self, self._look_at_fault)  # after the layout

    def _look_at_fault(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self._fault)

    def choose_file(self) -> None:
        """Ask for a file."""
        self.forget_question()
        dialog = FileDialog("pictureDialog", self.tr("Choose a picture"), self)
        dialog.setNameFilter(f"{self.tr('Pictures')} ({PATTERNS})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()

    def forget_question(self) -> None:
        """Close the file dialog: it was opened for another step."""
        for dialog in self.findChildren(FileDialog):
            dialog.close()

    def hideEvent(self, qevent: QHideEvent) -> None:
        """Close the file dialog when another page is shown."""
        self.forget_question()
        super().hideEvent(qevent)

    def paste(self) -> None:
        """Choose the picture in the clipboard, or report that there is none."""
        mime = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
        if mime is None or not self._take(mime):
            self.say_fault(self.tr("There is no picture in the clipboard."))

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Paste with the standard key."""
        if qevent.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(qevent)

    def dragEnterEvent(self, qevent: QDragEnterEvent) -> None:
        """Accept pictures, and files that look like pictures."""
        mime = qevent.mimeData()
        if mime.hasImage() or _offered(mime) or _picture_path(mime) is not None:
            qevent.acceptProposedAction()
        else:
            qevent.ignore()

    def dropEvent(self, qevent: QDropEvent) -> None:
        """Choose the picture that was dropped."""
        if self._take(qevent.mimeData()):
            qevent.acceptProposedAction()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._label.setText(self.tr("PICTURE"))
        words = {
            self._choose: self.tr("Choose…"),
            self._phone: self.tr("From my phone"),
            self._paste: self.tr("Paste"),
            self._mark: self.tr("Marks…"),
            self._framing: self.tr("Phone frame"),
            self._remove: self.tr("Remove"),
        }
        names = {
            self._choose: self.tr("Choose a picture"),
            self._phone: self.tr("Send a picture from my phone"),
            self._paste: self.tr("Paste a picture"),
            self._mark: self.tr("Draw marks on the picture, or cover a part"),
            self._framing: self.tr("Put the picture in a phone frame"),
            self._remove: self.tr("Remove the picture"),
        }
        for button, text in words.items():
            button.setText(text)
            button.setAccessibleName(names[button])
            button.setToolTip(names[button])
        self._hint.setText(self.tr("Drop a picture here. Large pictures are resized for phones."))

    def _show(self) -> None:
        picture = self._picture
        image = None if picture is None else self._pictures.image(picture.data)
        self._frame.show_image(image, self._marks)
        self._mark.setVisible(picture is not None)
        self._framing.setVisible(picture is not None)
        self._remove.setVisible(picture is not None)

    def _take(self, mime: QMimeData) -> bool:
        path = _picture_path(mime)
        if path is not None:
            self.chosen.emit(path)
            return True
        source = _content(mime) or _image(mime)
        if source is None:
            return False
        self.chosen.emit(source)
        return True

    def _build(self) -> None:
        # The buttons wrap: the form is narrow beside the phone preview.
        buttons = FlowLayout.of(
            [
                *(self._choose, self._phone, self._paste),
                *(self._mark, self._framing, self._remove),
            ],
            Space.S,
            Space.XS,
        )
        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addLayout(buttons)
        right.addWidget(self._hint)
        right.addWidget(self._fault)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._label)
        column.addLayout(row)


def _picture_path(mime: QMimeData) -> Path | None:
    """Return the first local file that may be a picture, by its name or its content."""
    ends = tuple(pattern.lstrip("*") for pattern in PATTERNS.split())
    for path in (url.toLocalFile() for url in mime.urls() if url.isLocalFile()):
        kind = QMimeDatabase().mimeTypeForFile(path).name()
        if path.lower().endswith(ends) or kind.startswith("image/"):
            return Path(path)
    return None


def _content(mime: QMimeData) -> bytes | None:
    """Return an encoded picture from another program, to be decoded on a thread.

    `imageData` would decode it here and block the window.
    """
    for name in _offered(mime):
        content = bytes(mime.data(name).data())
        if content:
            return content
    return None


def _offered(mime: QMimeData) -> list[str]:
    """Return the image formats that another program offers, preferred first."""
    offered = [name for name in mime.formats() if name.startswith("image/")]
    return sorted(offered, key=lambda name: (name not in _EXACT, name not in _LOSSY))


def _image(mime: QMimeData) -> QImage | None:
    """Return a decoded picture: from this program, or a bitmap in the system's clipboard."""
    image = mime.imageData() if mime.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None
