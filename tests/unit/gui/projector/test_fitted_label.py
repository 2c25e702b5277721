from pytestqt.qtbot import QtBot

from classroom_app.gui.projector.fitted_label import FittedLabel


def test_text_is_as_large_as_fits(qtbot: QtBot) -> None:
    words = FittedLabel(0.2, bold=True)
    qtbot.addWidget(words)
    words.resize(300, 100)
    for text in ("short", "a very long text that needs many lines " * 8):
        words.set_text(text)
        words.grab()
        assert words.text == text
    assert words.minimumSizeHint().width() < 100
