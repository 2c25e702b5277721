"""Settings: the form for a database server: host, port, database, user and password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from classroom_app.application.server_place import DATABASE, PORT, ServerPlace
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space

PORTS = (1, 65_535)
_FIELD_WIDTH, _PORT_WIDTH = 320, 110


class ServerForm(Panel):
    """`changed` follows each edit by the user; `submitted` follows the Return key."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("serverForm")
        self._shown: ServerPlace | None = None
        names = ("host", "port", "database", "user", "password")
        self._fields = {name: QLineEdit(self) for name in names}
        self._labels = {name: Label("", parent=self) for name in names}
        for name, field in self._fields.items():
            field.setObjectName(f"server{name.capitalize()}")
            field.textEdited.connect(self.changed)
            field.returnPressed.connect(self.submitted)
        self._fields["port"].setValidator(QIntValidator(*PORTS, self))
        self._fields["password"].setEchoMode(QLineEdit.EchoMode.Password)
        self._encrypted = QCheckBox(self)
        self._encrypted.setObjectName("encryptedServerSetting")
        self._encrypted.clicked.connect(self.changed)
        self._hint = Label("", "caption", wraps=True, parent=self)
        self._build()
        self.show_place(None)
        self.finish()

    def show_place(self, place: ServerPlace | None) -> None:
        """Fill in a server, or the defaults for None. The password field is always cleared."""
        self._shown = place
        self._fields["host"].setText(place.host if place else "")
        self._fields["port"].setText(str(place.port if place else PORT))
        self._fields["database"].setText(place.database if place else DATABASE)
        self._fields["user"].setText(place.user if place else "")
        self._fields["password"].clear()
        self._encrypted.setChecked(place.is_encrypted if place else True)

    @property
    def place(self) -> ServerPlace | None:
        """The server as entered; None while it is incomplete or the host is invalid."""
        host, user, database = (
            self._fields[name].text().strip() for name in ("host", "user", "database")
        )
        is_whole = host and user and database and self._fields["port"].hasAcceptableInput()
        if not is_whole or any(letter in host for letter in " /@?#,[]"):
            return None
        port = int(self._fields["port"].text())
        options = {} if self._shown is None else {"options": self._shown.options}
        return ServerPlace(host, user, database, port, **options).encrypted(
            self._encrypted.isChecked()
        )

    @property
    def password(self) -> str | None:
        """The password as typed; None to use the stored one."""
        return self._fields["password"].text() or None

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = {
            "host": self.tr("Server"),
            "port": self.tr("Port"),
            "database": self.tr("Database"),
            "user": self.tr("User"),
            "password": self.tr("Password"),
        }
        for name, text in words.items():
            self._labels[name].setText(text)
            self._fields[name].setAccessibleName(text)
        self._fields["host"].setPlaceholderText(self.tr("name or address, e.g. 192.168.0.5"))
        self._fields["password"].setPlaceholderText(
            self.tr("leave empty to use the one that is kept")
        )
        self._encrypted.setText(self.tr("Only over an encrypted line"))
        self._encrypted.setAccessibleName(self._encrypted.text())
        self._hint.setText(
            self.tr(
                "The password goes to this computer's own keyring, and into none of Classroom's "
                "files. Each computer has a user and a password of its own."
            )
        )

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(Space.XL)
        form.setVerticalSpacing(Space.M)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, field in self._fields.items():
            field.setFixedWidth(_PORT_WIDTH if name == "port" else _FIELD_WIDTH)
            self._labels[name].setMinimumWidth(150)
            row = QHBoxLayout()
            row.addWidget(field)
            row.addStretch(1)
            form.addRow(self._labels[name], row)
        form.addRow("", self._encrypted)
        form.addRow(self._hint)
