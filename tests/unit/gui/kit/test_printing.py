"""The system's print dialog: what was chosen there is printed on."""

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.handout.handout_paper import DOTS_PER_INCH, page_layout
from classroom_app.gui.kit.faults_dialog import FaultsDialog
from classroom_app.gui.kit.printing import ask_for_printer, say_not_printed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
own_dialog = pytest.mark.skipif(
    sys.platform != "linux", reason="Linux alone: elsewhere the dialog is the system's own"
)


def test_what_cannot_be_printed_is_said_with_a_way_out(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    say_not_printed(window, OSError(5, "Input/output error"))
    dialog = window.findChild(FaultsDialog)
    assert dialog is not None
    words = "\n".join(str(part.property("text") or "") for part in dialog.findChildren(QWidget))
    assert "Couldn't print" in words
    assert "save a PDF" in words
    field = dialog.findChild(QPlainTextEdit)
    assert field is not None
    assert "the disk reports an error" in field.toPlainText()


@own_dialog
def test_what_was_chosen_is_printed_on(window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    taken: list[QPrinter] = []
    ask_for_printer(window, page_layout(), DOTS_PER_INCH, taken.append, is_class_open=True)
    dialog = window.findChild(QPrintDialog, "printDialog")
    assert isinstance(dialog, QPrintDialog)
    assert not dialog.isModal()
    field = dialog.findChild(QLineEdit, "filename")
    assert isinstance(field, QLineEdit)
    field.setText(str(tmp_path / "paper.pdf"))
    dialog.accept()
    (printer,) = taken
    assert printer.outputFileName() == str(tmp_path / "paper.pdf")
    assert printer.resolution() == DOTS_PER_INCH
    layout = printer.pageLayout()
    assert layout.pageSize().id() is QPageSize.PageSizeId.A4
    assert layout.orientation() is QPageLayout.Orientation.Portrait


@own_dialog
def test_who_thinks_better_of_it_prints_nothing(window: QWidget, qtbot: QtBot) -> None:
    taken: list[QPrinter] = []
    ask_for_printer(window, page_layout(), DOTS_PER_INCH, taken.append, is_class_open=False)
    dialog = window.findChild(QPrintDialog, "printDialog")
    assert isinstance(dialog, QPrintDialog)
    dialog.reject()
    assert taken == []


def test_windows_own_dialog_waits_for_the_end_of_the_class(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    taken: list[QPrinter] = []
    ask_for_printer(window, page_layout(), DOTS_PER_INCH, taken.append, is_class_open=True)
    assert window.findChild(QPrintDialog) is None
    said = window.findChild(FaultsDialog)
    assert isinstance(said, FaultsDialog)
    said.accept()
    QApplication.processEvents()
    assert taken == []
