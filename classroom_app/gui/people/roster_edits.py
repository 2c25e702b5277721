"""The roster that is being edited, with undo and redo; every edit is stored immediately."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from classroom_app.application.ports import StorageError
from classroom_app.application.roster_service import RosterService
from classroom_app.domain.names import clean_name
from classroom_app.domain.roster import Roster
from classroom_app.domain.roster_merge import MergedRoster
from classroom_app.gui.tasks import Tasks


class RosterEdits(QObject):
    """`changed` means that `roster`, `can_undo` or `can_redo` may have changed.

    `failed` carries why an edit could not be stored (an exception, or the cause of a
    `StorageError`); the roster then goes back to the stored state. `merged` carries a
    `MergedRoster` when an edit clashed with one of another computer. `removed` means that an edit
    that takes a person off the roster has been stored.
    """

    changed = Signal()
    failed = Signal(object)
    merged = Signal(object)
    removed = Signal()

    def __init__(self, rosters: RosterService, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rosters, self._tasks = rosters, tasks
        self._past: list[Roster] = []
        self._future: list[Roster] = []
        self._saving = 0
        self.roster: Roster | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone edit to redo."""
        return bool(self._future)

    def undoes_to(self, roster: Roster) -> bool:
        """Return whether `undo` would bring back this very object, as it was before an edit."""
        return bool(self._past) and self._past[-1] is roster

    def show(self, roster: Roster | None) -> None:
        """Continue from a roster as it is stored; ignored while edits are being saved.

        If it differs from `roster`, the undo history is cleared: an undo could bring back a person
        who was deleted elsewhere.
        """
        if self._saving or roster == self.roster:
            return
        self._past.clear()
        self._future.clear()
        self.roster = roster
        self.changed.emit()

    def forget_past(self) -> None:
        """Clear the undo history: it may contain a person who has been deleted everywhere."""
        if self._past or self._future:
            self._past.clear()
            self._future.clear()
            self.changed.emit()

    def edit(self, after: Roster) -> None:
        """Change the roster to `after` and store it; no effect if it is equal."""
        before = self.roster
        if before is None or after == before:
            return
        self._past.append(before)
        self._future.clear()
        self._become(after)

    def undo(self) -> None:
        """Undo the last edit."""
        if self._past and self.roster is not None:
            self._future.append(self.roster)
            self._become(self._past.pop())

    def redo(self) -> None:
        """Redo the edit that was undone last."""
        if self._future and self.roster is not None:
            self._past.append(self.roster)
            self._become(self._future.pop())

    def _become(self, after: Roster) -> None:
        before, self.roster = self.roster or after, after
        is_less = not before.by_id.keys() <= after.by_id.keys()
        self._saving += 1
        self._tasks.run(
            self._rosters.change(before, after), partial(self._on_saved, is_less), self._on_failed
        )
        self.changed.emit()

    def _on_saved(self, is_less: bool, done: MergedRoster) -> None:
        self._saving -= 1
        if is_less:
            self.removed.emit()
        if not done.is_as_wanted:
            self._past.clear()
            self._future.clear()
            self.merged.emit(done)
        self._catch_up()

    def _on_failed(self, error: Exception) -> None:
        """Go back to the stored roster: the undo history builds on the edit that failed."""
        self._saving -= 1
        self._past.clear()
        self._future.clear()
        self.failed.emit(error.cause if isinstance(error, StorageError) else error)
        self._catch_up()

    def _catch_up(self) -> None:
        """Adopt the stored roster once all saves are done: storing also cleans names."""
        if self._saving or self.roster is None:
            return
        before, self.roster = self.roster, self._rosters.roster(self.roster.id)
        if before != self.roster:
            if self.roster is not None and not _is_same(before, self.roster):
                # An undo would revert edits of other computers.
                self._past.clear()
                self._future.clear()
            self.changed.emit()


def _is_same(before: Roster, stored: Roster) -> bool:
    """Return whether the two differ at most by the cleaning of names."""
    return before.by_id.keys() == stored.by_id.keys() and all(
        (one.number, one.name) == (was.number, clean_name(was.name))
        for one in stored.people
        if (was := before.by_id[one.id]) != one
    )
