"""Asks before a student is deleted: from this class, or from all classes they attended."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from classroom_app.application.privacy_service import Trace
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.server_copies import server_copies
from classroom_app.gui.kit.sheet import Sheet


class EraseStudentDialog(Sheet):
    """`confirmed` carries the list of traces to delete; Esc cancels."""

    confirmed = Signal(list)

    def __init__(
        self,
        participant_id: int,
        traces: Sequence[Trace],
        parent: QWidget,
        *,
        leaves_copies: bool = False,
    ) -> None:
        super().__init__("eraseStudentDialog", parent, width=500)
        self._leaves_copies = leaves_copies
        self._here = [trace for trace in traces if trace.participant_id == participant_id]
        self._all = list(traces)
        self._words = Label("", "muted", wraps=True, parent=self)
        self.body.addWidget(self._words)
        self._everywhere = QCheckBox(self)
        self._everywhere.setObjectName("everywhereBox")
        self._everywhere.setChecked(True)
        self._list = QPlainTextEdit(self)
        self._list.setObjectName("tracesField")
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        self._list.setMaximumHeight(130)
        is_elsewhere = len(self._all) > len(self._here)
        self._everywhere.setVisible(is_elsewhere)
        self._list.setVisible(is_elsewhere)
        self.body.addWidget(self._everywhere)
        self.body.addWidget(self._list)
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._confirm = self.add_button("confirmButton", "alarm", is_default=True)
        self._confirm.clicked.connect(self._on_confirmed)
        self._confirm.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        name = self._here[0].user_name if self._here else ""
        self.set_heading(self.tr("Delete {name}?").format(name=name))
        self._words.setText(
            self.tr(
                "This deletes their name, device number, times, help requests, "
                "messages and pictures, and recalculates reports without them. "
                "Automatic copies in the data folder are deleted too; backups you "
                "saved elsewhere are not. You can't undo this."
            )
            + server_copies(leaves_copies=self._leaves_copies)
        )
        self._everywhere.setText(
            self.tr("All classes with this name or phone ({count})").format(count=len(self._all))
        )
        self._list.setPlainText(
            "\n".join(
                f"{trace.created_at.astimezone():%Y-%m-%d %H:%M}  {trace.title}  ·  "
                f"{trace.user_name}"
                for trace in self._all
            )
        )
        self._list.setAccessibleName(self.tr("Classes they attended"))
        for button, text in (
            (self._back, self.tr("Cancel")),
            (self._confirm, self.tr("Delete")),
        ):
            button.setText(text)
            button.setAccessibleName(text)

    def _on_confirmed(self) -> None:
        wanted = self._all if self._everywhere.isChecked() else self._here
        self.accept()
        self.confirmed.emit(wanted)
