"""The baseline of the start: an empty window, and the imports that no such program can avoid."""

import sys

import sqlalchemy
import websockets.asyncio.server
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setWindowTitle(f"{sqlalchemy.__name__} {websockets.asyncio.server.__name__}")
    window.show()
    QTimer.singleShot(0, lambda: print("Listening on nothing", flush=True))
    raise SystemExit(application.exec())
