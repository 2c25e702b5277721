from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.label import ElidedLabel, Label


def test_a_label_is_plain_text(qtbot: QtBot) -> None:
    for plain in (Label("<b>x</b>"), ElidedLabel("<b>x</b>")):
        qtbot.addWidget(plain)
        assert plain.textFormat() is Qt.TextFormat.PlainText
    assert ElidedLabel("<b>x</b>").toolTip() == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"


def test_a_long_line_needs_little_room(qtbot: QtBot) -> None:
    line = ElidedLabel("long " * 50)
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() < 200
    line.resize(80, 20)
    line.grab()
