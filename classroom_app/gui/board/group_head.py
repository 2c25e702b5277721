"""The heading over several help requests on one step: how many, and a message to all of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from classroom_app.gui.board.help_model import TicketGroup
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import ElidedLabel
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class GroupHead(Panel):
    """Stands above the cards of its group; each request is answered on its own card."""

    reply_requested = Signal(object)

    def __init__(self, group: TicketGroup, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._group = group
        self._name = ElidedLabel("", "heading", self)
        self._name.setObjectName("groupName")
        self._reply = IconButton("reply", shape="small", name="replyAllButton", parent=self)
        self._reply.clicked.connect(lambda: self.reply_requested.emit(self._group))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XS, Space.XS, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._name, 1)
        row.addWidget(self._reply)
        self.finish()

    def show_group(self, group: TicketGroup) -> None:
        """Show this group."""
        self._group = group
        figures = {"number": group.step, "count": len(group.tickets)}
        self._name.setText(self.tr("Step {number} ({count})").format(**figures))
        whole = self.tr("Step {number}: {count} people").format(**figures)
        self._name.setToolTip(whole)
        self._name.setAccessibleName(whole)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._reply.setText(self.tr("Reply to all…"))
        self._reply.setAccessibleName(self.tr("Reply to all"))
        self._reply.setToolTip(self.tr("Send a message to everyone asking for help on this step"))
        self.show_group(self._group)
