"""Settings: where classes are stored, on this computer or on a server of the school."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.server_place import ServerPlace, ServerReport, is_server
from classroom_app.application.start_service import RestartRequest, UnusableServerError
from classroom_app.gui.console import Console
from classroom_app.gui.frame.start_fault_words import words_of
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.settings.server_form import ServerForm
from classroom_app.gui.theme.tokens import Space
from classroom_app.system.passwords import pgpass_file
from classroom_app.system.system_keyring import KeyringError

# Width of a radio button's indicator and the space after it.
_MARK = 27


@dataclass(frozen=True, slots=True)
class _Server:
    """A server that was tried; without a password, with the stored one."""

    place: ServerPlace
    password: str | None = field(repr=False)


class PlacePanel(Panel):
    """`restart_requested` carries a `RestartRequest`: the current one with another place.

    `said` means that a message was shown that may be outside the visible area.
    """

    restart_requested = Signal(object)
    guide_requested = Signal()
    said = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("placePanel")
        self._console = console
        self._place = console.services.start.place
        self._here = QRadioButton(self)
        self._here.setObjectName("hereChoice")
        self._there = QRadioButton(self)
        self._there.setObjectName("serverChoice")
        self._choices = QButtonGroup(self)
        self._choices.addButton(self._here)
        self._choices.addButton(self._there)
        self._here_hint = Label("", "caption", wraps=True, parent=self)
        self._there_hint = Label("", "caption", wraps=True, parent=self)
        self._guide = IconButton(kind="quiet", name="serverGuideButton", parent=self)
        self.form = ServerForm(self)
        self._try = IconButton("network", name="tryServerButton", parent=self)
        self._use = IconButton("check", kind="primary", name="usePlaceButton", parent=self)
        self._now = Label("", "muted", wraps=True, parent=self)
        self._now.setObjectName("placeNow")
        self.answer = Label("", "muted", wraps=True, parent=self)
        self.answer.setObjectName("placeAnswer")
        self.fault = Label("", "fault", wraps=True, parent=self)
        self.fault.setObjectName("placeFault")
        self._is_trying = False
        self._had_focus: QWidget | None = None
        self._build()
        self._choices.buttonClicked.connect(self._on_changed)
        self.form.changed.connect(self._on_changed)
        self.form.submitted.connect(self._try.click)
        self._guide.clicked.connect(self.guide_requested)
        self._try.clicked.connect(self._on_try)
        self._use.clicked.connect(self._on_use)
        console.actions.changed.connect(self._show_state)
        self.refresh()
        self.finish()

    @property
    def _chosen(self) -> str | None:
        """URL of the configured server, even if it was passed over at this start."""
        chosen = self._place.url or self._place.passed_over
        return chosen if is_server(chosen) else None

    @property
    def words(self) -> QWidget:
        """The label with the last message about the server."""
        return self.answer if self.fault.isHidden() else self.fault

    def refresh(self) -> None:
        """Show the current configuration."""
        chosen = self._chosen
        (self._there if chosen else self._here).setChecked(True)
        self.form.show_place(ServerPlace.of(chosen) if chosen else None)
        self._say_nothing()
        self._show_state()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = {
            self._here: self.tr("On this computer"),
            self._there: self.tr("On a server of the school"),
            self._guide: self.tr("How to set up a server"),
            self._try: self.tr("Try it"),
            self._use: self.tr("Apply and restart"),
        }
        for button, text in words.items():
            button.setText(text)
            button.setAccessibleName(text)
        self._here_hint.setText(
            self.tr("Lessons, classes and rosters are in the data folder. Nothing else is needed.")
        )
        self._there_hint.setText(
            self.tr(
                "All computers of the school then have the same lessons, rosters and past classes, "
                "in one PostgreSQL database."
            )
        )
        self._show_state()

    def _on_changed(self) -> None:
        self._say_nothing()
        self._show_state()

    def _show_state(self) -> None:
        is_there, place = self._there.isChecked(), self.form.place
        why_not = ""
        if self._place.is_given:
            why_not = self.tr("The option --database of this start says where classes are kept.")
        elif not self._console.actions.new_class.isEnabled():
            why_not = self.tr("A class is open. End it first.")
        may_change = not why_not
        for part in (self._here, self._there, self.form):
            part.setEnabled(may_change and not self._is_trying)
        self.form.setVisible(is_there and not (self._place.is_given and place is None))
        self._try.setVisible(is_there)
        is_whole = not is_there or place is not None
        is_same = not is_there and self._chosen is None
        if is_there and place is not None:
            is_same = self._place.url == place.url and self.form.password is None
        self._try.setEnabled(is_whole and not self._is_trying and place is not None)
        self._use.setEnabled(may_change and is_whole and not is_same and not self._is_trying)
        missing = "" if is_whole else self.tr("Fill in server, database and user.")
        self._use.setToolTip(why_not or missing)
        self._try.setToolTip(missing)
        self._show_now(why_not if self._place.is_given else "")

    def _show_now(self, given: str) -> None:
        text = given
        if self._place.passed_over is not None:
            text = self.tr(
                "The server could not be used at the start: this time, classes are kept on this "
                "computer. “Apply and restart” goes back to the server."
            )
        self._now.setText(text)
        self._now.setVisible(bool(text))

    def _on_try(self) -> None:
        self._run_trial(self._show_report)

    def _on_use(self) -> None:
        if self._there.isChecked():
            self._run_trial(self._ask_server)
        else:
            self._ask_here()

    def _run_trial(self, done: Callable[[_Server, ServerReport], None]) -> None:
        """Try the server in the form; `done` gets what was tried: the form may have changed."""
        place, password = self.form.place, self.form.password
        if place is None:
            return
        self._is_trying, self._had_focus = True, self.focusWidget()
        self._say(self.tr("Trying {server}…").format(server=place.host))
        self._show_state()
        self._console.tasks.run(
            self._console.services.start.try_server(place, password),
            partial(self._after_trial, partial(done, _Server(place, password))),
            self._on_refused,
        )

    def _after_trial(self, done: Callable[[ServerReport], None], report: ServerReport) -> None:
        self._end_trial()
        self._say(self._report_words(report))
        done(report)

    def _end_trial(self) -> None:
        """Let the form be edited again, where it was edited before."""
        self._is_trying = False
        self._show_state()
        focus = QApplication.focusWidget()
        is_free = focus is None or self.isAncestorOf(focus)
        if self._had_focus is not None and is_free and self.isVisible():
            self._had_focus.setFocus()

    def _on_refused(self, error: Exception) -> None:
        self._end_trial()
        if isinstance(error, UnusableServerError):
            words = words_of(error.fault)
            self._refuse(f"{words.what} {words.way_out}".strip())
        else:
            self._refuse(cause_text(error))

    def _show_report(self, _server: _Server, _report: ServerReport) -> None:
        """Do nothing: `_after_trial` has shown the report already."""

    def _report_words(self, report: ServerReport) -> str:
        if report.is_empty:
            text = self.tr("PostgreSQL {version} answers. The database is still empty.")
        else:
            text = self.tr(
                "PostgreSQL {version} answers. Lessons there: {lessons}, classes: {classes}."
            )
        if not report.is_encrypted:
            text += " " + self.tr(
                "The line is not encrypted: whoever can listen to this network can read the names "
                "of students."
            )
        return text.format(version=report.version, lessons=report.lessons, classes=report.classes)

    def _ask_server(self, server: _Server, report: ServerReport) -> None:
        text = self.tr(
            "{what}\n\nThis computer's lessons and classes stay in its data folder and are not "
            "copied to the server. Lessons that you export first can be imported there. All "
            "computers that use the server see its lessons, rosters and past classes."
        ).format(what=self._report_words(report))
        dialog = self._question(
            self.tr("Keep classes on {server}?").format(server=server.place.host), text
        )
        dialog.accepted.connect(partial(self._on_server_confirmed, server))
        dialog.open()

    def _ask_here(self) -> None:
        dialog = self._question(
            self.tr("Keep classes on this computer?"),
            self.tr(
                "You then see the lessons and classes of this computer's data folder. Those on the "
                "server stay there for everybody else."
            ),
        )
        wanted = structs.replace(self._present, database=None, passed_over=None)
        dialog.accepted.connect(lambda: self.restart_requested.emit(wanted))
        dialog.open()

    def _on_server_confirmed(self, server: _Server) -> None:
        place, password = server.place, server.password
        wanted = structs.replace(self._present, database=place.url, passed_over=None)
        if password is None:
            self.restart_requested.emit(wanted)
            return
        self._console.tasks.run(
            self._console.services.start.keep_password(place, password),
            lambda _none: self.restart_requested.emit(wanted),
            partial(self._on_not_kept, place, wanted),
        )

    def _on_not_kept(self, place: ServerPlace, wanted: RestartRequest, error: Exception) -> None:
        assert isinstance(error, KeyringError)
        text = self.tr(
            "This computer's keyring can't be used, so the password is known until Classroom is "
            "closed, and you will be asked for it at each start. To be asked no more, write this "
            "line into the file {file}, with the password in the place of PASSWORD:\n\n{line}"
        ).format(file=pgpass_file(), line=place.pgpass_line)
        dialog = AskDialog(
            "notKeptDialog",
            self.tr("The password can't be kept"),
            text,
            self.tr("Restart all the same"),
            self.window(),
            kind="primary",
        )
        dialog.accepted.connect(lambda: self.restart_requested.emit(wanted))
        dialog.open()

    def _question(self, question: str, text: str) -> AskDialog:
        words = self.tr("Change and restart")
        return AskDialog("placeDialog", question, text, words, self.window(), kind="primary")

    @property
    def _present(self) -> RestartRequest:
        services = self._console.services
        return RestartRequest(
            services.server.port,
            Path(services.data_dir),
            services.server.scheme == "https",
            self._place.url,
            self._place.passed_over,
        )

    def _say_nothing(self) -> None:
        self.answer.hide()
        self.fault.hide()

    def _say(self, text: str) -> None:
        self.fault.hide()
        self.answer.setText(text)
        self.answer.show()
        self.said.emit()

    def _refuse(self, text: str) -> None:
        self.answer.hide()
        self.fault.setText(text)
        self.fault.show()
        self.said.emit()

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._try)
        buttons.addWidget(self._use)
        buttons.addWidget(self._guide)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._now)
        column.addWidget(self._here)
        column.addLayout(_indented(self._here_hint))
        column.addWidget(self._there)
        column.addLayout(_indented(self._there_hint))
        column.addSpacing(Space.S)
        column.addWidget(self.form)
        column.addSpacing(Space.XS)
        column.addLayout(buttons)
        column.addWidget(self.answer)
        column.addWidget(self.fault)


def _indented(words: QWidget) -> QHBoxLayout:
    """Return a row that aligns a hint with the text of a radio button, not its indicator."""
    row = QHBoxLayout()
    row.setContentsMargins(_MARK, 0, 0, 0)
    row.addWidget(words)
    return row
