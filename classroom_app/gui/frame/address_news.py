"""Reports that phones find this PC elsewhere, and what that means for those in the class."""

from PySide6.QtCore import QObject

from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.frame.notice_bar import NoticeBar


class AddressNews(QObject):
    """Shows it in the bar while a class is open; hides the loss of the network once it is over."""

    def __init__(self, console: Console, bar: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._console, self._bar = console, bar
        self._used = next(iter(console.addresses.urls), "")
        self._told_of_loss = ""
        console.addresses.changed.connect(self._on_changed)

    def _on_changed(self, known: list[str], now: list[str]) -> None:
        if known == now:
            return
        before, first = self._used, next(iter(now), "")
        self._used = first or before
        session = self._console.board.session
        is_open = session is not None and session.status is not SessionStatus.ENDED
        if not before or not is_open or first == before:
            if self._bar.text == self._told_of_loss:
                self._bar.hide()
        elif not now:
            self._told_of_loss = self.tr(
                "This computer is in no network that phones can reach. Phones come back by "
                "themselves once it has its address {address} again."
            ).format(address=before)
            self._bar.say(self._told_of_loss)
        elif before in now:
            self._bar.say(
                self.tr(
                    "New phones use {new} from now on. Phones that are in the class stay connected."
                ).format(new=first)
            )
        else:
            self._bar.say(
                self.tr(
                    "The address for phones has changed from {old} to {new}. Phones must be in the "
                    "same network as this computer, and scan the QR code again."
                ).format(old=before, new=first)
            )
