"""A step as the students' phones will show it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QLinearGradient,
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
from classroom_app.gui.kit.wrapped_text import wrapped
from classroom_app.gui.lessons.phone_look import DAY, NIGHT, WORDS, PhoneColours, PhoneSize
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import colours_of

_FRAME = 12
_CORNER = 34
_MANY_BEADS = 12
_LINE = 40
_LARGEST = 1.25
# What is scrolled under the upper edge of the glass is cut there, inside its round corners.
_EDGE = 4
_TEXTS_KEPT = 64
_WIDTH = PhoneSize.WIDTH
_INNER = _WIDTH - 4 * PhoneSize.S3
_ACTS = 3 * PhoneSize.TIGHT + 2 * PhoneSize.BIG_BUTTON


@dataclass(frozen=True, slots=True)
class _Words:
    """Lines of one text, ready to be drawn."""

    lines: tuple[str, ...]
    font: QFont
    line_height: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.line_height


class PhonePreview(QWidget):
    """Draws a phone; what does not fit is scrolled as on the phone, above the two buttons."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phonePreview")
        self._pictures = pictures
        self._step: SubtaskDraft | None = None
        self._place, self._total, self._language = 0, 1, "ko"
        self._scroll = 0.0
        self._drawn = QPixmap()
        self._drawn_for: tuple[object, ...] = ()
        self._laid: dict[tuple[str, float, int], _Words] = {}
        self._scaled: tuple[int, QSize, QPixmap] = (0, QSize(), QPixmap())
        self._picture_box = QRectF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        pictures.arrived.connect(self.update)

    def show_step(self, step: SubtaskDraft, place: int, total: int, language: str) -> None:
        """Show the step at `place` (from 0) of `total`, on a phone of this language."""
        if (place, language) != (self._place, self._language):
            self._scroll = 0.0
        self._step, self._place, self._total = step, place, total
        self._language = language if language in WORDS else "en"
        told = f"{self._step_of}. {step.title}. {step.guide_text or ''}"
        marks = mark_text(step.marks, self._language)
        self.setAccessibleDescription(f"{told} {marks}" if marks else told)
        self.update()

    @property
    def scrolled_by(self) -> float:
        """How far the phone is scrolled, in its own pixels."""
        return self._scroll

    @property
    def picture_box(self) -> QRectF:
        """Where the step's picture was drawn last, in this widget."""
        return self._picture_box

    def sizeHint(self) -> QSize:
        """Return the size of a phone on the table."""
        return QSize(round((_WIDTH + 2 * _FRAME) * 0.8), round((PhoneSize.HEIGHT + 24) * 0.8))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which it can be read."""
        return QSize(180, 320)

    def wheelEvent(self, qevent: QWheelEvent) -> None:
        """Scroll the phone."""
        self._scroll_to(self._scroll - qevent.angleDelta().y() / 120 * _LINE)
        qevent.accept()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Scroll the phone by the keys."""
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
        """Draw the phone as large as there is room, and the page on its glass."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._phone())
        if self._step is not None:
            self._stand(painter)
            painter.setClipRect(QRectF(0, _EDGE, _WIDTH, PhoneSize.HEIGHT - _ACTS - _EDGE))
            self._draw_page(painter, self._step, self._look)
        painter.end()

    @property
    def _look(self) -> PhoneColours:
        return NIGHT if colours_of(self.palette()).is_dark else DAY

    def _stand(self, painter: QPainter) -> None:
        """Let the painter draw in the phone's own pixels."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        width, height = _WIDTH + 2 * _FRAME, PhoneSize.HEIGHT + 2 * _FRAME
        scale = min(self.width() / width, self.height() / height, _LARGEST)
        painter.translate((self.width() - width * scale) / 2, 0)
        painter.scale(scale, scale)
        painter.translate(_FRAME, _FRAME)

    def _phone(self) -> QPixmap:
        """Return what no letter changes: the phone, its paper and the two buttons."""
        key = (self.size(), self.devicePixelRatioF(), self._look, self._language, self.hasFocus())
        if key != self._drawn_for:
            self._drawn_for = key
            self._drawn = QPixmap(self.size() * self.devicePixelRatioF())
            self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            self._stand(painter)
            self._draw_phone(painter, self._look)
            painter.end()
        return self._drawn

    def _draw_phone(self, painter: QPainter, phone: PhoneColours) -> None:
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
        self._draw_acts(painter, phone)

    @property
    def _step_of(self) -> str:
        words = WORDS[self._language]
        return words["step_of"].format(n=self._place + 1, total=self._total)

    def _scroll_to(self, wanted: float) -> None:
        if self._step is None:
            return
        self._scroll = self._within(wanted, self._step)
        self.update()

    def _within(self, wanted: float, step: SubtaskDraft) -> float:
        """Return how far the phone can be scrolled of what is wanted."""
        page = PhoneSize.BAR + self._card_height(step) + PhoneSize.TIGHT + _ACTS
        return max(0.0, min(wanted, page - PhoneSize.HEIGHT))

    def _draw_page(self, painter: QPainter, step: SubtaskDraft, phone: PhoneColours) -> None:
        self._scroll = self._within(self._scroll, step)
        self._draw_bar(painter, phone)
        painter.save()
        painter.translate(PhoneSize.S3, PhoneSize.BAR - self._scroll)
        self._draw_card(painter, step, phone)
        painter.restore()
        self._draw_fade(painter, phone)

    def _draw_fade(self, painter: QPainter, phone: PhoneColours) -> None:
        """Let what goes on behind the buttons fade into the paper."""
        bottom = PhoneSize.HEIGHT - _ACTS
        fade = QLinearGradient(0, bottom - PhoneSize.FADE, 0, bottom)
        paper = QColor(phone.paper)
        fade.setColorAt(1, paper)
        paper.setAlpha(0)
        fade.setColorAt(0, paper)
        painter.fillRect(QRectF(0, bottom - PhoneSize.FADE, _WIDTH, PhoneSize.FADE), fade)

    def _draw_bar(self, painter: QPainter, phone: PhoneColours) -> None:
        button = QRectF(0, 0, PhoneSize.BUTTON, PhoneSize.TOUCH)
        button.moveCenter(QPointF(0, PhoneSize.BAR / 2 - self._scroll))
        button.moveRight(_WIDTH - PhoneSize.S3)
        painter.setPen(QPen(QColor(phone.edge), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(button, PhoneSize.ROUND, PhoneSize.ROUND)
        painter.setPen(QColor(phone.soft))
        painter.setFont(self._font(19, 600))
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, 2 * WORDS[self._language]["letter"])

    def _draw_card(self, painter: QPainter, step: SubtaskDraft, phone: PhoneColours) -> None:
        card = QRectF(0, 0, _WIDTH - 2 * PhoneSize.S3, self._card_height(step))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(phone.card))
        painter.drawRoundedRect(card, PhoneSize.ROUND, PhoneSize.ROUND)
        painter.translate(PhoneSize.S3, PhoneSize.TIGHT)
        top = self._draw_head(painter, phone)
        top = self._draw_beads(painter, top + PhoneSize.TIGHT, phone)
        top = self._draw_words(painter, self._title(step), top + PhoneSize.TIGHT, phone.ink)
        picture = self._picture_size(step)
        if picture is not None and _is_wide(picture):
            top = self._draw_picture(painter, step, picture, top + PhoneSize.S2, phone)
        for words, tone in ((self._guide(step), phone.ink), (self._more(step), phone.soft)):
            if words.lines:
                top = self._draw_words(painter, words, top + PhoneSize.S2, tone)
        if picture is not None and not _is_wide(picture):
            top = self._draw_picture(painter, step, picture, top + PhoneSize.S2, phone)
        self._draw_reading(painter, top + PhoneSize.TIGHT + PhoneSize.S1, phone)

    def _draw_beads(self, painter: QPainter, top: float, phone: PhoneColours) -> float:
        total = max(1, self._total)
        gap = 5.4 if total <= _MANY_BEADS else 2
        width = (_INNER + gap) / total - gap
        for number in range(total):
            bead = QRectF(number * (width + gap), top, max(width, 0.8), PhoneSize.BEAD)
            is_now = number == self._place
            painter.setPen(QPen(QColor(phone.main), 2) if is_now else Qt.PenStyle.NoPen)
            if is_now:
                bead.adjust(1, 1, -1, -1)
            painter.setBrush(QColor(phone.card if is_now else phone.edge))
            painter.drawRoundedRect(bead, bead.height() / 2, bead.height() / 2)
        return top + PhoneSize.BEAD

    def _draw_picture(
        self,
        painter: QPainter,
        step: SubtaskDraft,
        size: tuple[float, float],
        top: float,
        phone: PhoneColours,
    ) -> float:
        width, height = size
        box = QRectF((_INNER - width) / 2, top, width, height)
        image = self._image(step)
        path = QPainterPath()
        path.addRoundedRect(box, 13.5, 13.5)
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        if image is not None:
            painter.drawPixmap(box, self._picture_at(image, box, painter), QRectF())
        painter.restore()
        painter.setPen(QPen(QColor(phone.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if image is not None:
            paint_marks(painter, box, step.marks)
            self._picture_box = painter.transform().mapRect(box)
        font = self._font(PhoneSize.REM, 600)
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(phone.main))
        link = QRectF(0, top + height, _INNER, _link_height(size))
        words = WORDS[self._language]["enlarge"]
        painter.drawText(link, Qt.AlignmentFlag.AlignCenter, words)
        return link.bottom()

    def _draw_head(self, painter: QPainter, phone: PhoneColours) -> float:
        """Draw which step it is, and the button that reads it aloud at the right of that."""
        step_of = self._words(self._step_of, 1, 1.5, 700)
        self._draw_words(painter, step_of, (PhoneSize.TOUCH - step_of.height) / 2, phone.main)
        words = WORDS[self._language]
        font = self._font(PhoneSize.REM, 600)
        icon, gap = PhoneSize.REM * 1.5, PhoneSize.REM * 0.4
        text_width = QFontMetricsF(font).horizontalAdvance(words["listen"])
        button = QRectF(0, 0, text_width + icon + gap + 2 * PhoneSize.S2 + 4, PhoneSize.TOUCH)
        button.moveRight(_INNER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(phone.tint))
        painter.drawRoundedRect(button, PhoneSize.ROUND, PhoneSize.ROUND)
        left = button.left() + PhoneSize.S2 + 2
        self._draw_icon(painter, "sound", phone.ink, left, button.center().y(), icon)
        painter.setPen(QColor(phone.ink))
        painter.setFont(font)
        line = QRectF(left + icon + gap, 0, text_width + gap, PhoneSize.TOUCH)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words["listen"])
        return PhoneSize.TOUCH

    def _draw_reading(self, painter: QPainter, top: float, phone: PhoneColours) -> None:
        words = WORDS[self._language]
        painter.fillRect(QRectF(0, top, _INNER, 1), QColor(phone.edge))
        top += 1 + PhoneSize.S2
        middle = Qt.AlignmentFlag.AlignVCenter
        check = QRectF(4.5, top + (PhoneSize.CHECK - 27) / 2, 27, 27)
        painter.setPen(QPen(QColor(phone.rim), 2))
        painter.setBrush(QColor(phone.card))
        painter.drawRoundedRect(check, 4, 4)
        painter.setPen(QColor(phone.ink))
        painter.setFont(self._font(PhoneSize.REM))
        line = QRectF(check.right() + 11, top, _INNER - check.right() - 11, PhoneSize.CHECK)
        painter.drawText(line, middle | Qt.TextFlag.TextWordWrap, words["auto"])

    def _draw_acts(self, painter: QPainter, phone: PhoneColours) -> None:
        words = WORDS[self._language]
        top = PhoneSize.HEIGHT - _ACTS + PhoneSize.TIGHT
        for name, icon, ground, ink in (
            ("done", "check", phone.main, phone.on_main),
            ("help", "hand", phone.warm, phone.on_warm),
        ):
            box = QRectF(PhoneSize.S3, top, _WIDTH - 2 * PhoneSize.S3, PhoneSize.BIG_BUTTON)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, PhoneSize.ROUND, PhoneSize.ROUND)
            font = self._font(PhoneSize.GUIDE, 700)
            side = PhoneSize.GUIDE * 1.5
            width = QFontMetricsF(font).horizontalAdvance(words[name])
            left = box.center().x() - (width + side + 10) / 2
            self._draw_icon(painter, icon, ink, left, box.center().y(), side)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            line = QRectF(left + side + 10, box.top(), width + 4, box.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words[name])
            top = box.bottom() + PhoneSize.TIGHT

    def _draw_words(self, painter: QPainter, words: _Words, top: float, tone: str) -> float:
        painter.setFont(words.font)
        painter.setPen(QColor(tone))
        # Lines are closer than the letters are high: what hangs down reaches into the next one.
        unclipped = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        for line in words.lines:
            box = QRectF(0, top, _INNER + words.line_height, words.line_height)
            painter.drawText(box, unclipped, line)
            top += words.line_height
        return top

    def _draw_icon(
        self, painter: QPainter, name: str, tone: str, left: float, middle: float, side: float
    ) -> None:
        scale = painter.device().devicePixelRatio()
        drawn = pixmap(name, QColor(tone).name(), round(side), scale)
        painter.drawPixmap(QPointF(left, middle - side / 2), drawn)

    def _card_height(self, step: SubtaskDraft) -> float:
        gap, tight = PhoneSize.S2, PhoneSize.TIGHT
        height = tight + PhoneSize.TOUCH + tight + PhoneSize.BEAD
        height += tight + self._title(step).height
        picture = self._picture_size(step)
        if picture is not None:
            height += gap + picture[1] + _link_height(picture)
        for words in (self._guide(step), self._more(step)):
            height += gap + words.height if words.lines else 0
        reading = 1 + gap + PhoneSize.CHECK
        return height + tight + PhoneSize.S1 + reading + tight

    def _title(self, step: SubtaskDraft) -> _Words:
        return self._words(step.title.strip(), PhoneSize.TITLE / PhoneSize.REM, 1.25, 700)

    def _guide(self, step: SubtaskDraft) -> _Words:
        return self._words(step.guide_text or "", PhoneSize.GUIDE / PhoneSize.REM, 1.55)

    def _more(self, step: SubtaskDraft) -> _Words:
        return self._words(step.description or "", 1, 1.5)

    def _words(self, text: str, rem: float, line: float, weight: int = 400) -> _Words:
        key = (text, rem, weight)
        if key not in self._laid:
            if len(self._laid) >= _TEXTS_KEPT:
                self._laid.clear()
            font = self._font(rem * PhoneSize.REM, weight)
            lines = wrapped(text, _INNER, QFontMetricsF(font).horizontalAdvance)
            self._laid[key] = _Words(tuple(lines), font, rem * PhoneSize.REM * line)
        return self._laid[key]

    def _font(self, pixels: float, weight: int = 400) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(pixels))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _image(self, step: SubtaskDraft) -> QImage | None:
        if step.picture is None:
            return None
        image = self._pictures.image(step.picture.data)
        return None if image is None or image.isNull() else image

    def _picture_at(self, image: QImage, box: QRectF, painter: QPainter) -> QPixmap:
        """Return a picture in the size in which it is drawn, made once."""
        factor = painter.transform().m11() * self.devicePixelRatioF()
        size = (box.size() * factor).toSize()
        if self._scaled[:2] != (image.cacheKey(), size):
            small = image.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled = (image.cacheKey(), size, QPixmap.fromImage(small))
        return self._scaled[2]

    def changeEvent(self, qevent: QEvent) -> None:
        """Lay the texts out anew in another font."""
        if qevent.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._laid.clear()
            self._drawn_for = ()
        super().changeEvent(qevent)

    def _picture_size(self, step: SubtaskDraft) -> tuple[float, float] | None:
        image = self._image(step)
        if image is None:
            return None
        scale = min(1.0, _INNER / image.width(), PhoneSize.PICTURE_HEIGHT / image.height())
        return image.width() * scale, image.height() * scale


def _is_wide(picture: tuple[float, float]) -> bool:
    """Tell whether a picture of this size stands before the words."""
    return picture[0] > picture[1]


def _link_height(picture: tuple[float, float]) -> float:
    return PhoneSize.WIDE_LINK if _is_wide(picture) else PhoneSize.LINK
