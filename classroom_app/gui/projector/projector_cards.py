"""What the big screen shows: how to join, the step, or a few words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from classroom_app.domain.answers import AnswerCounts, answer_counts
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.insight import Progress
from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.board.answer_rows import answer_bars
from classroom_app.gui.kit.answer_bars import AnswerBars
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.qr_code import QrCode, wifi_text
from classroom_app.gui.kit.ring import Ring
from classroom_app.gui.projector.fitted_label import FittedLabel
from classroom_app.gui.projector.link_picture import LinkPicture
from classroom_app.gui.projector.step_picture import StepPicture

_LONG_QUESTION = 60  # characters; a longer question needs several lines
_FEW_ANSWERS = 3  # up to this many leave room for the step's instructions
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class JoinCard(Panel):
    """Wi-Fi, class, address and code: three ways to join, the most reliable first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._title = FittedLabel(0.06, bold=True, align=_CENTRE, parent=self)
        self._wifi_words = FittedLabel(0.032, bold=True, align=_CENTRE, parent=self)
        self._wifi_name = FittedLabel(0.028, tone="muted", align=_CENTRE, parent=self)
        self._wifi = QrCode(300, self)
        self._scan_words = FittedLabel(0.032, bold=True, align=_CENTRE, parent=self)
        self._scan = QrCode(300, self)
        self._link = LinkPicture(self)
        self._type_words = FittedLabel(0.032, bold=True, align=_CENTRE, parent=self)
        self._address = FittedLabel(0.045, bold=True, align=_CENTRE, parent=self)
        self._code = FittedLabel(0.13, bold=True, tone="accent", align=_CENTRE, parent=self)
        self._hint = FittedLabel(0.026, tone="muted", align=_CENTRE, parent=self)
        self._come = FittedLabel(0.04, bold=True, tone="done", align=_CENTRE, parent=self)
        self._wifi_box = QWidget(self)
        self._build()
        self.finish()

    def show_class(
        self,
        session: ClassSession,
        join_url: str,
        address: str,
        wifi: tuple[str, str],
        absent: int = 0,
    ) -> None:
        """Show how to join this class.

        `wifi` is the name and the password, the name "" if it is not shown. `absent` is the number
        of people on the roster who have no seat yet.
        """
        name, password = wifi
        self._wifi_box.setVisible(bool(name))
        if name:
            self._wifi.show_text(wifi_text(name, password))
            self._wifi_name.set_text(name)
        first = 2 if name else 1
        title = session.title
        if session.rehearsal:
            title = self.tr("{title} (rehearsal)").format(title=title)
        self._title.set_text(title)
        self._wifi_words.set_text(self.tr("1. Connect to the Wi-Fi"))
        self._scan_words.set_text(
            self.tr("{number}. Scan, then tap the link").format(number=first)
            if join_url
            else self.tr("Please wait for the network")
        )
        for part in (self._scan, self._link, self._type_words, self._address):
            part.setVisible(bool(join_url))
        self._type_words.set_text(self.tr("Or go to this address and enter the code"))
        self._scan.show_text(join_url)
        short = address.removeprefix("http://")
        self._link.show_link(short)
        self._address.set_text(short)
        self._code.set_text(formatted_code(session.code))
        self._hint.set_text(
            self.tr("If your phone says “no internet”, stay connected. That's fine.")
        )
        here = sum(1 for participant in session.present_participants if participant.is_here)
        words = self.tr("{here} of {total} here") if absent else self.tr("{here} joined")
        total = session.participant_count + absent
        self._come.set_text(words.format(here=here, total=total) if here else "")

    def fit(self, size: QSize) -> None:
        """Adapt to a window of this size; a narrow one keeps room for the class code."""
        height = size.height()
        for code in (self._wifi, self._scan):
            code.resize_to(round(min(height * 0.42, size.width() * 0.26)))
        self._link.resize_to(round(height * 0.075))
        for words in (self._wifi_words, self._scan_words):
            words.setFixedHeight(round(height * 0.07))
        self._wifi_name.setFixedHeight(round(height * 0.075))

    def _build(self) -> None:
        wifi = QVBoxLayout(self._wifi_box)
        wifi.setContentsMargins(0, 0, 0, 0)
        scan = QVBoxLayout()
        for box, parts in (
            (wifi, (self._wifi_words, self._wifi, self._wifi_name)),
            (scan, (self._scan_words, self._scan, self._link)),
        ):
            words, code, below = parts
            box.setSpacing(12)
            box.addStretch(1)
            box.addWidget(words)
            box.addWidget(code, 0, _CENTRE)
            box.addWidget(below)
            box.addStretch(1)
        type_in = QVBoxLayout()
        type_in.addStretch(2)
        type_in.addWidget(self._type_words, 2)
        type_in.addWidget(self._address, 2)
        type_in.addWidget(self._code, 4)
        type_in.addStretch(2)
        row = QHBoxLayout()
        row.setSpacing(48)
        row.addWidget(self._wifi_box, 3)
        row.addLayout(scan, 3)
        row.addLayout(type_in, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 40, 64, 40)
        column.addWidget(self._title, 2)
        column.addLayout(row, 11)
        column.addWidget(self._come, 1)
        column.addWidget(self._hint, 1)


