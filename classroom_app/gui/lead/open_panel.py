"""No class is open: choose a lesson and open one, or resume an interrupted class."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.instructor_service import InvalidCodeError
from classroom_app.application.lesson_ports import LessonSummary
from classroom_app.application.ports import LedElsewhereError, SessionSummary
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.flowing_page import FlowingPage, scrolled
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lead.open_faults import open_fault_text
from classroom_app.gui.lead.recovery_banner import RecoveryBanner
from classroom_app.gui.preferences import Key
from classroom_app.gui.theme.tokens import Space

_BANNERS_SHOWN = 2


class OpenPanel(Panel):
    """`opened` has the class; `refused` is emitted once the reason of a failure is shown.

    `taken_up` follows `opened` if another computer led the class before.
    """

    opened = Signal(object)
    taken_up = Signal()
    refused = Signal()
    lessons_shown = Signal()
    import_requested = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._console = console
        self._lessons: list[LessonSummary] = []
        self._banners: list[RecoveryBanner] = []
        self._banner_column = QVBoxLayout()
        self._wanted = 0  # id of a lesson to choose when the lessons are read next, 0 for none
        self._card = Panel("panel", self)
        self._card.setFixedWidth(560)
        self._heading = Label("", "large", parent=self._card)
        self._lesson_label = Label("", "section", parent=self._card)
        self._lesson = QComboBox(self._card)
        self._lesson.setObjectName("lessonBox")
        self._lesson.setProperty("big", "true")
        self._about = Label("", "muted", wraps=True, parent=self._card)
        self._samples = IconButton(
            "plus", kind="quiet", name="openerSamplesButton", parent=self._card
        )
        self._samples.setProperty("align", "left")
        self._samples.hide()
        self._samples.clicked.connect(self._on_samples)
        self._import = IconButton("import", shape="big", name="importButton", parent=self._card)
        self._code_label = Label("", "section", parent=self._card)
        self._code = QLineEdit(self._card)
        self._code.setObjectName("codeField")
        self._code.setProperty("big", "true")
        self._code.setMaxLength(20)
        self._guests = QCheckBox(self._card)
        self._guests.setObjectName("guestsBox")
        self._guests_hint = Label("", "caption", wraps=True, parent=self._card)
        self._expected = QWidget(self._card)
        self._roster_label = Label("", parent=self._expected)
        self._roster = QComboBox(self._expected)
        self._roster.setObjectName("rosterBox")
        self._roster.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._roster.activated.connect(self._on_roster)
        self._roster_hint = Label("", "caption", wraps=True, parent=self._card)
        self._fault = Label("", "fault", wraps=True, parent=self._card)
        self._fault.setObjectName("openFault")
        self._fault.hide()
        self._open = IconButton(
            "play", kind="primary", shape="big", name="openSessionButton", parent=self._card
        )
        self._open.setAutoDefault(True)  # answers Return too, not only the space bar
        self._build()
        self._lesson.currentIndexChanged.connect(self._show_about)
        self._import.clicked.connect(self.import_requested)
        self._open.clicked.connect(self.open_class)
        unsubscribe = console.services.changes.subscribe(self._on_changes)
        self.destroyed.connect(lambda: unsubscribe())
        self._code.returnPressed.connect(self.open_class)
        console.stranded_changed.connect(self._show_banners)
        self.finish()

    def refresh(self) -> None:
        """Read the lessons, the rosters and the interrupted classes again."""
        self._guests.setChecked(self._console.preferences.flag(Key.GUESTS))
        self._show_rosters()
        self._show_banners()
        self._console.tasks.run(self._console.services.lessons.lessons(), self._show_lessons)

    def _on_changes(self, topics: Topics) -> None:
        """Show lessons and rosters that other computers have changed, if the panel is visible."""
        if not self.isVisible():
            return
        if Topic.ROSTERS in topics:
            self._show_rosters()
        if Topic.LESSONS in topics:
            self._console.tasks.run(self._console.services.lessons.lessons(), self._show_news)

    def _show_news(self, lessons: list[LessonSummary]) -> None:
        """Update the lessons without moving the focus or changing the choice."""
        if [one for one in lessons if not one.is_unfinished] != self._lessons:
            self._show_lessons(lessons, is_asked=False)

    @property
    def lesson(self) -> LessonSummary | None:
        """The lesson that is chosen, or None."""
        lesson_id = self._lesson.currentData()
        return next((one for one in self._lessons if one.id == lesson_id), None)

    def take_focus(self) -> None:
        """Make Return resume the first interrupted class, or else open the class."""
        if self._banners:
            self._banners[0].take_focus()
        else:
            self._open.setFocus()

    def pick(self, lesson_id: int) -> None:
        """Choose a lesson, at once or when the lessons are read next."""
        self._wanted = lesson_id
        place = self._lesson.findData(lesson_id)
        if place >= 0:
            self._lesson.setCurrentIndex(place)

    def open_class(self) -> None:
        """Open the class as filled in; does nothing while one is being opened."""
        lesson_id = self._lesson.currentData()
        if lesson_id is None or not self._open.isEnabled():
            return
        self._open.setEnabled(False)
        work = self._console.services.instructor.open_class(
            lesson_id,
            self._code.text(),
            guests_allowed=self._guests.isChecked(),
            roster_id=self._console.roster_id,
        )
        self._console.tasks.run(work, self._on_opened, self._on_failed)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("Open a class"))
        self._lesson_label.setText(self.tr("LESSON"))
        self._lesson.setAccessibleName(self.tr("Lesson"))
        self._import.setText(self.tr("Import…"))
        self._import.setAccessibleName(self.tr("Import a lesson file"))
        self._import.setToolTip(self.tr("Import a lesson file"))
        self._code_label.setText(self.tr("CLASS CODE"))
        self._code.setAccessibleName(self.tr("Class code"))
        self._code.setPlaceholderText(self.tr("Leave blank to create one"))
        self._guests.setText(self.tr("Let MobEdu app users join as guests"))
        self._guests_hint.setText(
            self.tr(
                "Guests join with the MobEdu Android app, without giving a name. Students who scan "
                "the QR code or type the address are not guests."
            )
        )
        self._guests.setAccessibleDescription(self._guests_hint.text())
        self._roster_label.setText(self.tr("Roster:"))
        self._roster.setAccessibleName(self.tr("Roster"))
        self._roster_hint.setText(
            self.tr("Phones ask for the number, and you see who is not here.")
        )
        self._roster.setAccessibleDescription(self._roster_hint.text())
        self._show_rosters()
        self._open.setText(self.tr("Open the class"))
        self._open.setAccessibleName(self.tr("Open the class"))
        self._samples.setText(self.tr("Add the sample lessons in English"))
        self._samples.setAccessibleName(self._samples.text())
        self._show_about()

    def _show_lessons(self, lessons: list[LessonSummary], *, is_asked: bool = True) -> None:
        chosen, self._wanted = self._wanted or self._lesson.currentData(), 0
        lessons = [lesson for lesson in lessons if not lesson.is_unfinished]
        self._lessons = lessons
        self._lesson.blockSignals(True)
        self._lesson.clear()
        for lesson in lessons:
            self._lesson.addItem(lesson.title, lesson.id)
        self._lesson.blockSignals(False)
        self._lesson.setCurrentIndex(max(0, self._lesson.findData(chosen)))
        self._show_about()
        is_free = QApplication.focusWidget() not in (self._code, self._lesson)
        if is_asked and self.isVisible() and is_free:
            self.take_focus()
        self.lessons_shown.emit()

    def _show_rosters(self) -> None:
        """Offer the rosters, if there are any, with the last choice preselected."""
        rosters, chosen = self._console.services.rosters.rosters, self._console.roster_id
        offered = [(self.tr("None"), None), *((roster.title, roster.id) for roster in rosters)]
        there = range(self._roster.count())
        if offered != [(self._roster.itemText(n), self._roster.itemData(n)) for n in there]:
            self._roster.clear()
            for title, roster_id in offered:
                self._roster.addItem(title, roster_id)
        self._roster.setCurrentIndex(max(0, self._roster.findData(chosen)))
        self._expected.setVisible(bool(rosters))
        self._roster_hint.setVisible(chosen is not None)

    def _on_roster(self) -> None:
        chosen = self._roster.currentData()
        self._console.choose_roster(chosen)
        self._roster_hint.setVisible(chosen is not None)

    def _on_samples(self) -> None:
        work = self._console.services.lessons.import_samples(self._console.language.code)
        self._console.tasks.run(work, self._choose_first)

    def _choose_first(self, ids: list[int]) -> None:
        if ids:
            self._wanted = ids[0]
        self.refresh()

    def _show_about(self) -> None:
        languages = {lesson.language for lesson in self._lessons}
        self._samples.setVisible(self._console.language.code not in languages)
        lesson = self.lesson
        self._lesson.setEnabled(lesson is not None)
        self._open.setEnabled(lesson is not None)
        if lesson is None:
            self._about.setText(self.tr("No lessons yet. Import a lesson file."))
            self._open.setToolTip(self.tr("No lessons yet. Import a lesson file."))
            return
        self._open.setToolTip("")
        steps = self.tr("Steps: {count}").format(count=lesson.step_count)
        self._about.setText(f"{steps} · {lesson.description}" if lesson.description else steps)

    def _show_banners(self) -> None:
        for banner in self._banners:
            banner.hide()
            banner.deleteLater()
        services = self._console.services
        own = [s for s in services.classroom.unfinished if not s.rehearsal]
        own_banners = [RecoveryBanner(summary, self) for summary in own[-_BANNERS_SHOWN:][::-1]]
        stranded = services.stranded.classes[-_BANNERS_SHOWN:][::-1]
        others = [RecoveryBanner(one.summary, self, one.computer) for one in stranded]
        self._banners = [*own_banners, *others]
        for banner in self._banners:
            banner.setFixedWidth(self._card.width())
            banner.recover_requested.connect(self._take_up if banner in others else self._recover)
            self._banner_column.addWidget(banner)

    def _recover(self, summary: SessionSummary) -> None:
        work = self._console.services.instructor.recover(summary)
        self._console.tasks.run(work, self._on_opened, self._on_failed)

    def _take_up(self, summary: SessionSummary) -> None:
        def opened(session: ClassSession) -> None:
            self._on_opened(session)
            self.taken_up.emit()

        work = self._console.services.instructor.recover(summary)
        self._console.tasks.run(work, opened, self._on_failed)

    def _on_opened(self, session: ClassSession) -> None:
        self._fault.hide()
        self._code.clear()
        self._show_about()
        self.opened.emit(session)

    def _on_failed(self, error: Exception) -> None:
        self._show_about()
        text = open_fault_text(error)
        if isinstance(error, InvalidCodeError):
            text = self.tr(
                "“{code}” can't be a class code. Use 4–12 letters (A–Z) and digits, but not JOIN."
            ).format(code=error.text)
        elif isinstance(error, LedElsewhereError):
            computer = error.leader.computer or self.tr("another computer")
            text = self.tr("This class now runs on {computer}.").format(computer=computer)
        elif isinstance(error, Refused):
            text = self.tr("This class has ended on another computer.")
        self._fault.setText(text)
        self._fault.show()
        self.refused.emit()

    def _build(self) -> None:
        lesson_row = QHBoxLayout()
        lesson_row.setSpacing(Space.S)
        lesson_row.addWidget(self._lesson, 1)
        lesson_row.addWidget(self._import)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        inner.setSpacing(Space.S)
        inner.addWidget(self._heading)
        inner.addSpacing(Space.M)
        inner.addWidget(self._lesson_label)
        inner.addLayout(lesson_row)
        inner.addWidget(self._about)
        inner.addWidget(self._samples)
        inner.addSpacing(Space.M)
        inner.addWidget(self._code_label)
        inner.addWidget(self._code)
        inner.addWidget(self._guests)
        inner.addWidget(self._guests_hint)
        expected = QHBoxLayout(self._expected)
        expected.setContentsMargins(0, 0, 0, 0)
        expected.setSpacing(Space.S)
        expected.addWidget(self._roster_label)
        expected.addWidget(self._roster, 1)
        inner.addWidget(self._expected)
        inner.addWidget(self._roster_hint)
        inner.addWidget(self._fault)
        inner.addSpacing(Space.M)
        inner.addWidget(self._open)
        self._banner_column.setSpacing(Space.L)
        # Centered by stretches: an aligned widget gets the height for its text at full width.
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addLayout(self._banner_column)
        centred.addStretch(1)
        card_row = QHBoxLayout()
        card_row.addStretch(1)
        card_row.addWidget(self._card)
        card_row.addStretch(1)
        page = FlowingPage(self)
        column = QVBoxLayout(page)
        column.setSpacing(Space.L)
        column.addStretch(1)
        column.addLayout(centred)
        column.addLayout(card_row)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page, self))
