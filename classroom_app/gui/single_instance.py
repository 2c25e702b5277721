"""One window per data folder: a second start brings the first one to the front.

The second start also hands over the lesson file it was given. The first instance listens under a
random name, which it writes to a file in the folder that only its owner can read: no other account
on this computer can answer in its place and learn of lesson files.
"""

import secrets
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from classroom_app.system.atomic_write import atomic_write

NAME_FILE = "window.name"
_PREFIX = "classroom_app-"
ANSWER_MS = 2_000
SHOW, SHOWN = "show", b"shown\n"
MAX_REQUEST = 8_192


class SingleInstance(QObject):
    """Finds the first instance that uses a data folder, or becomes it.

    `asked_to_show` is emitted when another instance connects, with the lesson file to open, or "".
    """

    asked_to_show = Signal(str)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = data_dir / NAME_FILE
        self._name = ""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)

    def is_first_there(self) -> bool:
        """Return whether a first instance accepts a connection; nothing is sent. Blocks."""
        socket = self._knock()
        is_there = socket.waitForConnected(ANSWER_MS)
        socket.abort()
        return is_there

    def is_shown_by_first(self, lesson_file: Path | None = None) -> bool:
        """Ask the first instance to show its window, and to open this lesson file, if any.

        Blocks for some seconds at most. Returns False if there is no first instance, or it does not
        answer.
        """
        path = "" if lesson_file is None else str(lesson_file.absolute())
        socket = self._knock()
        if not socket.waitForConnected(ANSWER_MS):
            return False
        _let_others_come_to_front()
        socket.write(f"{SHOW} {path}\n".encode("utf-8", "surrogateescape"))
        socket.flush()
        answered = socket.waitForReadyRead(ANSWER_MS) and bytes(socket.readAll().data()) == SHOWN
        socket.disconnectFromServer()
        if socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
            socket.waitForDisconnected(ANSWER_MS)
        return answered

    def _knock(self) -> QLocalSocket:
        socket = QLocalSocket()
        socket.connectToServer(self._name_of_first())
        return socket

    def _name_of_first(self) -> str:
        """Return the server name in the file, or "" if it holds none of ours."""
        with suppress(OSError):
            name = self._file.read_text("ascii", "replace").strip()
            if name.startswith(_PREFIX) and name.removeprefix(_PREFIX).isalnum():
                return name
        return ""

    def listen(self) -> bool:
        """Become the first instance, and tell whether that worked.

        Removes what an instance that was killed has left behind.
        """
        if left_behind := self._name_of_first():
            QLocalServer.removeServer(left_behind)
        self._name = f"{_PREFIX}{secrets.token_hex(16)}"
        if not self._server.listen(self._name):
            return False
        try:
            with atomic_write(self._file, private=True) as beside:
                beside.write_text(self._name + "\n", encoding="ascii")
        except OSError:
            self._server.close()
            return False
        return True

    def close(self) -> None:
        """Stop listening; open connections are aborted before the server closes."""
        for socket in self._server.findChildren(QLocalSocket):
            socket.readyRead.disconnect(self._on_request)
            socket.disconnected.disconnect(self._on_gone)
            socket.abort()
        self._server.close()
        with suppress(OSError):
            if self._name and self._name_of_first() == self._name:
                self._file.unlink()

    def _on_knock(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_request)
            socket.disconnected.connect(self._on_gone)
            self._read(socket)

    def _on_request(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _on_gone(self) -> None:
        socket = self.sender()
        if socket is not None:
            socket.deleteLater()

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MAX_REQUEST:
                socket.abort()
            return
        request = bytes(socket.readLine().data()).decode("utf-8", "surrogateescape")
        verb, _, path = request.rstrip("\n").partition(" ")
        if verb == SHOW:
            self.asked_to_show.emit(path)
            socket.write(SHOWN)
            socket.flush()


def _let_others_come_to_front() -> None:
    """Pass on the right to come to the front, which Windows gives to the program just started."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
