"""Asks for a printer without ever blocking the class."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.faults_dialog import FaultsDialog


def ask_for_printer(
    window: QWidget,
    layout: QPageLayout,
    dots_per_inch: int,
    take: Callable[[QPrinter], None],
    *,
    is_class_open: bool,
) -> None:
    """Ask for a printer, and call `take` with it, set up.

    On Windows there is only the system's print dialog, which would keep the window from Next and
    End: while a class is open, a dialog says what to do instead.
    """
    if sys.platform == "win32" and is_class_open:
        _refuse(window)
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(dots_per_inch)
    printer.setPageLayout(layout)
    dialog = QPrintDialog(printer, window)
    dialog.setObjectName("printDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Of the two signals of this name, this is the one that passes the printer.
    dialog.accepted.connect(lambda *_: take(printer))
    dialog.show()  # never modal: a class may be going on


def say_not_printed(window: QWidget, error: Exception) -> None:
    """Show that something could not be printed, why, and what to do."""
    translate = QCoreApplication.translate
    FaultsDialog(
        translate("Printing", "Couldn't print"),
        translate("Printing", "Check the printer and try again, or save a PDF and print that."),
        [cause_text(error)],
        window,
    ).open()


def _refuse(window: QWidget) -> None:
    translate = QCoreApplication.translate
    FaultsDialog(
        translate("Printing", "Print after the class"),
        translate("Printing", "Windows' print dialog would block this window."),
        [translate("Printing", "End the class first, or save a PDF and print that.")],
        window,
    ).open()
