"""Draws the parts of the student page, in CSS pixels."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen

from classroom_app.gui.lessons.phone_card import PhoneQuestion, PhoneTexts, Words
from classroom_app.gui.lessons.phone_look import WORDS, PhoneColours, PhoneSize
from classroom_app.gui.theme.icons import pixmap

_MANY_BEADS = 12


class PhoneDrawing:
    """Draws with a painter that is scaled to CSS pixels.

    For parts of the card, x = 0 is the left edge of its content; bar, fade and buttons use the
    whole screen.
    """

    def __init__(
        self, painter: QPainter, colours: PhoneColours, texts: PhoneTexts, language: str
    ) -> None:
        self._painter, self._colours, self._texts = painter, colours, texts
        self._said = WORDS[language]

    def draw_bar(self, scroll: float) -> None:
        """Draw the bar above the card, with the button for larger text."""
        button = QRectF(0, 0, PhoneSize.BUTTON, PhoneSize.TOUCH)
        button.moveCenter(QPointF(0, PhoneSize.BAR / 2 - scroll))
        button.moveRight(PhoneSize.WIDTH - PhoneSize.S3)
        self._painter.setPen(QPen(QColor(self._colours.edge), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(button, PhoneSize.ROUND, PhoneSize.ROUND)
        self._painter.setPen(QColor(self._colours.soft))
        self._painter.setFont(self._texts.font(19, 600))
        self._painter.drawText(button, Qt.AlignmentFlag.AlignCenter, 2 * self._said["letter"])

    def draw_head(self, step_of: str) -> float:
        """Draw the step number and the Listen button at its right; return where they end."""
        place = self._texts.words(step_of, 1, 1.5, 700)
        self.draw_words(place, (PhoneSize.TOUCH - place.height) / 2, self._colours.main)
        font = self._texts.font(PhoneSize.REM, 600)
        icon, gap = PhoneSize.REM * 1.5, PhoneSize.REM * 0.4
        text_width = QFontMetricsF(font).horizontalAdvance(self._said["listen"])
        button = QRectF(0, 0, text_width + icon + gap + 2 * PhoneSize.S2 + 4, PhoneSize.TOUCH)
        button.moveRight(PhoneSize.INNER)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._colours.tint))
        self._painter.drawRoundedRect(button, PhoneSize.ROUND, PhoneSize.ROUND)
        left = button.left() + PhoneSize.S2 + 2
        self._draw_icon("sound", self._colours.ink, left, button.center().y(), icon)
        self._painter.setPen(QColor(self._colours.ink))
        self._painter.setFont(font)
        line = QRectF(left + icon + gap, 0, text_width + gap, PhoneSize.TOUCH)
        self._painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._said["listen"])
        return PhoneSize.TOUCH

    def draw_beads(self, top: float, place: int, total: int) -> float:
        """Draw a bead for each step; return where they end."""
        total = max(1, total)
        gap = 5.4 if total <= _MANY_BEADS else 2
        width = (PhoneSize.INNER + gap) / total - gap
        for number in range(total):
            bead = QRectF(number * (width + gap), top, max(width, 0.8), PhoneSize.BEAD)
            is_now = number == place
            self._painter.setPen(
                QPen(QColor(self._colours.main), 2) if is_now else Qt.PenStyle.NoPen
            )
            if is_now:
                bead.adjust(1, 1, -1, -1)
            self._painter.setBrush(QColor(self._colours.card if is_now else self._colours.edge))
            self._painter.drawRoundedRect(bead, bead.height() / 2, bead.height() / 2)
        return top + PhoneSize.BEAD

    def draw_words(self, words: Words, top: float, tone: str) -> float:
        """Draw a text; return where it ends."""
        self._painter.setFont(words.font)
        self._painter.setPen(QColor(tone))
        # Lines may be lower than the font: descenders reach into the next line.
        unclipped = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        for line in words.lines:
            box = QRectF(0, top, PhoneSize.INNER + words.line_height, words.line_height)
            self._painter.drawText(box, unclipped, line)
            top += words.line_height
        return top

    def draw_question(self, question: PhoneQuestion, top: float) -> float:
        """Draw a question with its answers, none selected; return where they end."""
        top = self.draw_words(question.text, top + PhoneSize.S1, self._colours.ink) + PhoneSize.S2
        for words in question.answers:
            box = QRectF(0, top, PhoneSize.INNER, question.answer_height(words))
            self._painter.setPen(QPen(QColor(self._colours.rim), 2))
            self._painter.setBrush(QColor(self._colours.card))
            edge = box.adjusted(1, 1, -1, -1)
            self._painter.drawRoundedRect(edge, PhoneSize.ROUND, PhoneSize.ROUND)
            ring = QRectF(0, 0, PhoneSize.ANSWER_RING - 3, PhoneSize.ANSWER_RING - 3)
            left = PhoneSize.S2 + 2 + PhoneSize.ANSWER_RING / 2
            ring.moveCenter(QPointF(left, box.center().y()))
            self._painter.setPen(QPen(QColor(self._colours.rim), 3))
            self._painter.drawEllipse(ring)
            self._painter.save()
            self._painter.translate(PhoneSize.ANSWER_LEFT, 0)
            self.draw_words(words, box.center().y() - words.height / 2, self._colours.ink)
            self._painter.restore()
            top = box.bottom() + PhoneSize.S2
        return self.draw_words(question.hint, top, self._colours.soft)

    def draw_reading(self, top: float) -> None:
        """Draw the check box "Read new steps aloud"."""
        self._painter.fillRect(QRectF(0, top, PhoneSize.INNER, 1), QColor(self._colours.edge))
        top += 1 + PhoneSize.S2
        middle = Qt.AlignmentFlag.AlignVCenter
        check = QRectF(4.5, top + (PhoneSize.CHECK - 27) / 2, 27, 27)
        self._painter.setPen(QPen(QColor(self._colours.rim), 2))
        self._painter.setBrush(QColor(self._colours.card))
        self._painter.drawRoundedRect(check, 4, 4)
        self._painter.setPen(QColor(self._colours.ink))
        self._painter.setFont(self._texts.font(PhoneSize.REM))
        line = QRectF(
            check.right() + 11, top, PhoneSize.INNER - check.right() - 11, PhoneSize.CHECK
        )
        self._painter.drawText(line, middle | Qt.TextFlag.TextWordWrap, self._said["auto"])

    def draw_fade(self, acts: float = PhoneSize.ACTS) -> None:
        """Fade the content out above the buttons; `acts` is the height of their area."""
        bottom = PhoneSize.HEIGHT - acts
        fade = QLinearGradient(0, bottom - PhoneSize.FADE, 0, bottom)
        paper = QColor(self._colours.paper)
        fade.setColorAt(1, paper)
        paper.setAlpha(0)
        fade.setColorAt(0, paper)
        self._painter.fillRect(
            QRectF(0, bottom - PhoneSize.FADE, PhoneSize.WIDTH, PhoneSize.FADE), fade
        )

    def draw_acts(self, *, asks: bool = False) -> None:
        """Draw the buttons at the bottom; a step with a question (`asks`) has no Done button."""
        acts = PhoneSize.HELP_ALONE if asks else PhoneSize.ACTS
        top = PhoneSize.HEIGHT - acts + PhoneSize.TIGHT
        buttons = (
            ("done", "check", self._colours.main, self._colours.on_main),
            ("help", "hand", self._colours.warm, self._colours.on_warm),
        )
        for name, icon, ground, ink in buttons[1:] if asks else buttons:
            box = QRectF(
                PhoneSize.S3, top, PhoneSize.WIDTH - 2 * PhoneSize.S3, PhoneSize.BIG_BUTTON
            )
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(ground))
            self._painter.drawRoundedRect(box, PhoneSize.ROUND, PhoneSize.ROUND)
            font = self._texts.font(PhoneSize.GUIDE, 700)
            side = PhoneSize.GUIDE * 1.5
            width = QFontMetricsF(font).horizontalAdvance(self._said[name])
            left = box.center().x() - (width + side + 10) / 2
            self._draw_icon(icon, ink, left, box.center().y(), side)
            self._painter.setFont(font)
            self._painter.setPen(QColor(ink))
            line = QRectF(left + side + 10, box.top(), width + 4, box.height())
            self._painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._said[name])
            top = box.bottom() + PhoneSize.TIGHT

    def _draw_icon(self, name: str, tone: str, left: float, middle: float, side: float) -> None:
        scale = self._painter.device().devicePixelRatio()
        drawn = pixmap(name, QColor(tone).name(), round(side), scale)
        self._painter.drawPixmap(QPointF(left, middle - side / 2), drawn)
