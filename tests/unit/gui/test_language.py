from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
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
