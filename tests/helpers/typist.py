"""The real program with its window, into which a new lesson is typed.

Started as a separate process: `python -m tests.helpers.typist DATA_DIR TITLE`. It prints `typed`
once the last letter is entered, and `saved` once the editor reports it.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from classroom_app.app import run
from classroom_app.config import Config
from classroom_app.gui.lessons.lesson_saver import SaveState
from classroom_app.gui.main_window import MainWindow


def main(data_dir: Path, title: str) -> int:
    """Run the program until it is stopped from outside."""
    QSettings(str(data_dir / "settings.ini"), QSettings.Format.IniFormat).setValue("welcomed", True)
    app = QApplication(sys.argv[:1])
    timer = QTimer(interval=20)

    def look_for_the_window() -> None:
        for window in app.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                timer.stop()
                _type(window, title)

    timer.timeout.connect(look_for_the_window)
    timer.start()
    return run(Config(data_dir=data_dir, host="127.0.0.1", port=0))


def _type(window: MainWindow, title: str) -> None:
    window.show_page("lessons")
    window.lessons_page.write_new()
    saver = window.lessons_page.editor.saver

    def look_at_the_saver() -> None:
        if saver.state is SaveState.SAVED:
            _say("saved")

    field = window.findChild(QLineEdit, "lessonTitleField")
    assert field is not None
    QTest.keyClicks(field, title)
    saver.changed.connect(look_at_the_saver)
    _say("typed")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
