"""The roster that is being edited, with undo and redo; every edit is stored at once."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from classroom_app.application.ports import StorageError
from classroom_app.application.roster_service import RosterService
from classroom_app.domain.names import clean_name
from classroom_app.domain.roster import Roster
from classroom_app.domain.roster_merge import MergedRoster
from classroom_app.gui.tasks import Tasks


class RosterEdits(QObject):
    """`changed` when `roster` is another than before, or what can be undone.

    `failed` has why an edit could not be stored: the roster is as it was before then.
    `merged` has a `MergedRoster` when other computers had changed what was edited here.
    `removed` when somebody is gone who was on it.
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
        """Whether there is an undone edit to do again."""
        return bool(self._future)

    def show(self, roster: Roster | None) -> None:
        """Go on from a roster as it is stored.

        What was done to it elsewhere cannot be undone here: somebody may have been deleted.
        """
        if self._saving or roster == self.roster:
            return
        self._past.clear()
        self._future.clear()
        self.roster = roster
        self.changed.emit()

    def forget_past(self) -> None:
        """Let nothing be undone any more: somebody may have been deleted from everything."""
        if self._past or self._future:
            self._past.clear()
            self._future.clear()
            self.changed.emit()

    def edit(self, after: Roster) -> None:
        """Change the roster."""
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
        """Do the edit again that was undone last."""
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
        """Show what is stored: what was to follow builds on what is not."""
        self._saving -= 1
        self._past.clear()
        self._future.clear()
        self.failed.emit(error.cause if isinstance(error, StorageError) else error)
        self._catch_up()

    def _catch_up(self) -> None:
        """Once all is stored, be what is stored: names are cleaned on the way."""
        if self._saving or self.roster is None:
            return
        before, self.roster = self.roster, self._rosters.roster(self.roster.id)
        if before != self.roster:
            if self.roster is not None and not _is_same(before, self.roster):
                # An undo would take back what was done elsewhere.
                self._past.clear()
                self._future.clear()
            self.changed.emit()


def _is_same(before: Roster, stored: Roster) -> bool:
    """Tell whether nothing but the way in which names were written is another."""
    return before.by_id.keys() == stored.by_id.keys() and all(
        (one.number, one.name) == (was.number, clean_name(was.name))
        for one in stored.people
        if (was := before.by_id[one.id]) != one
    )
