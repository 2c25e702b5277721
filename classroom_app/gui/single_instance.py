"""One window per data folder: a second start brings the first one to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2_000
SHOW, SHOWN = b"show\n", b"shown\n"


class SingleInstance(QObject):
    """Finds the first program of a folder, or is it; `asked_to_show` when another one knocks."""

    asked_to_show = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = str(data_dir.expanduser().resolve())
        self._name = "classroom_app-" + hashlib.sha256(folder.encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)

    def is_shown_by_first(self) -> bool:
        """Ask the first program of this folder to show its window; blocks for 2 s at most.

        False when there is none, or none that answers.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(SHOW)
        socket.flush()
        answered = socket.waitForReadyRead(ANSWER_MS) and bytes(socket.readAll().data()) == SHOWN
        socket.abort()
        return answered

    def listen(self) -> bool:
        """Be the first one; a name left behind by a program that was killed is taken over."""
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            return self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Be found no more."""
        self._server.close()

    def _on_knock(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._answer(socket))

    def _answer(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()) == SHOW:
            self.asked_to_show.emit()
            socket.write(SHOWN)
            socket.flush()
