"""Korean and English, switched while the window is open."""

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from classroom_app.system.paths import resources_dir

LANGUAGES = {"ko": "한국어", "en": "English"}
"""The window's languages by code, each under its own name."""

# Texts of Qt's own dialogs since Qt 6.10 that Qt's Korean translation lacks.
QT_TEXTS = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
    QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Page &Set:"),
)


class Language(QObject):
    """Installs the translators of one language; every widget gets a LanguageChange event."""

    changed = Signal(str)

    def __init__(
        self, app: QApplication, code: str | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._translators: list[QTranslator] = []
        self._code = "en"
        self.choose(code or system_language())

    @property
    def code(self) -> str:
        """`ko` or `en`."""
        return self._code

    def choose(self, code: str) -> None:
        """Switch to this language; an unknown code means English."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []
        self._code = code if code in LANGUAGES else "en"
        QLocale.setDefault(QLocale(self._code))
        if self._code != "en":
            own = resources_dir() / "translations" / f"classroom_app_{self._code}.qm"
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for path in (f"{qt_folder}/qtbase_{self._code}.qm", str(own)):
                translator = QTranslator(self)
                if translator.load(path):
                    self._app.installTranslator(translator)
                    self._translators.append(translator)
        self.changed.emit(self._code)


def system_language() -> str:
    """Return the code of this PC's language, or English if it is not supported."""
    code = QLocale.system().name()[:2]
    return code if code in LANGUAGES else "en"
