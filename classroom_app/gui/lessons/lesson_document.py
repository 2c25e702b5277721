"""The lesson that is being edited, with undo and redo."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from classroom_app.domain import lesson_edits as edits
from classroom_app.domain.framed_marks import in_frame
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.lesson_merge import place_in_merged
from classroom_app.domain.lesson_rules import LessonFault, faults_of
from classroom_app.domain.marks import Area, Mark
from classroom_app.domain.question import Question
from classroom_app.gui.lessons.followed_step import Follow, FollowedStep, FollowedSteps

# A place is the index of a step from 0, or LESSON for the lesson itself.
LESSON = -1
# In the merge key of an edit, instead of a place: edits made by the same upload from a phone.
_FROM_PHONE = -2
# What is typed after a pause this long becomes an undo step of its own.
PAUSE_MS = 1_500


class LessonDocument(QObject):
    """Every edit goes through here; `changed` means that `draft` has been replaced.

    `edited` follows only if that was an edit, an undo or a redo, not if a lesson was opened.
    `place_changed` carries the place to show after an undo or a redo, and after any edit but
    typing, nudges of marks and uploads from a phone.
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
        self._followed = FollowedSteps()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.end_typing)

    @property
    def draft(self) -> LessonDraft:
        """The lesson in its current state."""
        return self._draft

    @property
    def faults(self) -> tuple[LessonFault, ...]:
        """What must be fixed before the lesson can be taught."""
        return self._faults

    @property
    def told_faults(self) -> tuple[LessonFault, ...]:
        """The faults to show: none while the lesson is still blank."""
        return () if edits.is_blank(self._draft) else self._faults

    def faults_in(self, place: int) -> dict[str, LessonFault]:
        """Return the faults to show for a step, or for the lesson itself, by field."""
        step = None if place == LESSON else place + 1
        return {fault.field: fault for fault in self.told_faults if fault.step == step}

    def picture_at(self, place: int) -> Picture | None:
        """Return the picture of a step; `LESSON` has none."""
        return None if place == LESSON else self._draft.subtasks[place].picture

    def follow(self, place: int) -> FollowedStep:
        """Return the step at `place`, to be found again after edits, undos and merges."""
        return self._followed.add(self._draft, place)

    def open(self, draft: LessonDraft) -> None:
        """Edit `draft` from now on, with an empty undo stack."""
        self._restart(draft, None)

    def take_over(self, draft: LessonDraft) -> None:
        """Continue with `draft`, which includes edits made on other computers.

        The undo stack is cleared: an undo would revert those edits too.
        """
        self._restart(draft, place_in_merged)

    def end_typing(self) -> None:
        """Start a new undo step with what is typed next."""
        self._pause.stop()
        self._chapter += 1

    def write(self, place: int, field: str, text: str) -> None:
        """Set a text field of a step, or of the lesson itself."""
        draft = self._draft
        if place == LESSON:
            after = edits.with_text(draft, field, text)
        else:
            after = edits.with_step_text(draft, place, field, text)
        if after != draft:
            self._push(after, place, place, typed=(self._chapter, place, field))
            self._pause.start()

    def set_picture(self, place: int, picture: Picture | None) -> None:
        """Set or remove (None) the picture of a step."""
        self._do(lambda draft: edits.with_picture(draft, place, picture), place, place)

    def take_from_phone(
        self, place: int, picture: Picture, upload: int, *, adds_step: bool
    ) -> None:
        """Give a step a picture sent from a phone, or insert a new step with it at `place`.

        Pictures of one `upload` with no other edit in between are undone together.
        `place_changed` is not emitted, so the instructor can keep editing another step.
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
        """Replace a step's picture by its cropped `area`, unless it is no longer `original`.

        The step's marks are converted to positions in `framed`.
        """
        step = self._draft.subtasks[place]
        if step.picture != original:
            return
        marks = in_frame(step.marks, area)
        self._do(
            lambda draft: edits.with_marks(edits.with_picture(draft, place, framed), place, marks),
            place,
            place,
        )

    def cover_picture(self, place: int, original: Picture, covered: Picture) -> None:
        """Replace `original` by `covered` in every step that shows it."""
        self._do(lambda draft: edits.with_picture_covered(draft, original, covered), place, place)

    def set_marks(self, place: int, marks: Sequence[Mark], *, is_nudge: bool = False) -> None:
        """Set the marks on a step's picture; consecutive nudges are undone together."""
        after = edits.with_marks(self._draft, place, marks)
        if after == self._draft:
            return
        if not is_nudge:
            self._do(lambda _draft: after, place, place)
        else:
            self._push(after, place, place, typed=(self._chapter, place, "marks"))
            self._pause.start()

    def set_question(self, place: int, question: Question | None, typed: str = "") -> None:
        """Set a step's question; `typed` names the field being typed in, "" for any other edit."""
        after = edits.with_question(self._draft, place, question)
        if after == self._draft:
            return
        if not typed:
            self._do(lambda _draft: after, place, place)
        else:
            self._push(after, place, place, typed=(self._chapter, place, typed))
            self._pause.start()

    def forget_former(self) -> None:
        """Clear the undo stack, and release the drafts and pictures that it holds."""
        self.stack.clear()

    def add_step(self, place: int) -> None:
        """Insert an empty step at `place`."""
        self._do(lambda draft: edits.with_step_added(draft, place), place - 1, place)

    def duplicate_step(self, place: int) -> None:
        """Insert a copy of a step after it."""
        step = self._draft.subtasks[place]
        self._do(lambda draft: edits.with_step_added(draft, place + 1, step), place, place + 1)

    def remove_step(self, place: int) -> None:
        """Remove a step."""
        rest = len(self._draft.subtasks) - 1
        self._do(lambda draft: edits.without_step(draft, place), place, min(place, rest - 1))

    def move_step(self, place: int, to: int) -> None:
        """Move a step so that its index becomes `to`."""
        if place != to:
            self._do(lambda draft: edits.with_step_moved(draft, place, to), place, to)

    def _restart(self, draft: LessonDraft, follow: Follow | None) -> None:
        self._pause.stop()
        self.stack.clear()
        self._show(draft, follow)

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

    def _show(self, draft: LessonDraft, follow: Follow | None = edits.place_of_step) -> None:
        self._followed.move(self._draft, draft, follow)
        self._draft = draft
        self._faults = faults_of(draft)
        self.changed.emit()


class _Edit(QUndoCommand):
    """Replaces one draft by the next; consecutive typing in one field merges into one edit."""

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
        self._is_done = True  # `push` calls `redo`, but `after` is shown already

    def id(self) -> int:
        """Return 1 for an edit that may merge with the next one, -1 for any other."""
        return 1 if self.typed else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Merge the next edit into this one if both have the same `typed` key."""
        if not isinstance(other, _Edit) or other.typed != self.typed:
            return False
        self.after = other.after
        self._places = (self._places[0], other._places[1])
        return True

    def undo(self) -> None:
        """Show the draft and the place from before the edit."""
        self._go(self.before, self._places[0])

    def redo(self) -> None:
        """Show the draft and the place from after the edit."""
        if self._is_done:
            self._is_done = False
        else:
            self._go(self.after, self._places[1])
