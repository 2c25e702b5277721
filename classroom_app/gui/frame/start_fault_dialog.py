"""Shown before there is a window: why the program cannot start, and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from classroom_app.gui.frame.start_fault_words import heading_of, words_of
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.theme.tokens import Space
from classroom_app.system.data_folder import DataHome
from classroom_app.system.start_faults import Fault

PORTS = (1, 65_534)
WIDTH = 640


@dataclass(frozen=True, slots=True)
class Retry:
    """What to change for the next try; None keeps what was requested before."""

    port: int | None = None
    data_dir: Path | None = None
    without_lesson: bool = False
    own_data: bool = False
    password: str | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be done; nothing is offered for None or False.

    `port` is a free port. `try_port` raises OSError if a port cannot be used, `home_in` if a folder
    cannot be written. `show_running` brings the other instance to the front and returns whether
    that worked. `empty` is a folder to start in without the missing data, `own` one with older data
    on this computer. `own_data`: this start can do without the server's data. `keep_password` is
    given when a password is missing: it stores it for the next start, or raises OSError.
    `can_keep`: the next start would use the choice again. `open_logs` opens the folder of log
    files.
    """

    port: int | None = None
    try_port: Callable[[int], None] = lambda _port: None
    home_in: Callable[[Path], DataHome] | None = None
    show_running: Callable[[], bool] | None = None
    empty: Path | None = None
    own: Path | None = None
    own_data: bool = False
    keep_password: Callable[[str], None] | None = None
    without_lesson: bool = False
    again: bool = True
    can_keep: bool = False
    open_logs: Callable[[], None] | None = None


