"""The dialog to draw marks (tap, hold, swipe, type) on a step's picture, or cover parts of it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.domain.mark_words import mark_sentences
from classroom_app.domain.marks import MAX_MARKS, Mark, MarkKind, SwipeMark
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import FRAME, Sheet
from classroom_app.gui.lessons.mark_surface import MarkSurface, Tool
from classroom_app.gui.theme.tokens import Space

# Tools and their icons; None is the tool that covers.
_ICONS: dict[Tool, str] = {
    MarkKind.TAP: "mark-tap",
    MarkKind.LONG_PRESS: "mark-long-press",
    MarkKind.SWIPE: "mark-swipe",
    MarkKind.TYPE: "mark-type",
    None: "mark-cover",
}
TOOLS = tuple(_ICONS)
_PART_OF_SCREEN = 0.86
_SIDE = 320
_LIST_HEIGHT = 72
# Minimum height of the surface on a low screen.
_LOW_SURFACE = 240
_ALT, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
# Shortcuts of a running class: they must not work while marks are drawn.
_HELD_BACK = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class MarkedStep:
    """What the dialog shows: a step, its index `place` of `total`, and what can be undone.

    `language`, that of the window, is used for the list of marks. `image` is None until decoded.
    """

    step: SubtaskDraft
    place: int
    total: int
    image: QImage | None
    can_undo: bool
    can_redo: bool
    language: str


class MarksDialog(Sheet):
    """Shows one step at a time; edits are emitted immediately, and undo and redo are requested.

    `edited` carries all marks and whether it was only a nudge with a key, `cover_requested` an
    `Area`, `step_requested` -1 for the previous step or 1 for the next.
    """

    edited = Signal(object, bool)
    cover_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    step_requested = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("marksDialog", parent, width=700)
        self._shown: MarkedStep | None = None
        self._fault = ""
        self._is_low = False
        self.surface = MarkSurface(self)
        self._put_label = Label("", "section", parent=self)
        self.tools = QButtonGroup(self)
        for number, (tool, icon) in enumerate(_ICONS.items()):
            name = f"{tool or 'cover'}Tool"
            button = IconButton(icon, kind="quiet", name=name, parent=self)
            button.setCheckable(True)
            button.setProperty("align", "left")
            self.tools.addButton(button, number)
        self._hint = Label("", "caption", wraps=True, parent=self)
        self._hint.setObjectName("markHint")
        self._list_label = Label("", "section", parent=self)
        self.list = QListWidget(self)
        self.list.setObjectName("markList")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The list gets whatever height is left.
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self._earlier = self._small("up", "markEarlierButton")
        self._later = self._small("down", "markLaterButton")
        self._reverse = self._small("reverse", "reverseMarkButton")
        self._remove = self._small("trash", "removeMarkButton")
        self._undo = self._small("undo", "marksUndoButton")
        self._redo = self._small("redo", "marksRedoButton")
        self._before = IconButton("back", kind="quiet", name="stepBeforeButton", parent=self)
        self._after = IconButton("next", kind="quiet", name="stepAfterButton", parent=self)
        self._close = IconButton(kind="primary", name="closeButton", parent=self)
        self._build()
        self._connect()
        self.tools.buttons()[0].setChecked(True)
        self.surface.set_tool(TOOLS[0])
        self.retranslate()

    def show_step(self, shown: MarkedStep) -> None:
        """Show a step; call again once its picture is decoded."""
        if self._shown is None or shown.place != self._shown.place:
            self._fault = ""
            self.surface.select(-1)
        self._shown = shown
        self.surface.show_step(shown.image, shown.step.marks)
        self._show()

    def say_fault(self, words: str) -> None:
        """Show why covering failed."""
        self._fault = words
        self._show()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._put_label.setText(self.tr("DRAW"))
        for button, words in zip(self.tools.buttons(), self._tool_words(), strict=True):
            number = self.tools.id(button) + 1
            button.setText("" if self._is_low else words)
            button.setAccessibleName(words)
            button.setToolTip(self.tr("{what} ({key})").format(what=words, key=number))
        for button, words, tip in (
            (self._earlier, self.tr("Earlier"), self.tr("Earlier (Alt+Up)")),
            (self._later, self.tr("Later"), self.tr("Later (Alt+Down)")),
            (
                self._reverse,
                self.tr("Swipe the other way"),
                self.tr("Swipe the other way (R)"),
            ),
            (self._remove, self.tr("Remove the mark"), self.tr("Remove the mark (Delete)")),
            (self._undo, self.tr("Undo"), self.tr("Undo (Ctrl+Z)")),
            (self._redo, self.tr("Redo"), self.tr("Redo (Ctrl+Y)")),
        ):
            button.setAccessibleName(words)
            button.setToolTip(tip)
        for button, words in (
            (self._before, self.tr("Previous step")),
            (self._after, self.tr("Next step")),
            (self._close, self.tr("Close")),
        ):
            button.setText(words)
            button.setAccessibleName(words)
        self.list.setAccessibleName(self.tr("Marks, in the order in which they are to be done"))
        self.surface.setAccessibleName(self.tr("Picture to draw on"))
        self._show()

    def fit(self) -> None:
        """On a low screen, use its full height for the picture."""
        super().fit()
        if self._is_low:
            self.resize(self.width(), self.screen().availableSize().height() - FRAME)

    def give_way(self, pixels: int) -> bool:
        """On a low screen, show the tools as icons in one row and the keys in a tooltip.

        Returns False if that has been done already.
        """
        if self._is_low:
            return False
        self._is_low = True
        self._tools.setDirection(QBoxLayout.Direction.LeftToRight)
        self.surface.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.surface.setMinimumHeight(_LOW_SURFACE)
        self.retranslate()
        self._side.activate()  # or the dialog asks for its previous height
        return True

    def event(self, qevent: QEvent) -> bool:
        """Keep the dialog's keys from the window's shortcuts."""
        is_shortcut = qevent.type() == QEvent.Type.ShortcutOverride
        if (
            is_shortcut
            and isinstance(qevent, QKeyEvent)
            and (self._button_of(qevent) is not None or qevent.key() in _HELD_BACK)
        ):
            qevent.accept()
            return True
        return super().event(qevent)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Handle the dialog's keys before the list, which would use them to search."""
        is_press = qevent.type() == QEvent.Type.KeyPress
        if is_press and isinstance(qevent, QKeyEvent) and self._button_of(qevent) is not None:
            self.keyPressEvent(qevent)
            return True
        return super().eventFilter(watched, qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Click the button of a key; Enter moves the focus to the picture."""
        button = self._button_of(qevent)
        if button is not None:
            if button.isEnabled():
                button.click()
        elif qevent.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.surface.setFocus()  # from the list to the selected mark
        else:
            super().keyPressEvent(qevent)

    def _button_of(self, qevent: QKeyEvent) -> IconButton | None:
        """Return the button of a key, if it has one."""
        if qevent.matches(QKeySequence.StandardKey.Undo):
            return self._undo
        if qevent.matches(QKeySequence.StandardKey.Redo):
            return self._redo
        key = Qt.Key(qevent.key())
        if key in _DIGITS and not qevent.modifiers() & (_ALT | _CTRL):
            tool = self.tools.button(_DIGITS.index(key))
            return tool if isinstance(tool, IconButton) else None
        return {
            QKeyCombination(_CTRL, Qt.Key.Key_Y): self._redo,
            QKeyCombination(_CTRL | _SHIFT, Qt.Key.Key_Z): self._redo,
            QKeyCombination(_ALT, Qt.Key.Key_Up): self._earlier,
            QKeyCombination(_ALT, Qt.Key.Key_Down): self._later,
            QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_R): self._reverse,
            QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Delete): self._remove,
        }.get(qevent.keyCombination())

    def _connect(self) -> None:
        surface = self.surface
        surface.edited.connect(self._on_edited)
        surface.selected.connect(self._on_selected)
        surface.cover_requested.connect(self.cover_requested)
        surface.refused.connect(self._on_refused)
        self.tools.idClicked.connect(self._on_tool)
        self.list.installEventFilter(self)
        self.list.currentRowChanged.connect(surface.select)
        self._earlier.clicked.connect(lambda: surface.shift(-1))
        self._later.clicked.connect(lambda: surface.shift(1))
        self._reverse.clicked.connect(surface.reverse)
        self._remove.clicked.connect(surface.remove)
        self._undo.clicked.connect(self.undo_requested)
        self._redo.clicked.connect(self.redo_requested)
        self._before.clicked.connect(lambda: self.step_requested.emit(-1))
        self._after.clicked.connect(lambda: self.step_requested.emit(1))
        self._close.clicked.connect(self.accept)

    def _on_edited(self, marks: tuple[Mark, ...], is_nudge: bool) -> None:
        self._fault = ""
        self.edited.emit(marks, is_nudge)

    def _on_selected(self, number: int) -> None:
        if self.list.currentRow() != number:
            self.list.setCurrentRow(number)
        self._show_buttons()

    def _on_refused(self) -> None:
        self._fault = self.tr("A picture can have {count} marks at most.").format(count=MAX_MARKS)
        self._show()

    def _on_tool(self, number: int) -> None:
        self._fault = ""
        self.surface.set_tool(TOOLS[number])
        self.surface.setFocus()
        self._show()

    def _tool_words(self) -> tuple[str, ...]:
        return (
            self.tr("Tap here"),
            self.tr("Touch and hold"),
            self.tr("Swipe"),
            self.tr("Type here"),
            self.tr("Cover"),
        )

    def _hint_words(self) -> tuple[str, str]:
        """Return the hints for the mouse and for the keyboard."""
        if self._shown is None or self._shown.step.picture is None:
            return self.tr("This step has no picture."), ""
        keys = self.tr(
            "Keys: Enter places one in the middle, the arrows move it (Ctrl: finely, Shift: its "
            "size), Delete removes it, PageUp and PageDown choose another."
        )
        words = {
            MarkKind.TAP: self.tr("Click where to tap. Drag a ring to move it."),
            MarkKind.LONG_PRESS: self.tr("Click where to touch and hold."),
            MarkKind.SWIPE: self.tr("Drag from where the finger starts to where it ends."),
            MarkKind.TYPE: self.tr("Drag a box around the field to type into."),
            None: self.tr(
                "Drag over a name, a face or a number. It is painted over in the picture itself, "
                "wherever this lesson shows it. Undo brings it back until you leave the lesson; "
                "after that nobody can."
            ),
        }[TOOLS[max(0, self.tools.checkedId())]]
        if self.tools.checkedId() == len(TOOLS) - 1:
            keys = self.tr(
                "Keys: Enter chooses a part in the middle, the arrows move it (Shift: its size), "
                "Enter covers it, Esc does not."
            )
        return words, keys

    def _show(self) -> None:
        shown = self._shown
        marks = () if shown is None else shown.step.marks
        place = 1 if shown is None else shown.place + 1
        heading = self.tr("Marks on the picture of step {number}").format(number=place)
        if self.windowTitle() != heading:
            self.set_heading(heading)
        self._hint.setProperty("role", "fault" if self._fault else "caption")
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)
        words, keys = self._hint_words()
        all_words = f"{words}\n\n{keys}" if keys else words
        self._hint.setText(self._fault or (words if self._is_low else all_words))
        self._hint.setToolTip(keys if self._is_low else "")
        self._list_label.setText(
            self.tr("MARKS: {count} OF {most}").format(count=len(marks), most=MAX_MARKS)
        )
        sentences = mark_sentences(marks, "en" if shown is None else shown.language)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems(list(sentences))
            self.list.setCurrentRow(self.surface.number)
        self.surface.setAccessibleDescription(" ".join((*sentences, self._fault or all_words)))
        self._show_buttons()

    def _show_buttons(self) -> None:
        shown, number = self._shown, self.surface.number
        marks = () if shown is None else shown.step.marks
        has_picture = shown is not None and shown.step.picture is not None
        for tool in self.tools.buttons():
            tool.setEnabled(has_picture)
        self._earlier.setEnabled(number > 0)
        self._later.setEnabled(0 <= number < len(marks) - 1)
        self._reverse.setEnabled(0 <= number < len(marks) and isinstance(marks[number], SwipeMark))
        self._remove.setEnabled(number >= 0)
        self._undo.setEnabled(shown is not None and shown.can_undo)
        self._redo.setEnabled(shown is not None and shown.can_redo)
        self._before.setEnabled(shown is not None and shown.place > 0)
        self._after.setEnabled(shown is not None and shown.place < shown.total - 1)

    def _small(self, icon: str, name: str) -> IconButton:
        return IconButton(icon, kind="quiet", shape="tight", name=name, parent=self)

    def _build(self) -> None:
        order = QHBoxLayout()
        order.setSpacing(0)
        order.addWidget(self._list_label, 1)
        for button in (self._earlier, self._later, self._reverse, self._remove):
            order.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._put_label, 1)
        head.addWidget(self._undo)
        head.addWidget(self._redo)
        side = QVBoxLayout()
        side.setSpacing(Space.XS)
        side.addLayout(head)
        self._tools = QVBoxLayout()
        self._tools.setSpacing(Space.XS)
        for tool in self.tools.buttons():
            self._tools.addWidget(tool)
        side.addLayout(self._tools)
        side.addSpacing(Space.S)
        side.addWidget(self._hint)
        side.addSpacing(Space.S)
        side.addLayout(order)
        side.addWidget(self.list, 1)
        self._side = side
        right = QWidget(self)
        right.setFixedWidth(_SIDE)
        right.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self.surface, 1)
        row.addWidget(right)
        self.body.addLayout(row, 1)
        self.buttons.insertWidget(0, self._before)
        self.buttons.insertWidget(1, self._after)
        self.buttons.addWidget(self._close)
        room = self.screen().availableSize() * _PART_OF_SCREEN
        self.resize(min(room.width(), round(room.height() * 1.15)), room.height())
