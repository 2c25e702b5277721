"""The Settings page: name, language, appearance, class, Wi-Fi, network, data, this computer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from classroom_app.domain.errors import Refused
from classroom_app.domain.names import MAX_TYPED_LENGTH, is_name
from classroom_app.gui.command_dispatcher import refusal_text
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import ActionButton, IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.flowing_page import FlowingPage
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.language import LANGUAGES
from classroom_app.gui.preferences import Key
from classroom_app.gui.settings.data_panel import DataPanel
from classroom_app.gui.settings.network_panel import NetworkPanel
from classroom_app.gui.settings.place_panel import PlacePanel
from classroom_app.gui.settings.start_panel import StartPanel
from classroom_app.gui.settings.visit_minutes import VisitMinutes
from classroom_app.gui.theme.theme import Scheme
from classroom_app.gui.theme.tokens import Space

_FIELD_WIDTH = 320
_CARD_WIDTH = 760


class SettingsPage(Panel):
    """Simple choices take effect immediately; `name_saved` means that the name was stored."""

    name_saved = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("settingsPage")
        self._console = console
        self._labels: dict[str, Label] = {}
        self._heading = Label("", "large", parent=self)
        self._name = QLineEdit(console.services.instructor.profile.name, self)
        self._name.setObjectName("nameSetting")
        self._name.setMaxLength(MAX_TYPED_LENGTH)
        self._save_name = IconButton("check", name="saveNameButton", parent=self)
        self._fault = Label("", "fault", wraps=True, parent=self)
        self._fault.hide()
        self._language = QComboBox(self)
        self._language.setObjectName("languageSetting")
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._scheme = QComboBox(self)
        self._scheme.setObjectName("themeSetting")
        self._scheme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for scheme in Scheme:
            self._scheme.addItem("", scheme.value)
        self._sounds = QCheckBox(self)
        self._sounds.setObjectName("soundsSetting")
        self._guests = QCheckBox(self)
        self._guests.setObjectName("guestsSetting")
        self._visits = VisitMinutes(console, self)
        self._remote = ActionButton(
            console.actions.remote, "phone", name="remoteButton", parent=self
        )
        self._remote_hint = Label("", "caption", wraps=True, parent=self)
        self._wifi_name = QLineEdit(self)
        self._wifi_name.setObjectName("wifiNameSetting")
        self._wifi_password = QLineEdit(self)
        self._wifi_password.setObjectName("wifiPasswordSetting")
        self._wifi_password.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._wifi_hint = Label("", "caption", wraps=True, parent=self)
        self.network = NetworkPanel(console, self)
        self.place = PlacePanel(console, self)
        self.place.said.connect(self._show_place_words, Qt.ConnectionType.QueuedConnection)
        self.start = StartPanel(console, self)
        # Queued: scroll after the page has grown by the message.
        self.start.refused.connect(self._show_fault, Qt.ConnectionType.QueuedConnection)
        self.data = DataPanel(console, self)
        self._build()
        self._connect()
        self.finish()

    def refresh(self) -> None:
        """Show the current settings; unsaved input is dropped."""
        preferences = self._console.preferences
        self._show_name()
        self._language.setCurrentIndex(self._language.findData(self._console.language.code))
        self._scheme.setCurrentIndex(self._scheme.findData(self._console.theme.scheme.value))
        self._sounds.setChecked(preferences.flag(Key.SOUNDS, default=True))
        self._guests.setChecked(preferences.flag(Key.GUESTS))
        self._visits.refresh()
        self._wifi_name.setText(preferences.text(Key.WIFI_NAME))
        self._wifi_password.setText(preferences.text(Key.WIFI_PASSWORD))
        self.place.refresh()
        self.start.refresh()

    def offer(self, action: QAction) -> None:
        """Add a button for an action of the window to the section “This computer”."""
        row = QHBoxLayout()
        row.addWidget(ActionButton(action, name="copyDiagnosticsButton", parent=self))
        row.addStretch(1)
        self._computer.addLayout(row)

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part of the page."""
        self._scroll.ensureWidgetVisible(part, 0, Space.XXL * 2)

    def _show_fault(self) -> None:
        self._show_words(self.start.fault)

    def _show_place_words(self) -> None:
        self._show_words(self.place.words)

    def _show_words(self, words: QWidget) -> None:
        content = self._scroll.widget()
        if content is not None:
            content.adjustSize()
        self.show_part(words)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("Settings"))
        fields: dict[str, tuple[str, QWidget | None]] = {
            "you": (self.tr("YOU"), None),
            "name": (self.tr("Your name"), self._name),
            "window": (self.tr("WINDOW"), None),
            "language": (self.tr("Language"), self._language),
            "theme": (self.tr("Appearance"), self._scheme),
            "class": (self.tr("CLASS"), None),
            "visits": (self.tr("“Not visited” sign after"), self._visits),
            "remote": (self.tr("Remote"), None),
            "wifi": (self.tr("WI-FI"), None),
            "wifi_name": (self.tr("Wi-Fi name"), self._wifi_name),
            "wifi_password": (self.tr("Wi-Fi password"), self._wifi_password),
            "network": (self.tr("NETWORK CHECK"), None),
            "place": (self.tr("WHERE CLASSES ARE KEPT"), None),
            "data": (self.tr("DATA"), None),
            "computer": (self.tr("THIS COMPUTER"), None),
        }
        for key, (text, field) in fields.items():
            self._labels[key].setText(text)
            if isinstance(field, QLineEdit | QComboBox | VisitMinutes):
                field.setAccessibleName(text)
        self._save_name.setText(self.tr("Save"))
        self._save_name.setAccessibleName(self.tr("Save your name"))
        self._sounds.setText(self.tr("Play a soft sound when someone asks for help"))
        self._guests.setText(self.tr("Let MobEdu app users join as guests"))
        self._remote_hint.setText(
            self.tr("While a class is open, your own phone can lead it: next step, pause, help.")
        )
        self._wifi_hint.setText(
            self.tr(
                "Fill these in to show a QR code on the projector that connects phones "
                "to the Wi-Fi."
            )
        )
        words = {
            Scheme.SYSTEM: self.tr("Use system setting"),
            Scheme.LIGHT: self.tr("Light"),
            Scheme.DARK: self.tr("Dark"),
        }
        for place, scheme in enumerate(Scheme):
            self._scheme.setItemText(place, words[scheme])

    def _connect(self) -> None:
        preferences = self._console.preferences
        self._written_name = ComposedText(self._name)
        self._written_name.edited.connect(lambda text: self._save_name.setEnabled(is_name(text)))
        self._name.returnPressed.connect(self._on_save_name)
        self._save_name.clicked.connect(self._on_save_name)
        self._language.activated.connect(self._on_language)
        self._scheme.activated.connect(self._on_scheme)
        self._sounds.clicked.connect(lambda on: preferences.put(Key.SOUNDS, on))
        self._guests.clicked.connect(lambda on: preferences.put(Key.GUESTS, on))
        self._written_wifi = ComposedText(self._wifi_name)
        self._written_wifi.edited.connect(lambda text: preferences.put(Key.WIFI_NAME, text))
        self._wifi_password.textEdited.connect(
            lambda text: preferences.put(Key.WIFI_PASSWORD, text)
        )

    def _on_save_name(self) -> None:
        if self._save_name.isEnabled():
            text = self._written_name.finish()
            self._console.tasks.run(
                self._console.services.instructor.rename(text),
                lambda _none: self._on_name_saved(text),
                self._on_failed,
            )

    def _on_name_saved(self, text: str) -> None:
        """Show the name as stored, unless it was edited again meanwhile."""
        self._fault.hide()
        if self._written_name.text == text:
            self._show_name()
        self.name_saved.emit()

    def _show_name(self) -> None:
        self._name.setText(self._console.services.instructor.profile.name)
        self._save_name.setEnabled(False)

    def _on_failed(self, error: Exception) -> None:
        text = refusal_text(error) if isinstance(error, Refused) else cause_text(error)
        self._fault.setText(text)
        self._fault.show()

    def _on_language(self) -> None:
        code = str(self._language.currentData())
        self._console.preferences.put(Key.LANGUAGE, code)
        self._console.language.choose(code)

    def _on_scheme(self) -> None:
        scheme = Scheme(self._scheme.currentData())
        self._console.preferences.put(Key.SCHEME, scheme.value)
        self._console.theme.set_scheme(scheme)

    def _build(self) -> None:
        content = FlowingPage(self)
        # Not on the cards: layouts ignore their maximum when computing the height of wrapped text.
        content.setMaximumWidth(_CARD_WIDTH + Space.M)
        form = QVBoxLayout(content)
        form.setContentsMargins(0, 0, Space.M, 0)
        form.setSpacing(Space.L)
        name_row = QWidget(content)
        row = QHBoxLayout(name_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._name)
        row.addWidget(self._save_name)
        row.addStretch(1)
        self._section(form, "you", {"name": name_row, "": self._fault})
        self._section(form, "window", {"language": self._language, "theme": self._scheme})
        self._section(
            form,
            "class",
            {
                "": self._guests,
                " ": self._sounds,
                "visits": self._visits,
                "remote": self._remote,
                "  ": self._remote_hint,
            },
        )
        self._section(
            form,
            "wifi",
            {
                "wifi_name": self._wifi_name,
                "wifi_password": self._wifi_password,
                "": self._wifi_hint,
            },
        )
        self._card(form, "network", self.network)
        self._card(form, "place", self.place)
        self._card(form, "data", self.data)
        self._computer = self._card(form, "computer", self.start)
        form.addStretch(1)
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.M, Space.M)
        column.setSpacing(Space.L)
        column.addWidget(self._heading)
        column.addWidget(scroll, 1)
        for field in (self._name, self._language, self._scheme):
            field.setFixedWidth(_FIELD_WIDTH)
        for field in (self._wifi_name, self._wifi_password):
            field.setFixedWidth(_FIELD_WIDTH)

    def _card(self, column: QVBoxLayout, key: str, part: QWidget) -> QVBoxLayout:
        """Add a section with one widget; unlike a form layout, it gives wrapped text its height."""
        card = Panel("panel", self)
        self._labels[key] = Label("", "section", parent=card)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        inner.setSpacing(Space.M)
        inner.addWidget(self._labels[key])
        inner.addWidget(part)
        column.addWidget(card)
        return inner

    def _section(self, column: QVBoxLayout, key: str, fields: dict[str, QWidget]) -> None:
        card = Panel("panel", self)
        self._labels[key] = Label("", "section", parent=card)
        form = QFormLayout(card)
        form.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        form.setHorizontalSpacing(Space.XL)
        form.setVerticalSpacing(Space.M)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self._labels[key])
        for name, field in fields.items():
            if name.strip():
                self._labels[name] = Label("", parent=card)
                self._labels[name].setMinimumWidth(150)
                form.addRow(self._labels[name], field)
            else:
                form.addRow(field)
        column.addWidget(card)
