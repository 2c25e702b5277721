"""What this program is, what it is made of, and under which licences."""

import asyncio

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from classroom_app import __version__
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.tasks import Tasks
from classroom_app.system.shipped_parts import Part, shipped_parts


class AboutDialog(Sheet):
    """The version, our licence, and the full licences of all parts."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__("aboutDialog", parent, width=640)
        self._licence = Label("", wraps=True, parent=self)
        self._qt = Label("", "muted", wraps=True, parent=self)
        self._parts = QPlainTextEdit(self)
        self._parts.setObjectName("partsField")
        self._parts.setReadOnly(True)
        self._parts.setMinimumHeight(260)
        for widget in (self._licence, self._qt, self._parts):
            self.body.addWidget(widget)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self._close.setFocus()  # in the text, Page Down would scroll instead of leading the class
        self.retranslate()
        tasks.run(asyncio.to_thread(shipped_parts), self._show_parts)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Classroom {version}").format(version=__version__))
        self._licence.setText(
            self.tr(
                "Free software under the Apache License 2.0. Nothing leaves this computer and "
                "its network."
            )
        )
        self._qt.setText(
            self.tr(
                "The window uses Qt and PySide6 under the GNU Lesser General Public License 3. "
                "They are separate libraries in the program's folder and may be replaced by "
                "others of the same version."
            )
        )
        self._parts.setAccessibleName(self.tr("Parts and their licences"))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))

    def _show_parts(self, parts: list[Part]) -> None:
        overview = "\n".join(f"{part.name} {part.version}  –  {part.licence}" for part in parts)
        in_full = (
            f"{part.name} {part.version}\n{'─' * 40}\n" + "\n\n".join(part.texts)
            for part in parts
            if part.texts
        )
        self._parts.setPlainText("\n\n\n".join([overview, *in_full]))
