"""The menu bar, which contains every action that has a shortcut."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from classroom_app.gui.console import Console
from classroom_app.gui.language import LANGUAGES
from classroom_app.gui.preferences import Key
from classroom_app.gui.theme.theme import Scheme


class Menus(QObject):
    """Class, Students, View: the actions, the languages, the colour schemes."""

    def __init__(self, bar: QMenuBar, console: Console, window: QMainWindow) -> None:
        super().__init__(window)
        self._console = console
        actions = console.actions
        self._class, self._students, self._view = QMenu(window), QMenu(window), QMenu(window)
        self._quit = QAction(self)
        self._quit.setObjectName("quitAction")
        self._quit.setShortcut(QKeySequence("Ctrl+Q"))
        self._quit.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        self._quit.setAutoRepeat(False)
        self._quit.triggered.connect(window.close)
        self._class.addAction(actions.new_class)
        self._class.addSeparator()
        self._class.addActions(actions.in_class())
        self._class.addActions([actions.undo, actions.auto_advance])
        self._class.addSeparator()
        self.handout = QAction(self)
        self.handout.setObjectName("handoutAction")
        self._class.addAction(self.handout)
        self._class.addSeparator()
        self._class.addActions(
            [actions.show_qr, actions.new_code, actions.remote, actions.rehearse]
        )
        self._class.addSeparator()
        self.backup, self.restore = QAction(self), QAction(self)
        self.backup.setObjectName("backupAction")
        self.restore.setObjectName("restoreAction")
        self._class.addActions([self.backup, self.restore, self._quit])
        self._students.addActions([actions.find, actions.need_first, actions.answer_help])
        self._students.addSeparator()
        self._students.addActions([actions.comfort, actions.invite_helper, actions.remove_since])
        self._view.addActions([actions.switch_view, actions.projector, actions.close_projector])
        self._view.addSeparator()
        self._languages = self._choices("language", LANGUAGES)
        self._view.addActions(self._languages.actions())
        self._view.addSeparator()
        self._schemes = self._choices("theme", dict.fromkeys(Scheme, ""))
        self._view.addActions(self._schemes.actions())
        for menu in (self._class, self._students, self._view):
            menu.setToolTipsVisible(True)
            bar.addMenu(menu)
        self._languages.triggered.connect(self._on_language)
        self._schemes.triggered.connect(self._on_scheme)
        console.language.changed.connect(self._show_choices)
        console.theme.changed.connect(self._show_choices)
        self._show_choices()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._class.setTitle(self.tr("&Class"))
        self._students.setTitle(self.tr("S&tudents"))
        self._view.setTitle(self.tr("&View"))
        self._quit.setText(self.tr("&Quit"))
        self.handout.setText(self.tr("Print han&dout…"))
        self.backup.setText(self.tr("&Back up all data…"))
        self.restore.setText(self.tr("Res&tore a backup…"))
        words = {
            Scheme.SYSTEM: self.tr("Use system setting"),
            Scheme.LIGHT: self.tr("Light"),
            Scheme.DARK: self.tr("Dark"),
        }
        for action in self._schemes.actions():
            action.setText(words[Scheme(action.data())])

    def _choices(self, name: str, choices: dict[str, str]) -> QActionGroup:
        group = QActionGroup(self)
        for value, text in choices.items():
            action = QAction(text, group)
            action.setObjectName(f"{name}Action_{value}")
            action.setCheckable(True)
            action.setData(str(value))
        return group

    def _show_choices(self) -> None:
        for action in self._languages.actions():
            action.setChecked(action.data() == self._console.language.code)
        for action in self._schemes.actions():
            action.setChecked(action.data() == self._console.theme.scheme.value)

    def _on_language(self, action: QAction) -> None:
        self._console.preferences.put(Key.LANGUAGE, action.data())
        self._console.language.choose(action.data())

    def _on_scheme(self, action: QAction) -> None:
        self._console.preferences.put(Key.SCHEME, action.data())
        self._console.theme.set_scheme(Scheme(action.data()))