class StartFaultDialog(Sheet):
    """After `exec`, `retry` is set if the program is to start again; otherwise it ends.

    `is_running_shown`: the other instance was brought to the front instead.
    """

    def __init__(self, faults: list[Fault], offers: Offers, details: str) -> None:
        super().__init__("startFaultDialog", None, width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.retry: Retry | None = None
        self.is_running_shown = False
        self._faults, self._offers, self._details = faults, offers, details
        self._home: Path | None = None
        self._labels = [
            (Label("", "heading", wraps=True, parent=self), Label("", wraps=True, parent=self))
            for _ in faults
        ]
        self._port_label = Label("", parent=self)
        self._port = QLineEdit(self)
        self._port.setObjectName("portField")
        self._port.setValidator(QIntValidator(*PORTS, self))
        self._port.setFixedWidth(110)
        self._password_label = Label("", parent=self)
        self._password = QLineEdit(self)
        self._password.setObjectName("passwordField")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._note = Label("", "muted", wraps=True, parent=self)
        self._note.setObjectName("startFaultNote")
        self._keep = QCheckBox(self)
        self._keep.setObjectName("keepChoice")
        self._refusal = Label("", "fault", wraps=True, parent=self)
        self._refusal.setObjectName("startRefusal")
        self._refusal.hide()
        self._copy = IconButton("copy", name="copyDetailsButton", parent=self)
        self._copy.clicked.connect(self._on_copy)
        self._logs = IconButton("folder", name="openLogsButton", parent=self)
        self._close = self.add_button("closeButton")
        self._close.clicked.connect(self.reject)
        self._folder = self.add_button("chooseFolderButton")
        self._folder.clicked.connect(self._on_choose_folder)
        self._empty = self.add_button("startEmptyButton")
        self._empty.clicked.connect(lambda: self._start_in(offers.empty))
        self._own = self.add_button("useOwnDataButton")
        self._own.clicked.connect(lambda: self._start_in(offers.own))
        self._own_data = self.add_button("ownDataButton")
        self._own_data.clicked.connect(lambda: self._end(Retry(own_data=True)))
        self._again = self.add_button("tryAgainButton")
        self._again.clicked.connect(lambda: self._end(Retry()))
        self._main = self.add_button("mainButton", "primary", is_default=True)
        self._build()
        self.retranslate()
        self._settle()
        (self._main if offers.keep_password is None else self._password).setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(heading_of(self._faults))
        told = [words_of(fault) for fault in self._faults]
        for words, (what, way_out) in zip(told, self._labels, strict=True):
            what.setText(_unbroken(words.what))
            way_out.setText(_unbroken(words.way_out))
            way_out.setVisible(bool(words.way_out))
        # Screen readers read a dialog's description as it opens.
        self.setAccessibleDescription(
            "\n".join(f"{words.what} {words.way_out}".strip() for words in told)
        )
        self._port_label.setText(self.tr("Another port"))
        self._port.setAccessibleName(self.tr("Another port"))
        self._note.setText(_unbroken(self._note_words()))
        self._password_label.setText(self.tr("Password"))
        self._password.setAccessibleName(self.tr("Password"))
        self._keep.setText(self._keep_words())
        self._keep.setAccessibleName(self._keep.text())
        names = {
            self._copy: self.tr("Copy details"),
            self._logs: self.tr("Open the log folder"),
            self._close: self.tr("Close"),
            self._folder: self.tr("Choose another folder…"),
            self._empty: self.tr("Start empty"),
            self._own: self.tr("Use this computer's data"),
            self._own_data: self.tr("This time on this computer"),
            self._again: self.tr("Try again"),
            self._main: self._main_words(),
        }
        for button, text in names.items():
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))

    def _keep_words(self) -> str:
        if self._offers.port is not None:
            return self.tr("Use this port from now on")
        if self._offers.keep_password is not None:
            return self.tr("Keep it in this computer's keyring")
        return self.tr("Use the folder that I choose from now on")

    def _note_words(self) -> str:
        offers = self._offers
        if offers.own_data:
            return self.tr(
                "“This time on this computer” starts with the lessons and classes of this computer "
                "alone. Classes that you lead then stay here: they are not copied to the server "
                "later. The next start tries the server again."
            )
        if offers.port is not None:
            return self.tr(
                "Phones then come to another address: use the QR code that the program shows. "
                "Codes that were printed or saved with the old port no longer work."
            )
        if offers.own is not None:
            return self.tr(
                "This computer has older data in {own}. “Start empty” begins without lessons, in "
                "{folder}. What is on the drive is there again when you start with it plugged in."
            ).format(own=offers.own, folder=offers.empty)
        if offers.empty is not None:
            return self.tr(
                "“Start empty” begins without lessons, in {folder}. What is on the drive is there "
                "again when you start with it plugged in."
            ).format(folder=offers.empty)
        return self.tr(
            "Lessons and classes stay in the old folder: the new one starts with what is in it."
        )

    def _settle(self) -> None:
        """Resize to fit all texts and buttons before the system creates the window."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        self.setMinimumWidth(max(WIDTH, self.buttons.sizeHint().width() + 2 * Space.XL))
        self.resize(self.minimumWidth(), 1)
        self.fit()

    def choose_folder(self, chosen: str) -> None:
        """Start again with the data in this folder, unless it cannot be written."""
        assert self._offers.home_in is not None
        try:
            home = self._offers.home_in(Path(chosen))
        except OSError as error:
            self._refuse(
                self.tr("{folder} cannot be written ({cause}): choose another.").format(
                    folder=chosen, cause=error.strerror or error
                )
            )
            return
        self._end(Retry(data_dir=home.folder, is_kept=self._keep.isChecked()))

    def _main_words(self) -> str:
        offers = self._offers
        if offers.show_running is not None:
            return self.tr("Show the running one")
        if offers.port is not None:
            return self.tr("Start with this port")
        if offers.without_lesson:
            return self.tr("Start without it")
        return self.tr("Try again") if offers.again else self.tr("Close")

    def _on_main(self) -> None:
        offers = self._offers
        if offers.show_running is not None:
            self._on_show_running(offers.show_running)
        elif offers.port is not None:
            self._on_port()
        elif offers.without_lesson:
            self._end(Retry(without_lesson=True))
        elif offers.keep_password is not None and self._password.text():
            self._on_password(offers.keep_password)
        elif offers.again:
            self._end(Retry())
        else:
            self.reject()

    def _on_show_running(self, show: Callable[[], bool]) -> None:
        if show():
            self.is_running_shown = True
            self.accept()
        else:
            self._refuse(self.tr("It does not answer: end it, and try again."))

    def _on_port(self) -> None:
        port = int(self._port.text())
        try:
            self._offers.try_port(port)
        except OSError as error:
            self._refuse(
                self.tr("Port {port} cannot be had ({cause}): choose another.").format(
                    port=port, cause=error.strerror or error
                )
            )
            self._port.setFocus()
            self._port.selectAll()
            return
        self._end(Retry(port=port, is_kept=self._keep.isChecked()))

    def _on_password(self, keep: Callable[[str], None]) -> None:
        password = self._password.text()
        if self._keep.isChecked():
            try:
                keep(password)
            except OSError:
                self._refuse(
                    self.tr(
                        "This computer's keyring can't be used. Untick “Keep it in this computer's "
                        "keyring”: you will be asked for the password at each start."
                    )
                )
                return
        self._end(Retry(password=password))

    def _on_choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the data"))
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose_folder)
        dialog.open()

    def _start_in(self, folder: Path | None) -> None:
        self._end(Retry(data_dir=folder, is_kept=self._keep.isChecked()))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText(self.tr("Copied"))
        self._copy.setAccessibleName(self.tr("Copied"))

    def _end(self, retry: Retry) -> None:
        self.retry = retry
        self.accept()

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.setAccessibleName(words)
        if (
            self._refusal.isHidden()
        ):  # resize first: the window must never be too small, even for a moment
            lines = self._refusal.heightForWidth(self.width() - 2 * Space.XL)
            self.resize(self.width(), self.height() + lines + Space.XL)
        self._refusal.show()
        self.setAccessibleDescription(words)
        self.fit()

    def _build(self) -> None:
        offers = self._offers
        selectable = (
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for what, way_out in self._labels:
            what.setTextInteractionFlags(selectable)
            way_out.setTextInteractionFlags(selectable)
            words = QVBoxLayout()
            words.setSpacing(Space.XS)
            words.addWidget(what)
            words.addWidget(way_out)
            self.body.addLayout(words)
        has_port, has_folder = offers.port is not None, offers.home_in is not None
        if has_port:
            self._port.setText(str(offers.port))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._port_label)
        row.addWidget(self._port)
        row.addWidget(self._password_label)
        row.addWidget(self._password, 1)
        row.addStretch(1)
        line = QFrame(self)
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        self.body.addWidget(line)
        self.body.addLayout(row)
        has_password = offers.keep_password is not None
        below = (self._keep, self._note) if has_password else (self._note, self._keep)
        for part in below:
            self.body.addWidget(part)
        self.body.addWidget(self._refusal)
        self.body.addStretch(1)
        self.buttons.insertWidget(0, self._copy)
        self.buttons.insertWidget(1, self._logs)
        self._port_label.setVisible(has_port)
        self._port.setVisible(has_port)
        self._password_label.setVisible(has_password)
        self._password.setVisible(has_password)
        self._keep.setChecked(has_password)
        has_choice = has_port or has_folder or offers.own_data or has_password
        self._note.setVisible(has_port or has_folder or offers.own_data)
        line.setVisible(has_choice)
        self._keep.setVisible((has_port or has_folder or has_password) and offers.can_keep)
        self._own_data.setVisible(offers.own_data)
        self._folder.setVisible(has_folder)
        self._empty.setVisible(offers.empty is not None)
        self._own.setVisible(offers.own is not None)
        self._logs.setVisible(offers.open_logs is not None)
        if offers.open_logs is not None:
            self._logs.clicked.connect(offers.open_logs)
        is_main_again = not (offers.show_running or has_port or offers.without_lesson)
        self._again.setVisible(offers.again and not is_main_again)
        self._close.setVisible(offers.again or not is_main_again)
        self._main.clicked.connect(self._on_main)
        self._port.textChanged.connect(self._on_port_typed)
        self._order_focus()

    def _on_port_typed(self) -> None:
        self._main.setEnabled(self._port.hasAcceptableInput())

    def _order_focus(self) -> None:
        order: list[QPushButton | QLineEdit | QCheckBox] = [
            self._main,
            self._port,
            self._password,
            self._keep,
            self._again,
            self._folder,
            self._own,
            self._own_data,
            self._empty,
            self._copy,
            self._logs,
            self._close,
        ]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)


def _unbroken(text: str) -> str:
    """Keep a drive letter and its folders on one line."""
    return text.replace(":\\", ":\N{WORD JOINER}\\")
