"""The dialog to print or save certificates for people who attended enough classes."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.attendance_service import CourseRecord
from classroom_app.application.certificate import (
    LONGEST_FIELD,
    LONGEST_WORDS,
    CertificatesJob,
    CertificateWords,
    words_to_keep,
    words_with,
)
from classroom_app.domain.attendance import PersonAttendance
from classroom_app.gui.console import Console
from classroom_app.gui.handout.page_preview import PagePreview
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.roles import ID_ROLE
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.language import LANGUAGES
from classroom_app.gui.people.attendance_words import attended_text, person_title
from classroom_app.gui.people.certificate_paper import CertificatePaper
from classroom_app.gui.people.certificate_words import default_words
from classroom_app.gui.people.table_exporter import TableExporter
from classroom_app.gui.theme.tokens import Space

_FIELDS = ("heading", "course", "dates", "hours", "words", "issued_on", "issuer")
_PREVIEW_MS = 250  # after the last key
_LIST_HEIGHT, _WORDS_HEIGHT = 132, 76
_CHECKED = Qt.CheckState.Checked


class CertificateDialog(Sheet):
    """Edited texts are remembered when the certificates are saved or printed.

    `words_kept` then carries the language and the texts that differ from the defaults.
    `enough_chosen` carries the required percentage when the dialog closes, if it was changed.
    """

    is_about_class = False
    words_kept = Signal(str, dict)
    enough_chosen = Signal(int)

    def __init__(
        self,
        console: Console,
        course: CourseRecord,
        today: date,
        parent: QWidget,
    ) -> None:
        super().__init__("certificateDialog", parent, width=840)
        self._console, self._course, self._today = console, course, today
        self.toast = Toast(self, lift=Space.XL)
        self.exporter = TableExporter(console, self.toast, self)
        self._kept = {language: dict(kept) for language, kept in course.settings.words.items()}
        self.preview = PagePreview(console.tasks, self)
        self._languages: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._labels = {name: Label("", parent=self) for name in _FIELDS}
        self._lines = {name: QLineEdit(self) for name in _FIELDS if name != "words"}
        self._words = QPlainTextEdit(self)
        self._enough_label = Label("", wraps=True, parent=self)
        self._enough = QSpinBox(self)
        self._people_label = Label("", "section", parent=self)
        self._words_label = Label("", "section", parent=self)
        self._people = QListWidget(self)
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._later.timeout.connect(self._show_paper)
        self._close = self.add_button("closeButton")
        self._close.clicked.connect(self.reject)
        self._save = self.add_button("saveCertificatesButton")
        self._save.clicked.connect(self._ask_where)
        self._print = self.add_button("printCertificatesButton", "primary", is_default=True)
        self._print.clicked.connect(self._on_print)
        self._build()
        chosen = course.settings.language or console.language.code
        self.language = chosen if chosen in LANGUAGES else console.language.code
        self._languages[self.language].setChecked(True)
        self._write_words()
        self._list_people()
        self.retranslate()
        self._group.buttonClicked.connect(self._on_language)
        self._enough.valueChanged.connect(self._on_enough)
        self._people.itemChanged.connect(self._on_people)
        for line in self._lines.values():
            line.textChanged.connect(self._later.start)
        self._words.textChanged.connect(self._later.start)
        self.finished.connect(self._on_finished)
        self._on_people()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Certificates: {title}").format(title=self._course.roster.title))
        self._words_label.setText(self.tr("WORDS"))
        self._enough_label.setText(self.tr("Attended at least"))
        self._enough.setSuffix(" %")
        self._enough.setAccessibleName(self.tr("Attended at least"))
        self._people.setAccessibleName(self.tr("People who get a certificate"))
        words = {
            "heading": self.tr("Heading"),
            "course": self.tr("Course"),
            "dates": self.tr("Dates"),
            "hours": self.tr("Hours"),
            "words": self.tr("Text"),
            "issued_on": self.tr("Issued on"),
            "issuer": self.tr("Issued by"),
        }
        for name, text in words.items():
            self._labels[name].setText(text)
            (self._words if name == "words" else self._lines[name]).setAccessibleName(text)
        for button, text in (
            (self._close, self.tr("Close")),
            (self._save, self.tr("Save as PDF…")),
            (self._print, self.tr("Print…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self.preview.retranslate()
        self._allow()

    @property
    def chosen(self) -> list[PersonAttendance]:
        """The people who get a certificate, in the order of the roster."""
        return [
            row
            for place, row in enumerate(self._course.attendance.rows)
            if self._people.item(place).checkState() is _CHECKED
        ]

    @property
    def written(self) -> CertificateWords:
        """The texts as edited."""
        lines = {name: line.text().strip() for name, line in self._lines.items()}
        return CertificateWords(words=self._words.toPlainText().strip(), **lines)

    def job(self) -> CertificatesJob:
        """Return the job for the current choices."""
        names = tuple(row.person.name for row in self.chosen)
        return CertificatesJob(self.written, names, self.language)

    def save(self, path: Path) -> None:
        """Remember the texts, and save all certificates as one PDF file."""
        self._keep()
        self.exporter.save_pdf(self.job(), path)

    def give_way(self, pixels: int) -> bool:
        """Shrink the preview on a low screen; return False if it cannot shrink further."""
        lower = max(self.preview.minimumHeight() - pixels, 0)
        if lower == self.preview.minimumHeight():
            return False
        self.preview.setMinimumHeight(lower)
        return True

    @property
    def _default(self) -> CertificateWords:
        return default_words(
            self.language,
            self._course.roster.title,
            self._course.attendance,
            self._console.services.instructor.actor.name,
            self._today,
        )

    def _paper(self, job: CertificatesJob) -> CertificatePaper:
        return CertificatePaper(job, QGuiApplication.font().families())

    def _ask_where(self) -> None:
        title = self.tr("Certificates {title}").format(title=self._course.roster.title)
        self.exporter.ask_where("pdf", title, self.save)

    def _on_print(self) -> None:
        self._keep()
        self.exporter.print_paper(self._paper(self.job()))

    def _keep(self) -> None:
        """Remember the texts for the current language."""
        kept = words_to_keep(self._default, self.written)
        self._kept[self.language] = kept
        self.words_kept.emit(self.language, kept)

    def _write_words(self) -> None:
        words = words_with(self._default, self._kept.get(self.language, {}))
        for name, line in self._lines.items():
            line.setText(getattr(words, name))
        self._words.setPlainText(words.words)

    def _on_language(self) -> None:
        """Switch the language; the edited texts return when it is switched back."""
        self._kept[self.language] = words_to_keep(self._default, self.written)
        self.language = next(code for code, button in self._languages.items() if button.isChecked())
        self._write_words()
        self._show_paper()

    def _list_people(self) -> None:
        enough = self._enough.value()
        self._people.clear()
        for row in self._course.attendance.rows:
            item = QListWidgetItem(f"{person_title(row)}    {attended_text(row)}")
            item.setData(ID_ROLE, row.person.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            has_enough = row.has_enough(enough)
            item.setCheckState(_CHECKED if has_enough else Qt.CheckState.Unchecked)
            self._people.addItem(item)

    def _on_enough(self, per_cent: int) -> None:
        self._people.blockSignals(True)
        for place, row in enumerate(self._course.attendance.rows):
            state = _CHECKED if row.has_enough(per_cent) else Qt.CheckState.Unchecked
            self._people.item(place).setCheckState(state)
        self._people.blockSignals(False)
        self._people.viewport().update()
        self._on_people()

    def _on_finished(self) -> None:
        if self._enough.value() != self._course.settings.enough:
            self.enough_chosen.emit(self._enough.value())

    def _on_people(self) -> None:
        self._allow()
        self._later.start()

    def _allow(self) -> None:
        count = len(self.chosen)
        self._people_label.setText(self.tr("PEOPLE ({count})").format(count=count))
        for button in (self._save, self._print):
            button.setEnabled(count > 0)
            button.setToolTip("" if count else self.tr("Nobody is chosen."))

    def _show_paper(self) -> None:
        job = self.job()
        if not job.names:  # show a sample
            job = CertificatesJob(job.words, (self.tr("Name"),), job.language)
        self.preview.show_paper(self._paper(job))

    # Building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        languages = QHBoxLayout()
        languages.setSpacing(Space.L)
        for code, name in LANGUAGES.items():
            button = QRadioButton(name, self)
            button.setObjectName(f"{code}CertificateChoice")
            self._group.addButton(button)
            self._languages[code] = button
            languages.addWidget(button)
        languages.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(Space.M)
        form.setVerticalSpacing(Space.S)
        for name in _FIELDS:
            if name == "words":
                self._words.setObjectName("certificateWordsField")
                self._words.setTabChangesFocus(True)
                self._words.setFixedHeight(_WORDS_HEIGHT)
                form.addRow(self._labels[name], self._words)
            else:
                self._lines[name].setObjectName(f"certificate_{name}Field")
                self._lines[name].setMaxLength(LONGEST_FIELD)
                form.addRow(self._labels[name], self._lines[name])
        self._words.textChanged.connect(partial(_shorten, self._words))
        self._enough.setObjectName("certificateEnoughBox")
        self._enough.setRange(0, 100)
        self._enough.setValue(self._course.settings.enough)
        self._enough.setMinimumWidth(96)
        self._enough.lineEdit().setTextMargins(10, 0, 0, 0)  # a style sheet cannot set these
        enough = QHBoxLayout()
        enough.addWidget(self._enough_label, 1)
        enough.addWidget(self._enough)
        self._people.setObjectName("certificatePeopleList")
        self._people.setFixedHeight(_LIST_HEIGHT)
        choices = QWidget(self)
        choices.setProperty("role", "page")
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._people_label)
        column.addLayout(enough)
        column.addWidget(self._people)
        column.addWidget(self._words_label)
        column.addLayout(languages)
        column.addLayout(form)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("certificateScroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(choices)
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        row.addWidget(self.preview, 3)
        row.addWidget(scroll, 4)
        self.preview.setMinimumHeight(self.preview.sizeHint().height())
        self.body.addLayout(row)


def _shorten(field: QPlainTextEdit) -> None:
    """Truncate the text to `LONGEST_WORDS` characters, as many as fit on the page."""
    text = field.toPlainText()
    if len(text) > LONGEST_WORDS:
        cursor = field.textCursor()
        at = min(cursor.position(), LONGEST_WORDS)
        field.setPlainText(text[:LONGEST_WORDS])
        cursor.setPosition(at)
        field.setTextCursor(cursor)
