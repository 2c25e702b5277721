import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QFileInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
)
from pytestqt.qtbot import QtBot

from classroom_app.gui.language import Language, system_language


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    language = Language(qapp, "en")
    yield language
    language.choose("en")


def test_switches_at_once(language: Language, qtbot: QtBot) -> None:
    assert QCoreApplication.translate("Wording", "Paused") == "Paused"
    with qtbot.waitSignal(language.changed):
        language.choose("ko")
    assert QCoreApplication.translate("Wording", "Paused") == "일시정지"
    language.choose("en")
    assert QCoreApplication.translate("Wording", "Paused") == "Paused"


def test_what_it_cannot_speak_is_english(language: Language) -> None:
    language.choose("tlh")
    assert language.code == "en"


def test_the_system_language_is_one_that_it_speaks() -> None:
    assert system_language() in ("ko", "en")


def test_a_file_dialog_speaks_korean_throughout(language: Language) -> None:
    language.choose("ko")
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    for button in dialog.findChildren(QAbstractButton):
        said += [text for text in (button.text(), button.toolTip()) if text]
    said.append(QFileIconProvider().type(QFileInfo(QDir.rootPath())))
    assert len(said) > 8
    assert [text for text in said if not re.search("[가-힣]", text)] == []
    dialog.deleteLater()
