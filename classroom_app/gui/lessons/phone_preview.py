"""A preview of a step as students' phones show it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.domain.mark_words import mark_text
from classroom_app.gui.kit.mark_painting import paint_marks
from classroom_app.gui.kit.scaled_picture import ScaledPicture
from classroom_app.gui.lessons.phone_card import PhoneCard, PhoneTexts
from classroom_app.gui.lessons.phone_drawing import PhoneDrawing
from classroom_app.gui.lessons.phone_look import CHOOSE, DAY, NIGHT, WORDS, PhoneColours, PhoneSize
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.theme.tokens import colours_of

_FRAME = 12
_CORNER = 34
_LINE = 40
_LARGEST = 1.25
# Scrolled content is clipped this far below the screen's top edge, because of its round corners.
_EDGE = 4
_WIDTH = PhoneSize.WIDTH


class PhonePreview(QWidget):
    """Draws a phone; the page scrolls as on the phone, above the fixed buttons."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phonePreview")
        self._pictures = pictures
        self._step: SubtaskDraft | None = None
        self._place, self._total, self._language = 0, 1, "ko"
        self._scroll = 0.0
        self._drawn = QPixmap()
        self._drawn_for: tuple[object, ...] = ()
        self._texts = PhoneTexts(self.font)
        self._scaled = ScaledPicture()
        self._picture_box = QRectF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        pictures.arrived.connect(self.update)

    def show_step(self, step: SubtaskDraft, place: int, total: int, language: str) -> None:
        """Show the step at `place` (from 0) of `total`, with the page in this language."""
        language = language if language in WORDS else "en"
        if (place, language) != (self._place, self._language):
            self._scroll = 0.0
        self._step, self._place, self._total = step, place, total
        self._language = language
        told = f"{self._step_of}. {step.title}. {step.guide_text or ''}"
        if step.question is not None:
            told += f" {step.question.text} {', '.join(step.question.answers)}"
        marks = mark_text(step.marks, self._language)
        self.setAccessibleDescription(f"{told} {marks}" if marks else told)
        self.update()

    @property
    def scrolled_by(self) -> float:
        """How far the phone is scrolled, in CSS pixels."""
        return self._scroll

    @property
    def picture_box(self) -> QRectF:
        """Where the step's picture was last drawn, in this widget's coordinates."""
        return self._picture_box

    def sizeHint(self) -> QSize:
        """Return the size of a phone at 80 percent."""
        return QSize(round((_WIDTH + 2 * _FRAME) * 0.8), round((PhoneSize.HEIGHT + 24) * 0.8))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest readable size."""
        return QSize(180, 320)

    def wheelEvent(self, qevent: QWheelEvent) -> None:
        """Scroll the phone."""
        self._scroll_to(self._scroll - qevent.angleDelta().y() / 120 * _LINE)
        qevent.accept()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Scroll the phone with Up, Down, Home and End."""
        by = {
            Qt.Key.Key_Down: _LINE,
            Qt.Key.Key_Up: -_LINE,
            Qt.Key.Key_End: PhoneSize.HEIGHT * 100,
            Qt.Key.Key_Home: -PhoneSize.HEIGHT * 100,
        }.get(Qt.Key(qevent.key()))
        if by is None:
            super().keyPressEvent(qevent)
        else:
            self._scroll_to(self._scroll + by)

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the phone as large as fits, and the page on its screen."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._phone())
        if self._step is not None:
            self._stand(painter)
            acts = self._card(self._step).acts
            painter.setClipRect(QRectF(0, _EDGE, _WIDTH, PhoneSize.HEIGHT - acts - _EDGE))
            self._draw_page(painter, self._step, self._look)
        painter.end()

    @property
    def _look(self) -> PhoneColours:
        return NIGHT if colours_of(self.palette()).is_dark else DAY

    def _stand(self, painter: QPainter) -> None:
        """Scale and translate the painter to CSS pixels of the phone's screen."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        width, height = _WIDTH + 2 * _FRAME, PhoneSize.HEIGHT + 2 * _FRAME
        scale = min(self.width() / width, self.height() / height, _LARGEST)
        painter.translate((self.width() - width * scale) / 2, 0)
        painter.scale(scale, scale)
        painter.translate(_FRAME, _FRAME)

    def _phone(self) -> QPixmap:
        """Return the cached drawing of what no typing changes: the phone and its buttons."""
        asks = self._step is not None and self._step.question is not None
        scale = self.devicePixelRatioF()
        key = (self.size(), scale, self._look, self._language, self.hasFocus(), asks)
        if key != self._drawn_for:
            self._drawn_for = key
            self._drawn = QPixmap(self.size() * self.devicePixelRatioF())
            self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            self._stand(painter)
            self._draw_phone(painter, self._look, asks=asks)
            painter.end()
        return self._drawn

    def _draw_phone(self, painter: QPainter, phone: PhoneColours, *, asks: bool) -> None:
        colours = colours_of(self.palette())
        glass = QRectF(0, 0, _WIDTH, PhoneSize.HEIGHT)
        body = glass.adjusted(2 - _FRAME, 2 - _FRAME, _FRAME - 2, _FRAME - 2)
        edge = colours.accent if self.hasFocus() else colours.border_strong
        painter.setPen(QPen(QColor(edge), 3))
        painter.setBrush(QColor("#0c0d10" if colours.is_dark else "#24272e"))
        painter.drawRoundedRect(body, _CORNER + _FRAME, _CORNER + _FRAME)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(phone.paper))
        painter.drawRoundedRect(glass, _CORNER, _CORNER)
        self._drawing(painter, phone).draw_acts(asks=asks)

    @property
    def _step_of(self) -> str:
        words = WORDS[self._language]
        return words["step_of"].format(n=self._place + 1, total=self._total)

    def _scroll_to(self, wanted: float) -> None:
        if self._step is None:
            return
        self._scroll = _within(wanted, self._card(self._step))
        self.update()

    def _draw_page(self, painter: QPainter, step: SubtaskDraft, phone: PhoneColours) -> None:
        card = self._card(step)
        self._scroll = _within(self._scroll, card)
        drawing = self._drawing(painter, phone)
        drawing.draw_bar(self._scroll)
        painter.save()
        painter.translate(PhoneSize.S3, PhoneSize.BAR - self._scroll)
        self._draw_card(painter, step, card, phone)
        painter.restore()
        drawing.draw_fade(card.acts)

    def _draw_card(
        self, painter: QPainter, step: SubtaskDraft, card: PhoneCard, phone: PhoneColours
    ) -> None:
        box = QRectF(0, 0, _WIDTH - 2 * PhoneSize.S3, card.height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(phone.card))
        painter.drawRoundedRect(box, PhoneSize.ROUND, PhoneSize.ROUND)
        painter.translate(PhoneSize.S3, PhoneSize.TIGHT)
        drawing = self._drawing(painter, phone)
        top = drawing.draw_head(self._step_of) + PhoneSize.TIGHT
        top = drawing.draw_beads(top, self._place, self._total) + PhoneSize.TIGHT
        top = drawing.draw_words(card.title, top, phone.ink)
        if card.is_picture_first:
            top = self._draw_picture(painter, step, card, top + card.gap, phone)
        for words, tone in ((card.guide, phone.ink), (card.more, phone.soft)):
            if words.lines:
                top = drawing.draw_words(words, top + card.gap, tone)
        if card.picture is not None and not card.is_picture_first:
            top = self._draw_picture(painter, step, card, top + card.gap, phone)
        if card.question is not None:
            top = drawing.draw_question(card.question, top + card.gap)
        drawing.draw_reading(top + PhoneSize.TIGHT + PhoneSize.S1)

    def _drawing(self, painter: QPainter, phone: PhoneColours) -> PhoneDrawing:
        return PhoneDrawing(painter, phone, self._texts, self._language)

    def _draw_picture(
        self,
        painter: QPainter,
        step: SubtaskDraft,
        card: PhoneCard,
        top: float,
        phone: PhoneColours,
    ) -> float:
        """Draw the picture and the link below it; return where the link ends."""
        width, height = card.picture or (0.0, 0.0)
        box = QRectF((PhoneSize.INNER - width) / 2, top, width, height)
        image = self._image(step)
        path = QPainterPath()
        path.addRoundedRect(box, 13.5, 13.5)
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        if image is not None:
            self._scaled.draw(painter, box, image)
        painter.restore()
        painter.setPen(QPen(QColor(phone.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if image is not None:
            paint_marks(painter, box, step.marks)
            self._picture_box = painter.transform().mapRect(box)
        font = self._texts.font(PhoneSize.REM, 600)
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(phone.main))
        link = QRectF(0, top + height, PhoneSize.INNER, card.link_height)
        words = WORDS[self._language]["enlarge"]
        painter.drawText(link, Qt.AlignmentFlag.AlignCenter, words)
        return link.bottom()

    def _image(self, step: SubtaskDraft) -> QImage | None:
        if step.picture is None:
            return None
        image = self._pictures.image(step.picture.data)
        return None if image is None or image.isNull() else image

    def _card(self, step: SubtaskDraft) -> PhoneCard:
        image = self._image(step)
        size = None if image is None else (image.width(), image.height())
        return PhoneCard.of(step, size, self._texts, CHOOSE[self._language])

    def changeEvent(self, qevent: QEvent) -> None:
        """Drop cached layouts and drawings when the font or the style changes."""
        if qevent.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._texts.forget()
            self._drawn_for = ()
        super().changeEvent(qevent)


def _within(wanted: float, card: PhoneCard) -> float:
    """Clamp a scroll position to the height of the page."""
    page = PhoneSize.BAR + card.height + PhoneSize.TIGHT + card.acts
    return max(0.0, min(wanted, page - PhoneSize.HEIGHT))
