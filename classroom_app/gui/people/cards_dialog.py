"""The dialog to print or save a roster's seat cards, with a choice of address and validity."""

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.seat_card_job import SeatCardJob, cards_of
from classroom_app.domain.roster import Roster
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.handout.page_preview import PagePreview
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.people.card_paper import CardPaper
from classroom_app.gui.people.card_words import card_words_in
from classroom_app.gui.people.table_exporter import TableExporter
from classroom_app.gui.theme.tokens import Space


class CardsDialog(Sheet):
    """`token` is the part of the link that leads to whatever class is open with the roster."""

    is_about_class = False
    renewed = Signal()

    def __init__(
        self, console: Console, roster: Roster, token: str, toast: Toast, parent: QWidget
    ) -> None:
        super().__init__("cardsDialog", parent, width=700)
        self._console, self._roster, self._token = console, roster, token
        self._exporter = TableExporter(console, toast, self)
        self.preview = PagePreview(console.tasks, self)
        self._address_label = Label("", "section", parent=self)
        self.address = QComboBox(self)
        self.address.setObjectName("cardAddress")
        self.advice = Label("", "caption", wraps=True, parent=self)
        self.advice.setObjectName("cardAdvice")
        self._for_label = Label("", "section", parent=self)
        self.course, self.this_class = QRadioButton(self), QRadioButton(self)
        self._note = Label("", "caption", wraps=True, parent=self)
        self._note.setObjectName("cardNote")
        self._renew = self.add_button("renewCardsButton", "quiet")
        self._renew.clicked.connect(self._ask_renewal)
        self._close = self.add_button("closeButton")
        self._close.clicked.connect(self.reject)
        self._save = self.add_button("saveCardsButton")
        self._save.clicked.connect(self._ask_where)
        self._print = self.add_button("printCardsButton", "primary", is_default=True)
        self._print.clicked.connect(lambda: self._exporter.print_paper(self.paper()))
        self._build()
        self.retranslate()
        self._show_addresses()
        self.address.currentIndexChanged.connect(self._show)
        self.this_class.toggled.connect(self._show)
        console.addresses.changed.connect(self._show_addresses)
        bridge, self._shown_code = console.bridge, self._code
        for changed in (bridge.session_changed, bridge.lead_changed, bridge.code_changed):
            changed.connect(self._follow_class)

    @property
    def _code(self) -> str:
        """The code of the class that is open with this roster, or ""."""
        session = self._console.board.session
        is_its = session is not None and session.roster_id == self._roster.id
        if session is None or not is_its or session.status is SessionStatus.ENDED:
            return ""
        return session.code

    @property
    def _url(self) -> str:
        url: str = self.address.currentData() or ""
        return url

    def job(self) -> SeatCardJob:
        """Return the job for the current choices."""
        code = self._code if self.this_class.isChecked() else ""
        way = f"join/{code}" if code else f"n/{self._token}"
        return SeatCardJob(
            self._roster.title,
            cards_of(self._roster.people, f"{self._url}/{way}"),
            urlsplit(self._url).netloc,
            code,
            self._console.language.code,
        )

    def paper(self) -> CardPaper:
        """Return the paper for the current choices."""
        job = self.job()
        return CardPaper(job, card_words_in(job.language), QGuiApplication.font().families())

    def save(self, path: Path) -> None:
        """Save the cards as a PDF file."""
        self._exporter.save_pdf(self.job(), path)

    def give_way(self, pixels: int) -> bool:
        """Shrink the preview on a low screen; return False if it cannot shrink further."""
        lower = max(self.preview.minimumHeight() - pixels, 0)
        if lower == self.preview.minimumHeight():
            return False
        self.preview.setMinimumHeight(lower)
        return True

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Seat cards: {title}").format(title=self._roster.title))
        self._address_label.setText(self.tr("ADDRESS"))
        self.address.setAccessibleName(self.tr("Address on the cards"))
        self._for_label.setText(self.tr("GOOD FOR"))
        self.course.setText(self.tr("Every class with this roster"))
        self._name_class()
        for button, text in (
            (self._renew, self.tr("Make old cards invalid…")),
            (self._close, self.tr("Close")),
            (self._save, self.tr("Save as PDF…")),
            (self._print, self.tr("Print…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self.preview.retranslate()
        self._show()

    def _show_addresses(self) -> None:
        chosen = self._url
        services = self._console.services
        known = dict.fromkeys([*services.server.urls(), services.network.name_url or ""])
        self.address.blockSignals(True)  # `_show` runs once, below
        self.address.clear()
        for url in filter(None, known):
            self.address.addItem(urlsplit(url).netloc, url)
        self.address.setCurrentIndex(max(self.address.findData(chosen), 0))
        self.address.blockSignals(False)
        self._show()

    def _follow_class(self) -> None:
        """Show the cards that would be printed now that the class may have another code, or end."""
        code = self._code
        if code == self._shown_code:
            return
        self._shown_code = code
        self._name_class()
        if not code and self.this_class.isChecked():
            self.course.setChecked(True)  # which shows the cards
        else:
            self._show()

    def _name_class(self) -> None:
        self.this_class.setText(self.tr("The open class only ({code})").format(code=self._code))

    def _show(self) -> None:
        is_there = bool(self._url) and bool(self._roster.people)
        for widget in (self._for_label, self.course, self.this_class):
            widget.setVisible(bool(self._code))
        self._save.setEnabled(is_there)
        self._print.setEnabled(is_there)
        self.advice.setText(self._advice())
        self._note.setText(self._what_they_do())
        if is_there:
            self.preview.show_paper(self.paper())

    def _advice(self) -> str:
        if not self._url:
            return self.tr(
                "This computer is in no network that phones can reach, so the cards would lead "
                "nowhere. Connect it to the network of the class first."
            )
        if self._url == self._console.services.network.name_url:
            return self.tr(
                "This name stays the same. Some older Android phones don’t find it: their users "
                "scan the QR code on the big screen."
            )
        return self.tr(
            "This address is likely to change: the network gives it, and may give another one on "
            "another day or in another room. Compare it with the address of the class before you "
            "hand out the cards, and print them again if it differs."
        )

    def _what_they_do(self) -> str:
        if self.this_class.isChecked() and self._code:
            return self.tr("These cards end with this class, or when it gets another code.")
        return self.tr(
            "These cards lead to whatever class is open with this roster, without its code. "
            "Whoever finds one can join; you see who has."
        )

    def _ask_where(self) -> None:
        self._exporter.ask_where("pdf", self._roster.title, self.save)

    def _ask_renewal(self) -> None:
        dialog = AskDialog(
            "renewDialog",
            self.tr("Make old cards invalid?"),
            self.tr("Cards that were printed before lead nowhere any more. Print new ones."),
            self.tr("Make invalid"),
            self,
        )
        dialog.accepted.connect(self._renew_token)
        dialog.open()

    def _renew_token(self) -> None:
        work = self._console.services.seat_cards.renew(self._roster.id)
        self._console.tasks.run(work, self._take_token, self._on_failed)

    def _take_token(self, token: str) -> None:
        self._token = token
        self._show()
        self.renewed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._note.setText(cause_text(error))

    def _build(self) -> None:
        group = QButtonGroup(self)
        for button, name in ((self.course, "courseChoice"), (self.this_class, "classChoice")):
            button.setObjectName(name)
            group.addButton(button)
        self.course.setChecked(True)
        choices = QVBoxLayout()
        choices.setSpacing(Space.S)
        for widget in (self._address_label, self.address, self.advice):
            choices.addWidget(widget)
        choices.addSpacing(Space.L)
        for part in (self._for_label, self.course, self.this_class, self._note):
            choices.addWidget(part)
        choices.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        row.addWidget(self.preview, 3)
        row.addLayout(choices, 3)
        self.preview.setMinimumHeight(self.preview.sizeHint().height())
        self.body.addLayout(row)