class StepCard(Panel):
    """The step in a very large font, and how many are done; nothing private."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._number = FittedLabel(0.045, bold=True, tone="accent", parent=self)
        bottom, top = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
        self._title = FittedLabel(0.1, bold=True, align=bottom, parent=self)
        self._guide = FittedLabel(0.062, tone="muted", align=top, parent=self)
        self._question = FittedLabel(0.055, bold=True, parent=self)
        self._bars = AnswerBars(self)
        self._question.hide()
        self._bars.hide()
        self._ring = Ring(300, 30, self)
        self._count = FittedLabel(0.05, bold=True, align=_CENTRE, parent=self._ring)
        inside = QVBoxLayout(self._ring)
        inside.addWidget(self._count)
        self._picture = StepPicture(self)
        self._size = QSize()
        right = QVBoxLayout()
        right.setSpacing(28)
        right.addStretch(1)
        right.addWidget(self._picture, 20)
        right.addWidget(self._ring, 0, _CENTRE)
        right.addStretch(1)
        self._left = left = QVBoxLayout()
        left.setSpacing(28)
        left.addWidget(self._number, 2)
        left.addWidget(self._title, 4)
        left.addWidget(self._guide, 6)
        left.addWidget(self._question, 2)
        left.addWidget(self._bars, 8)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(80, 40, 80, 40)
        row.setSpacing(64)
        row.addLayout(left, 5)
        row.addLayout(right, 2)
        self.finish()

    def show_class(self, session: ClassSession, progress: Progress) -> None:
        """Show the current step, and how many are done."""
        step = session.current_subtask
        if step is None:
            return
        total = len(session.lesson.subtasks)
        self._number.set_text(
            self.tr("Step {number} of {total}").format(number=step.order_index, total=total)
        )
        self._title.set_text(step.title)
        self._guide.set_text(step.guide_text or "")
        self._picture.show_marks(step.marks, session.lesson.language)
        self._show_question(answer_counts(session, step.id), step.id in session.answers_shown)
        done, people = progress.of(step.id)
        self._ring.show_part(done, people)
        self._count.set_text(self.tr("{done} of {total} done").format(done=done, total=people))

    def _show_question(self, counts: AnswerCounts | None, is_shown: bool) -> None:
        """Show the step's question with its answers; with their counts if `is_shown`."""
        for part in (self._question, self._bars):
            part.setVisible(counts is not None)
        # The question gets the room: the step's own text, which phones show too, needs less.
        self._left.setStretch(1, 4 if counts is None else 2)
        self._left.setStretch(2, 6 if counts is None else 2)
        many = counts is not None and len(counts.counts) > _FEW_ANSWERS
        is_long = counts is not None and len(counts.question.text) > _LONG_QUESTION
        self._left.setStretch(0, 1 if is_long else 2)
        self._left.setStretch(3, 4 if is_long else 2)
        self._left.setStretch(4, 8 if not many else 15 if is_long else 12)
        self._guide.setVisible(not (many or (counts is not None and is_shown)))
        if counts is not None:
            self._question.set_text(counts.question.text)
            self._bars.show_bars(answer_bars(counts), is_open=is_shown)
            self._bars.setAccessibleName(counts.question.text)

    def show_picture(self, image: QImage | None) -> None:
        """Show the step's picture above the ring, or none."""
        self._picture.show_image(image)
        self._row.setStretch(1, 3 if image is not None else 2)
        self.fit(self._size)

    def fit(self, size: QSize) -> None:
        """Adapt to a window of this size; the ring shrinks for a picture."""
        self._size = size
        part = 0.42 if self._picture.isHidden() else 0.26
        diameter = min(size.height() * part, size.width() * 0.28)
        self._ring.resize_to(round(diameter), diameter * 0.08)
        self._bars.fill_height(size.height() * 0.045)
        margin = round(diameter * 0.18)
        inside = self._ring.layout()
        if inside is not None:
            inside.setContentsMargins(margin, margin, margin, margin)


class CalmCard(Panel):
    """A few words in the middle, while there is nothing to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = FittedLabel(0.13, bold=True, align=_CENTRE, parent=self)
        self._more = FittedLabel(0.05, tone="muted", align=_CENTRE, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(80, 40, 80, 40)
        column.addStretch(2)
        column.addWidget(self._words, 3)
        column.addWidget(self._more, 1)
        column.addStretch(2)
        self.finish()

    def say(self, words: str, more: str = "") -> None:
        """Show these words, and smaller ones below them."""
        self._words.set_text(words)
        self._more.set_text(more)
