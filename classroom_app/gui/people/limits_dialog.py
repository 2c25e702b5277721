"""The dialog for the limits of attendance and the percentage required for a certificate."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QSpinBox, QWidget

from classroom_app.domain.attendance import (
    DEFAULT_ENOUGH,
    MOST_MINUTES,
    MOST_PARTIALS,
    SIGNS,
    Limits,
    Mark,
)
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.theme.tokens import Space


class LimitsDialog(Sheet):
    """`chosen` carries the `Limits` and the required percentage."""

    is_about_class = False
    chosen = Signal(object, int)

    def __init__(self, limits: Limits, enough: int, parent: QWidget) -> None:
        super().__init__("limitsDialog", parent, width=500)
        self._hint = Label("", "muted", wraps=True, parent=self)
        self.body.addWidget(self._hint)
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setVerticalSpacing(Space.M)
        self._labels: list[Label] = []
        self._late = self._box("lateBox", 0, MOST_MINUTES)
        self._early = self._box("earlyBox", 0, MOST_MINUTES)
        self._partials = self._box("partialsBox", 0, MOST_PARTIALS)
        self._enough = self._box("enoughBox", 0, 100)
        for box in self._boxes:
            label = Label("", wraps=True, parent=self)
            self._labels.append(label)
            form.addRow(label, box)
        self.body.addLayout(form)
        self._usual = self.add_button("usualLimitsButton")
        self._usual.clicked.connect(lambda: self._show(Limits(), DEFAULT_ENOUGH))
        self._back = self.add_button("backButton")
        self._back.clicked.connect(self.reject)
        self._set = self.add_button("confirmButton", "primary", is_default=True)
        self._set.clicked.connect(self._on_set)
        self._show(limits, enough)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.set_heading(self.tr("Late, absent, enough"))
        partial, absent = SIGNS[Mark.PARTIAL], SIGNS[Mark.ABSENT]
        self._hint.setText(
            self.tr(
                "Counted from the first step to the end of each class. A class that never "
                "began has no late ones, and rehearsals do not count."
            )
        )
        words = (
            self.tr("{sign} for coming later than").format(sign=partial),
            self.tr("{sign} for leaving earlier than").format(sign=partial),
            self.tr("This many {partial} count as one {absent}").format(
                partial=partial, absent=absent
            ),
            self.tr("A certificate asks for at least"),
        )
        for label, box, text in zip(self._labels, self._boxes, words, strict=True):
            label.setText(text)
            box.setAccessibleName(text)
        for box in (self._late, self._early):
            box.setSuffix(self.tr(" min"))
        self._partials.setSpecialValueText(self.tr("never"))
        self._enough.setSuffix(" %")
        for button, text in (
            (self._usual, self.tr("Usual values")),
            (self._back, self.tr("Cancel")),
            (self._set, self.tr("Save")),
        ):
            button.setText(text)
            button.setAccessibleName(text)

    @property
    def _boxes(self) -> tuple[QSpinBox, QSpinBox, QSpinBox, QSpinBox]:
        return self._late, self._early, self._partials, self._enough

    def _box(self, name: str, least: int, most: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setObjectName(name)
        box.setRange(least, most)
        box.setMinimumWidth(120)
        box.lineEdit().setTextMargins(10, 0, 0, 0)  # a style sheet cannot set these
        return box

    def _show(self, limits: Limits, enough: int) -> None:
        self._late.setValue(limits.late_min)
        self._early.setValue(limits.early_min)
        self._partials.setValue(limits.partials_per_absence)
        self._enough.setValue(enough)

    def _on_set(self) -> None:
        limits = Limits(self._late.value(), self._early.value(), self._partials.value())
        self.chosen.emit(limits, self._enough.value())
        self.accept()
