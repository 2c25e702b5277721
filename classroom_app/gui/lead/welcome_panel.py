"""The first start: asks for a name and offers sample lessons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from classroom_app.application.server_place import is_server
from classroom_app.domain.errors import Refused
from classroom_app.domain.names import MAX_TYPED_LENGTH, is_name
from classroom_app.gui.command_dispatcher import refusal_text
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.flowing_page import FlowingPage, scrolled
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.preferences import Key
from classroom_app.gui.theme.tokens import Space


class WelcomePanel(Panel):
    """`welcomed` is emitted once the name is stored and the lessons are imported.

    `own_lesson_requested` asks to show how a lesson is made.
    """

    welcomed = Signal()
    own_lesson_requested = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._console = console
        card = Panel("panel", self)
        card.setFixedWidth(500)
        self._heading = Label("", "large", parent=card)
        self._hint = Label("", "muted", wraps=True, parent=card)
        self._label = Label("", "section", parent=card)
        self._name = QLineEdit(console.services.instructor.profile.name, card)
        self._name.setObjectName("instructorNameField")
        self._name.setProperty("big", "true")
        self._name.setMaxLength(MAX_TYPED_LENGTH)
        self._samples = QCheckBox(card)
        self._samples.setObjectName("samplesBox")
        self._samples.setChecked(True)
        self._fault = Label("", "fault", wraps=True, parent=card)
        self._fault.hide()
        self._begin = IconButton(
            "next", kind="primary", shape="big", name="beginButton", parent=card
        )
        self._begin.setAutoDefault(True)
        self._begin.clicked.connect(self.begin)
        self._name.returnPressed.connect(self.begin)
        self._own_hint = Label("", "muted", wraps=True, parent=card)
        self._own = IconButton("lessons", kind="quiet", name="ownLessonButton", parent=card)
        self._own.clicked.connect(self.own_lesson_requested)
        self._written = ComposedText(self._name)
        self._written.changed.connect(lambda text: self._begin.setEnabled(is_name(text)))
        if is_server(console.services.start.place.url):
            console.tasks.run(self._has_lessons(), self._on_known)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        column.setSpacing(Space.M)
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        column.addSpacing(Space.M)
        column.addWidget(self._label)
        column.addWidget(self._name)
        column.addWidget(self._samples)
        column.addWidget(self._fault)
        column.addSpacing(Space.M)
        column.addWidget(self._begin)
        column.addSpacing(Space.M)
        column.addWidget(self._own_hint)
        column.addWidget(self._own, 0, Qt.AlignmentFlag.AlignLeft)
        page = FlowingPage(self)
        centred = QVBoxLayout(page)
        centred.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page, self))
        self.finish()

    def begin(self) -> None:
        """Store the name and import the sample lessons, if they are wanted."""
        if self._begin.isEnabled():
            name = self._written.finish()
            self._begin.setEnabled(False)
            self._console.tasks.run(self._work(name), self._on_done, self._on_failed)

    def take_focus(self) -> None:
        """Set the focus to the name, selected."""
        self._name.setFocus()
        self._name.selectAll()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("Welcome"))
        self._hint.setText(self.tr("Students see this name next to your messages."))
        self._label.setText(self.tr("YOUR NAME"))
        self._name.setAccessibleName(self.tr("Your name"))
        self._samples.setText(self.tr("Add the sample lessons"))
        self._begin.setText(self.tr("Begin"))
        self._begin.setAccessibleName(self.tr("Begin"))
        self._own_hint.setText(
            self.tr("With screenshots from your phone, a lesson of your own takes five minutes.")
        )
        self._own.setText(self.tr("Your first own lesson"))
        self._own.setAccessibleName(self.tr("Your first own lesson"))
        self._own.setToolTip(self.tr("How to make a lesson, in the guide"))

    async def _work(self, name: str) -> None:
        services = self._console.services
        await services.instructor.rename(name)
        if self._samples.isChecked():
            await services.lessons.import_samples(self._console.language.code)

    async def _has_lessons(self) -> bool:
        lessons = self._console.services.lessons
        return bool(await lessons.lessons() or await lessons.deleted_lessons())

    def _on_known(self, has_lessons: bool) -> None:
        """Bring nothing back by default that the school has deleted."""
        self._samples.setChecked(not has_lessons)

    def _on_done(self, _result: None) -> None:
        self._begin.setEnabled(True)
        self._console.preferences.put(Key.WELCOMED, True)
        self.welcomed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._begin.setEnabled(True)
        text = refusal_text(error) if isinstance(error, Refused) else cause_text(error)
        self._fault.setText(text)
        self._fault.show()
