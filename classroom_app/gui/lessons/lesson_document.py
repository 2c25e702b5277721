"""The lesson that is being written, with undo and redo."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from classroom_app.domain import lesson_edits as edits
from classroom_app.domain.framed_marks import in_frame
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.lesson_rules import LessonFault, faults_of
from classroom_app.domain.marks import Area, Mark
from classroom_app.domain.question import Question

# Where an edit happened: a step counted from 0, or the lesson itself.
LESSON = -1
# Such a place has no text of its own: the edit is one of those that a phone's upload makes.
_FROM_PHONE = -2
# Typing after such a pause is undone by itself.
PAUSE_MS = 1_500


class LessonDocument(QObject):
    """Every edit goes through here; `changed` says that `draft` is another one than before.

    `edited` says that it was an edit, an undo or a redo, and no other lesson that was opened.
    `place_changed` tells where to look after an undo, a redo, or an edit of the steps' order.
    """

    changed = Signal()
    edited = Signal()
    place_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._draft = edits.blank_lesson("ko")
        self._faults: tuple[LessonFault, ...] = ()
        self._chapter = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.end_typing)

    @property
    def draft(self) -> LessonDraft:
        """The lesson as written so far."""
        return self._draft

    @property
    def faults(self) -> tuple[LessonFault, ...]:
        """What keeps it from being taught."""
        return self._faults

    @property
    def told_faults(self) -> tuple[LessonFault, ...]:
        """The faults to speak of: none before the first letter is written."""
        return () if edits.is_blank(self._draft) else self._faults

    def faults_in(self, place: int) -> dict[str, LessonFault]:
        """Return the faults to speak of in one step, or in the lesson itself, by field."""
        step = None if place == LESSON else place + 1
        return {fault.field: fault for fault in self.told_faults if fault.step == step}

    def picture_at(self, place: int) -> Picture | None:
        """Return the picture of a step; `LESSON` has none."""
        return None if place == LESSON else self._draft.subtasks[place].picture

    def open(self, draft: LessonDraft) -> None:
        """Write on this one from now on; nothing of the last one can be undone."""
        self._pause.stop()
        self.stack.clear()
        self._show(draft)

    def take_over(self, draft: LessonDraft) -> None:
        """Go on with what others have written too; what was before cannot be had back by an undo.

        It would take back what they wrote.
        """
        self.open(draft)

    def end_typing(self) -> None:
        """Let what is typed next be undone by itself."""
        self._pause.stop()
        self._chapter += 1

    def write(self, place: int, field: str, text: str) -> None:
        """Write a text of a step, or of the lesson itself."""
        draft = self._draft
        if place == LESSON:
            after = edits.with_text(draft, field, text)
        else:
            after = edits.with_step_text(draft, place, field, text)
        if after != draft:
            self._push(after, place, place, typed=(self._chapter, place, field))
            self._pause.start()

    def set_picture(self, place: int, picture: Picture | None) -> None:
        """Give a step a picture, or take it away."""
        self._do(lambda draft: edits.with_picture(draft, place, picture), place, place)

    def take_from_phone(
        self, place: int, picture: Picture, upload: int, *, adds_step: bool
    ) -> None:
        """Give a step a picture that a phone has sent, or put a new step with it there.

        What comes of one upload without an edit between is undone at once. Whoever writes on
        another step meanwhile goes on: nobody is told to look here.
        """
        self.end_typing()
        if adds_step:
            step = SubtaskDraft(title="", picture=picture)
            after = edits.with_step_added(self._draft, place, step)
        else:
            after = edits.with_picture(self._draft, place, picture)
        before = place - 1 if adds_step else place
        self._push(after, before, place, typed=(upload, _FROM_PHONE, "picture"))

    def frame_picture(self, place: int, original: Picture, framed: Picture, area: Area) -> None:
        """Show a step's picture as this area of another one; nothing if it is another by now."""
        step = self._draft.subtasks[place] if place < len(self._draft.subtasks) else None
        if step is None or step.picture is not original:
            return
        marks = in_frame(step.marks, area)
        self._do(
            lambda draft: edits.with_marks(edits.with_picture(draft, place, framed), place, marks),
            place,
            place,
        )

    def cover_picture(self, place: int, original: Picture, covered: Picture) -> None:
        """Put a covered picture wherever the lesson shows the original."""
        self._do(lambda draft: edits.with_picture_covered(draft, original, covered), place, place)

    def set_marks(self, place: int, marks: Sequence[Mark], *, is_nudge: bool = False) -> None:
        """Put these marks on a step's picture; nudges that follow each other are undone at once."""
        after = edits.with_marks(self._draft, place, marks)
        if after == self._draft:
            return
        if not is_nudge:
            self._do(lambda _draft: after, place, place)
        else:
            self._push(after, place, place, typed=(self._chapter, place, "marks"))
            self._pause.start()

    def set_question(self, place: int, question: Question | None, typed: str = "") -> None:
        """Let a step ask this question, or none; `typed` is the field that is being written."""
        after = edits.with_question(self._draft, place, question)
        if after == self._draft:
            return
        if not typed:
            self._do(lambda _draft: after, place, place)
        else:
            self._push(after, place, place, typed=(self._chapter, place, typed))
            self._pause.start()

    def forget_former(self) -> None:
        """Forget all that could be undone: nothing of it is kept in memory either."""
        self.stack.clear()

    def add_step(self, place: int) -> None:
        """Put an empty step at `place`."""
        self._do(lambda draft: edits.with_step_added(draft, place), place - 1, place)

    def duplicate_step(self, place: int) -> None:
        """Put a copy of a step after it."""
        step = self._draft.subtasks[place]
        self._do(lambda draft: edits.with_step_added(draft, place + 1, step), place, place + 1)

    def remove_step(self, place: int) -> None:
        """Take a step away."""
        rest = len(self._draft.subtasks) - 1
        self._do(lambda draft: edits.without_step(draft, place), place, min(place, rest - 1))

    def move_step(self, place: int, to: int) -> None:
        """Let a step stand at `to`."""
        if place != to:
            self._do(lambda draft: edits.with_step_moved(draft, place, to), place, to)

    def _do(self, edit: Callable[[LessonDraft], LessonDraft], before: int, after: int) -> None:
        self.end_typing()
        self._push(edit(self._draft), before, after)
        self.place_changed.emit(after)

    def _push(
        self,
        after: LessonDraft,
        place_before: int,
        place_after: int,
        typed: tuple[int, int, str] | None = None,
    ) -> None:
        before = self._draft
        self._show(after)
        self.edited.emit()
        self.stack.push(_Edit(self._go, before, after, (place_before, place_after), typed))

    def _go(self, draft: LessonDraft, place: int) -> None:
        self.end_typing()
        self._show(draft)
        self.edited.emit()
        self.place_changed.emit(place)

    def _show(self, draft: LessonDraft) -> None:
        self._draft = draft
        self._faults = faults_of(draft)
        self.changed.emit()


class _Edit(QUndoCommand):
    """From one value of the lesson to the next; typing on in the same field is one edit."""

    def __init__(
        self,
        go: Callable[[LessonDraft, int], None],
        before: LessonDraft,
        after: LessonDraft,
        places: tuple[int, int],
        typed: tuple[int, int, str] | None,
    ) -> None:
        super().__init__()
        self._go, self.before, self.after = go, before, after
        self._places, self.typed = places, typed
        self._is_done = True  # it is pushed after it was shown

    def id(self) -> int:
        """Edits of one kind are offered to `mergeWith`."""
        return 1 if self.typed else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in what was typed next."""
        if not isinstance(other, _Edit) or other.typed != self.typed:
            return False
        self.after = other.after
        self._places = (self._places[0], other._places[1])
        return True

    def undo(self) -> None:
        """Show what was before."""
        self._go(self.before, self._places[0])

    def redo(self) -> None:
        """Show what came after."""
        if self._is_done:
            self._is_done = False
        else:
            self._go(self.after, self._places[1])
