import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.ports import StorageError
from classroom_app.gui.lead.remote_dialog import VALID_S, RemoteDialog
from tests.unit.gui.conftest import PromptTasks
from tests.unit.gui.finding import button


class Remote:
    """A remote that counts."""

    def __init__(self) -> None:
        self.given = 0
        self.has_remotes = self.has_programs = self.is_connected = False
        self.has_network = True
        self.trouble: Exception | None = None

    def new_url(self, session_id: int) -> str:
        if not self.has_network:
            return ""
        self.given += 1
        return f"http://192.168.0.12:8000/remote/{session_id}/{self.given}"

    @property
    def is_in_use(self) -> bool:
        return self.has_remotes or self.has_programs

    async def revoke(self) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.has_remotes = self.has_programs = False


def test_the_remote_has_a_minute(window: QWidget, qtbot: QtBot) -> None:
    remote = Remote()
    dialog = RemoteDialog(remote, 1, PromptTasks(window), window)
    dialog.open()
    assert not button(dialog, "revokeButton").isEnabled()
    for _second in range(VALID_S):
        dialog._on_second()
    assert dialog._time.text() == "This code has expired."
    remote.has_remotes = remote.is_connected = True
    assert dialog._timer.isActive(), "who scanned it at the last moment is still to come"
    dialog._on_second()
    assert dialog._time.text() == "This code has expired."
    assert dialog._state.text() == "A phone is connected as remote."
    remote.is_connected = False
    button(dialog, "renewButton").click()
    assert remote.given == 2
    assert dialog._state.text() == "A phone may lead, but is not connected now."
    remote.is_connected = True
    dialog._on_second()
    assert dialog._state.text() == "A phone is connected as remote."
    remote.has_programs = True
    dialog._on_second()
    assert "A program with the instructor key may lead too." in dialog._state.text()
    button(dialog, "revokeButton").click()
    assert not remote.is_in_use
    assert dialog._state.text() == "No phone is connected as remote."
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()


def test_without_a_network_there_is_no_code(window: QWidget) -> None:
    remote = Remote()
    remote.has_network = False
    dialog = RemoteDialog(remote, 1, PromptTasks(window), window)
    assert dialog._qr.isHidden()
    assert "no network" in dialog._time.text()
    remote.has_network = True
    dialog.renew_if_shown()
    assert not dialog._qr.isHidden()
    assert "Valid once" in dialog._time.text()
    dialog.renew_if_shown()
    assert remote.given == 2, "another address, another code"
    for _second in range(VALID_S):
        dialog._on_second()
    dialog.renew_if_shown()
    assert dialog._time.text() == "This code has expired.", "none that nobody asked for"
    dialog.deleteLater()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StorageError("disk full"), "Not disconnected: this couldn't be saved (disk full)."),
        (
            OSError(28, "No space left on device"),
            "Disconnected. But the new key couldn't be saved (the disk is full): after the next "
            "start, the old one is valid again.",
        ),
    ],
)
def test_a_right_that_could_not_be_taken_back_is_told(
    window: QWidget, error: Exception, words: str
) -> None:
    remote = Remote()
    remote.has_remotes, remote.trouble = True, error
    dialog = RemoteDialog(remote, 1, PromptTasks(window), window)
    dialog.open()
    button(dialog, "revokeButton").click()
    assert dialog._state.text() == words
