"""Settings that need a restart: the port, the data folder and encryption."""

from functools import partial
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from classroom_app.application.server_place import is_server
from classroom_app.application.start_service import RestartRequest
from classroom_app.gui.console import Console
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.file_dialog import FileDialog
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space
from classroom_app.system.data_folder import DataHome, NetworkFolderError

# The last port is left out: the Android app uses the one after the chosen port.
PORTS = (1, 65_534)


class StartPanel(Panel):
    """`restart_requested` carries a `RestartRequest`: the current one with one change."""

    restart_requested = Signal(object)
    refused = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._console = console
        self._data_dir = console.services.data_dir
        self._port_label, self._folder_label = Label("", parent=self), Label("", parent=self)
        self._port = QLineEdit(self)
        self._port.setObjectName("portSetting")
        self._port.setValidator(QIntValidator(*PORTS, self))
        self._port.setFixedWidth(110)
        self._use = IconButton("check", name="usePortButton", parent=self)
        self._folder = Label(str(self._data_dir), wraps=True, parent=self)
        self._folder.setObjectName("dataFolderLabel")
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._change = IconButton("folder", name="changeFolderButton", parent=self)
        self._encryption_label = Label("", parent=self)
        self._encrypt = QCheckBox(self)
        self._encrypt.setObjectName("encryptSetting")
        self._encrypt_hint = Label("", "caption", wraps=True, parent=self)
        self._certificate = Label("", "caption", wraps=True, parent=self)
        self._certificate.setObjectName("certificateFacts")
        self._hint = Label("", "caption", wraps=True, parent=self)
        self.fault = Label("", "fault", wraps=True, parent=self)
        self.fault.setObjectName("startFault")
        self.fault.hide()
        self._build()
        self._port.textChanged.connect(self._show_state)
        self._port.returnPressed.connect(self._use.click)
        self._use.clicked.connect(self._on_use)
        self._change.clicked.connect(self._on_change)
        self._encrypt.clicked.connect(self._ask_encryption)
        console.actions.changed.connect(self._show_state)
        self.refresh()
        self.finish()

    def refresh(self) -> None:
        """Show the current configuration."""
        self._port.setText(str(self._console.services.server.port))
        self._encrypt.setChecked(self._present.tls)
        self._show_certificate()
        self.fault.hide()
        self._show_state()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._port_label.setText(self.tr("Port"))
        self._port.setAccessibleName(self.tr("Port"))
        self._folder_label.setText(self.tr("Data folder"))
        self._use.setText(self.tr("Apply and restart"))
        self._use.setAccessibleName(self.tr("Use this port and restart"))
        self._change.setText(self.tr("Change…"))
        self._change.setAccessibleName(self.tr("Change the data folder"))
        self._hint.setText(
            self.tr("Changing any of these restarts the program. It takes a few seconds.")
        )
        self._encryption_label.setText(self.tr("Encryption"))
        self._encrypt.setText(self.tr("Encrypt classes (https)"))
        self._encrypt.setAccessibleName(self.tr("Encrypt classes (https)"))
        self._encrypt_hint.setText(
            self.tr(
                "Keeps others on the Wi-Fi from seeing class data. Each phone must "
                "install a certificate once; a page guides students through it."
            )
        )
        self._show_certificate()
        self._show_state()

    def _show_certificate(self) -> None:
        certificate = self._console.services.server.certificate
        self._certificate.setVisible(certificate is not None)
        if certificate is not None:
            until = certificate.until.astimezone()
            day = QLocale().toString(
                QDate(until.year, until.month, until.day), QLocale.FormatType.LongFormat
            )
            self._certificate.setText(
                self.tr(
                    "The certificate is good for this computer alone ({hosts}), until {day}. At "
                    "another address, or later, phones install another."
                ).format(hosts=", ".join(certificate.hosts), day=day)
            )

    def _show_state(self) -> None:
        new_class = self._console.actions.new_class
        why_not = "" if new_class.isEnabled() else self.tr("A class is open. End it first.")
        is_same = self._port.text() == str(self._console.services.server.port)
        self._port.setEnabled(not why_not)
        self._port.setToolTip(why_not)
        self._change.setEnabled(not why_not)
        self._change.setToolTip(why_not)
        self._encrypt.setEnabled(not why_not)
        self._encrypt.setToolTip(why_not)
        self._use.setEnabled(not why_not and not is_same and self._port.hasAcceptableInput())
        same = self.tr("Classroom already uses this port.") if is_same else ""
        self._use.setToolTip(why_not or same)

    def _on_use(self) -> None:
        port = int(self._port.text())
        self._console.tasks.run(
            self._console.services.start.try_port(port),
            lambda _none: self.restart_requested.emit(structs.replace(self._present, port=port)),
            partial(self._on_port_refused, port),
        )

    def _on_port_refused(self, port: int, error: Exception) -> None:
        cause = cause_text(error)
        self._refuse(
            self.tr("Port {port} isn't available ({cause}). Choose another.").format(
                port=port, cause=cause
            )
        )

    def _on_change(self) -> None:
        dialog = FileDialog("folderDialog", self.tr("Choose a data folder"), self, self._data_dir)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose_folder)
        dialog.open()

    def choose_folder(self, chosen: str) -> None:
        """Check a folder, ask whether to use it, and request a restart with it."""
        self._console.tasks.run(
            self._console.services.start.home_in(Path(chosen)), self._ask_move, self._on_bad_folder
        )

    def _on_bad_folder(self, error: Exception) -> None:
        if isinstance(error, NetworkFolderError):
            self._refuse(
                self.tr(
                    "This folder is on another computer ({place}), where data can't be kept "
                    "safely. Choose one on this computer."
                ).format(place=error.reached_by)
            )
            return
        cause = cause_text(error)
        self._refuse(
            self.tr("This folder can't be used ({cause}). Choose another.").format(cause=cause)
        )

    def _refuse(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.show()
        self.refused.emit()

    def _ask_move(self, home: DataHome) -> None:
        if home.folder == self._data_dir.resolve():
            return
        if home.has_data:
            text = self.tr(
                "{folder} already contains Classroom data, which will be used from now "
                "on. Your current folder is left as it is."
            )
        elif is_server(self._console.services.start.place.url):
            text = self.tr(
                "This computer's settings and the photos of its classes are copied to {folder}, "
                "which will be used from now on. Your current folder is left as it is."
            )
        else:
            text = self.tr(
                "All lessons, classes and settings are copied to {folder}, which will "
                "be used from now on. Your current folder is left as it is."
            )
        text = text.format(folder=home.folder)
        if home.synchroniser:
            warning = self.tr(
                "Better choose another folder: {service} synchronizes this one during a class, "
                "which can damage the data. Keep a backup here instead."
            )
            text += "\n\n" + warning.format(service=home.synchroniser)
        dialog = AskDialog(
            "moveDialog",
            self.tr("Change the data folder?"),
            text,
            self.tr("Change and restart"),
            self.window(),
            kind="primary",
        )
        wanted = structs.replace(self._present, data_dir=home.folder)
        dialog.accepted.connect(lambda: self.restart_requested.emit(wanted))
        dialog.open()

    @property
    def _present(self) -> RestartRequest:
        server, place = self._console.services.server, self._console.services.start.place
        return RestartRequest(
            server.port, self._data_dir, server.scheme == "https", place.url, place.passed_over
        )

    def _ask_encryption(self, wanted: bool) -> None:
        self._encrypt.setChecked(self._present.tls)  # until the restart
        if wanted:
            heading = self.tr("Turn on encryption?")
            text = self.tr(
                "The QR code then takes phones to a page that guides students through "
                "installing the certificate, once for each phone. Allow a few minutes "
                "for it before the first class."
            )
        else:
            heading = self.tr("Turn off encryption?")
            text = self.tr(
                "Phones can join without setup, but others on the Wi-Fi could see class data."
            )
        dialog = AskDialog(
            "encryptDialog",
            heading,
            text,
            self.tr("Change and restart"),
            self.window(),
            kind="primary",
        )
        start = structs.replace(self._present, tls=wanted)
        dialog.accepted.connect(lambda: self.restart_requested.emit(start))
        dialog.open()

    def _build(self) -> None:
        port_row, folder_row = QHBoxLayout(), QHBoxLayout()
        for row in (port_row, folder_row):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(Space.S)
        port_row.addWidget(self._port)
        port_row.addWidget(self._use)
        port_row.addStretch(1)
        folder_row.addWidget(self._folder, 1)
        folder_row.addWidget(self._change)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(Space.XL)
        form.setVerticalSpacing(Space.M)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for label, row in ((self._port_label, port_row), (self._folder_label, folder_row)):
            label.setMinimumWidth(150)
            form.addRow(label, row)
        self._encryption_label.setMinimumWidth(150)
        form.addRow(self._encryption_label, self._encrypt)
        form.addRow("", self._encrypt_hint)
        form.addRow("", self._certificate)
        form.addRow(self._hint)
        form.addRow(self.fault)
