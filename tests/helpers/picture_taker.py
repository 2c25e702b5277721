"""The real program with its window, in which a new lesson waits for pictures from a phone.

Started as a separate process: `python -m tests.helpers.picture_taker DATA_DIR`. It prints the
content of the QR code of *Pictures from my phone*.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from classroom_app.app import run
from classroom_app.config import Config
from classroom_app.gui.main_window import MainWindow


def main(data_dir: Path) -> int:
    """Run the program until it is stopped from outside."""
    QSettings(str(data_dir / "settings.ini"), QSettings.Format.IniFormat).setValue("welcomed", True)
    app = QApplication(sys.argv[:1])
    timer = QTimer(interval=20)

    def look_for_the_window() -> None:
        for window in app.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                timer.stop()
                _ask(window)

    timer.timeout.connect(look_for_the_window)
    timer.start()
    return run(Config(data_dir=data_dir, host="127.0.0.1", port=0))


def _ask(window: MainWindow) -> None:
    window.show_page("lessons")
    window.lessons_page.write_new()
    pictures = window.lessons_page.editor.phone_pictures
    pictures.ask_for_steps(0)
    assert pictures.dialog is not None
    sys.stdout.write(f"{pictures.dialog.upload.url}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
