"""Failures of any part, reported in the window's one bar."""

from PySide6.QtCore import QObject

from classroom_app.application.disk_watch import RoomLevel
from classroom_app.gui.console import Console
from classroom_app.gui.frame.notice_bar import NoticeBar
from classroom_app.gui.kit.cause_words import cause_text


class Notices(QObject):
    """Subscribes to everything that can fail, and reports it in the bar."""

    def __init__(self, console: Console, bar: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._console, self._bar = console, bar
        self._told_fault: str | None = None
        self._told_room = RoomLevel.ENOUGH
        self._projector_text = ""
        for part in (console.bridge, console.dispatcher, console.tasks):
            part.storage_failed.connect(self._on_storage_failed)
        self._refused_text = ""
        console.services.line.subscribe(self._take_refusal_back)
        console.bridge.storage_recovered.connect(bar.hide)
        console.dispatcher.refused.connect(bar.refuse)
        console.bridge.lead_changed.connect(bar.pass_by)
        console.board.ticked.connect(self._look_at_android)
        console.board.ticked.connect(self._look_at_disk)
        console.tasks.bug_found.connect(self._on_bug)

    def _on_storage_failed(self, cause: str) -> None:
        """Report why something was not stored; `LineBar` says more about a server's silence."""
        trouble = self._console.services.line.trouble
        if trouble is None or not trouble.is_refusing:
            self._bar.storage_failed(cause)
            return
        self._bar.refuse(
            self.tr("Not done: the school's server doesn't answer. Try again once it is back.")
        )
        self._refused_text = self._bar.text

    def _take_refusal_back(self) -> None:
        """Hide that refusal once the server is back."""
        is_back = self._console.services.line.trouble is None
        if is_back and self._refused_text and self._bar.text == self._refused_text:
            self._bar.hide()

    def _look_at_android(self) -> None:
        """Report once that the Android app cannot join a class that allows it."""
        session, fault = self._console.board.session, self._console.services.network.android_fault
        if session is None or not session.guests_allowed or fault in (None, self._told_fault):
            return
        self._told_fault = fault
        self._bar.say(
            self.tr(
                "The Android app can't join: its port isn't available ({cause}). "
                "Phones can join in their browsers. Close the program that uses the "
                "port, or choose another in Settings, then open the class again."
            ).format(cause=cause_text(fault or ""))
        )

    def _look_at_disk(self) -> None:
        """Report once that the disk has little space left, and again when it has almost none."""
        disk = self._console.services.disk
        if disk.level.value > self._told_room.value:
            megabytes = f"{disk.free_bytes / 1_000_000:.0f}"
            self._bar.say(
                self.tr(
                    "Only {megabytes} MB are left on the disk. Phones' pictures aren't kept any "
                    "more, so that finished steps can be saved. Free up space now: empty the "
                    "trash, delete large files, or delete old classes in History."
                ).format(megabytes=megabytes)
                if disk.level is RoomLevel.VERY_LOW
                else self.tr(
                    "Only {megabytes} MB are left on the disk. Free up space before it is full: "
                    "empty the trash, delete large files, or delete old classes in History."
                ).format(megabytes=megabytes)
            )
        self._told_room = disk.level

    def projector_lost(self) -> None:
        """Report why the projector was closed."""
        self._bar.say(
            self.tr(
                "The projector's screen was disconnected, so the projector was closed. "
                "It comes back by itself when the screen is connected again."
            )
        )
        self._projector_text = self._bar.text

    def projector_returned(self) -> None:
        """Hide that report, unless the bar shows something else by now."""
        if self._bar.text == self._projector_text:
            self._bar.hide()

    def _on_bug(self, _what: str) -> None:
        self._bar.say(self.tr("Something went wrong. The class continues. Details are in the log."))
