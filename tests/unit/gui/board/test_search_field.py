"""Esc empties the search, whatever is half written in it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from classroom_app.gui.board.search_field import SearchField
from classroom_app.gui.kit.composed_text import ComposedText
from tests.helpers.composing import compose


def test_esc_empties_and_leaves(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    typed = ComposedText(field)
    field.setText("김")
    compose(field, "영")
    assert typed.text == "김영"
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert typed.text == ""


def test_the_sign_has_a_name(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    field.name_sign("Search")
    assert "Search" in [button.accessibleName() for button in field.findChildren(QToolButton)]
