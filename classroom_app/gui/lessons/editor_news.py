"""A notice in the editor that another computer has changed the same lesson."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.application.lesson_library import Overtaken
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_merge import changed_steps
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Size, Space

_STEPS_NAMED = 8


class EditorNews(Panel):
    """Hidden until `say`; `other_requested` carries the id of the lesson to edit instead."""

    other_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("notice", parent)
        self.setObjectName("editorNews")
        self._news: Overtaken | None = None
        self._before: LessonDraft | None = None
        self._after: LessonDraft | None = None
        self._sign = QLabel(self)
        self._words = Label("", wraps=True, parent=self)
        self._words.setObjectName("editorNewsText")
        self._other = IconButton("lessons", name="otherVersionButton", parent=self)
        self._other.clicked.connect(self._on_other)
        self._close = IconButton("close", kind="quiet", name="editorNewsCloseButton", parent=self)
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._other)
        row.addWidget(self._close)
        self.hide()
        self.finish()

    @property
    def text(self) -> str:
        """The text of the notice, "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, news: Overtaken, before: LessonDraft, after: LessonDraft) -> None:
        """Explain how `before` became `after` because another computer had changed the lesson."""
        self._news, self._before, self._after = news, before, after
        self.retranslate()
        self.show()

    def dismiss(self) -> None:
        """Hide the notice."""
        self._news = self._before = self._after = None
        self.hide()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))
        self._other.setText(self.tr("Show the other version"))
        self._other.setAccessibleName(self.tr("Show the other version"))
        news, before, after = self._news, self._before, self._after
        if news is not None and before is not None and after is not None:
            text = self._text(news, before, after)
            self._words.setText(text)
            self._words.setAccessibleName(text)
            self._other.setVisible(news.is_copy and news.theirs is not None)

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        sign = pixmap("people", self.colours.warning, Size.ICON, self.devicePixelRatioF())
        self._sign.setPixmap(sign)

    def _text(self, news: Overtaken, before: LessonDraft, after: LessonDraft) -> str:
        if news.theirs is None and news.is_copy:
            return self.tr(
                "This lesson was deleted on another computer. What you write here is kept as a "
                "new lesson, “{copy}”."
            ).format(copy=after.title)
        if news.theirs is None:
            return self.tr(
                "This lesson was deleted on another computer. If you change anything here, your "
                "version is kept as a new lesson."
            )
        writer = news.theirs.writer or self.tr("another computer")
        if news.is_copy:
            return self.tr(
                "“{title}” was changed on {computer} in the same place. Nothing is lost: what you "
                "write here is now a lesson of its own, “{copy}”."
            ).format(title=news.theirs.draft.title, computer=writer, copy=after.title)
        return self.tr(
            "Changed on {computer} just now: {what}. It is shown here; Undo goes back no further."
        ).format(computer=writer, what=self._what(before, after))

    def _what(self, before: LessonDraft, after: LessonDraft) -> str:
        numbers = changed_steps(before, after)
        if not numbers:
            is_head = before.subtasks == after.subtasks
            return self.tr("title or description") if is_head else self.tr("the steps")
        named = ", ".join(str(number) for number in numbers[:_STEPS_NAMED])
        more = "…" if len(numbers) > _STEPS_NAMED else ""
        several = self.tr("steps {numbers}") if len(numbers) > 1 else self.tr("step {numbers}")
        return several.format(numbers=named + more)

    def _on_other(self) -> None:
        if self._news is not None and self._news.theirs is not None:
            self.other_requested.emit(self._news.theirs.id)
