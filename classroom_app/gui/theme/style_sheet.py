"""The one style sheet, built from the tokens."""

from string import Template

from classroom_app.gui.theme.tokens import Colours, Radius, Size, Space, Type

_SHEET = Template("""
QWidget { ${family}font-size: ${body}px; }
QMainWindow, QDialog { background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip {
  background: $text; color: $window; border: 0; padding: 6px 9px; font-size: ${caption}px;
}
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="empty"] { color: $muted; font-size: ${strong}px; padding: 48px; }
QLabel[role="large"] { font-size: ${large}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${strong}px; font-weight: 700; }
QLabel[role="section"] { font-size: ${caption}px; font-weight: 700; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: ${caption}px; }
QLabel[role="badge"] {
  background: $accent_soft; color: $accent; font-weight: 700; font-size: ${strong}px;
  border-radius: ${r_small}px; padding: 5px 10px;
}
QLabel[role="watermark"] {
  background: $warning_soft; color: $warning; font-weight: 700;
  border-radius: ${r_small}px; padding: 5px 10px;
}
QLabel[role="toastlike"] {
  background: $text; color: $window; border-radius: ${r_medium}px; padding: 8px 14px;
}
QLabel[role="fault"] { color: $alarm; }

QFrame[role="panel"] {
  background: $surface; border: 1px solid $border; border-radius: ${r_large}px;
}
QFrame[role="ticket"] {
  background: $raised; border: 1px solid transparent; border-radius: ${r_medium}px;
}
QFrame[role="ticket"][urgency="late"] { background: $warning_soft; border-color: $warning; }
QFrame[role="ticket"][urgency="overdue"] { background: $alarm_soft; border-color: $alarm; }
QFrame[role="bar"] { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame[role="footer"] { background: $surface; border: 0; border-top: 1px solid $border; }
QFrame[role="rail"] { background: $surface; border: 0; border-right: 1px solid $border; }
QFrame[role="alarm"] { background: $alarm_soft; border: 0; border-bottom: 1px solid $alarm; }
QFrame[role="notice"] {
  background: $warning_soft; border: 1px solid $warning; border-radius: ${r_medium}px;
}
QFrame[role="toast"] { background: $text; border: 0; border-radius: ${r_medium}px; }
QFrame[role="toast"] QLabel { color: $window; }
QFrame[role="toast"] QPushButton {
  background: transparent; border: 1px solid $muted; color: $window; font-weight: 700;
}
QFrame[role="toast"] QPushButton:hover { border-color: $window; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid $window; }
QFrame[role="line"] { background: $border; border: 0; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $border; border-radius: ${r_medium}px;
  padding: 0 14px; min-height: ${control_inner}px; font-weight: 500; outline: 0;
}
QPushButton:hover { background: $raised; border-color: $border_strong; }
QPushButton:pressed { background: $track; }
QPushButton:checked { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton:disabled { color: $border_strong; background: transparent; border-color: $border; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; }
QPushButton[kind="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
  background: $raised; color: $border_strong; border-color: $border;
}
QPushButton[kind="danger"] { color: $alarm; }
QPushButton[kind="danger"]:hover { background: $alarm_soft; border-color: $alarm; }
QPushButton[kind="danger"]:disabled { color: $border_strong; background: transparent; }
QPushButton[kind="alarm"] {
  background: $alarm; color: $on_alarm; border: 1px solid $alarm; font-weight: 700;
}
QPushButton[kind="alarm"]:disabled {
  background: $raised; color: $border_strong; border-color: $border;
}
QPushButton[kind="alarm"]:focus { border: 2px solid $text; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; border-color: transparent; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[big="true"] {
  min-height: ${big_inner}px; font-size: ${strong}px; padding: 0 20px;
}
QPushButton[small="true"] {
  min-height: 26px; font-size: ${caption}px; padding: 0 9px; border-radius: ${r_small}px;
}
QPushButton[small="true"]:focus { padding: 0 8px; }
QPushButton[align="left"] { text-align: left; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[menu="true"] { padding-right: 30px; }
QPushButton[menu="true"]::menu-indicator {
  image: url($arrow); width: 12px; height: 12px; subcontrol-origin: padding;
  subcontrol-position: right center; right: 10px;
}
QPushButton[tight="true"] { padding: 0 8px; }
QPushButton[tight="true"]:focus { padding: 0 7px; }
QPushButton[chip="true"] {
  min-height: 26px; border-radius: 14px; padding: 0 10px; font-size: 13px; font-weight: 500;
  background: transparent; border: 1px solid $border; color: $muted;
}
QPushButton[chip="true"]:hover { border-color: $border_strong; color: $text; }
QPushButton[chip="true"]:checked {
  background: $accent_soft; color: $accent; border-color: $accent;
}
QPushButton[chip="true"]:focus { border: 2px solid $accent; padding: 0 9px; }
CounterBar QPushButton[chip="true"] { padding: 0 6px; }
CounterBar QPushButton[chip="true"]:focus { padding: 0 5px; }
CounterBar QPushButton[dense="true"] { padding: 0 3px; }
CounterBar QPushButton[dense="true"]:focus { padding: 0 2px; }
QPushButton[tone="warning"][chip="true"] { color: $warning; }
QPushButton[tone="alarm"][chip="true"] { color: $alarm; }
QToolButton[rail="true"] {
  background: transparent; border: 0; border-radius: ${r_medium}px; color: $muted;
  padding: 8px 2px; font-size: ${caption}px; font-weight: 500; outline: 0;
}
QToolButton[rail="true"]:hover { background: $raised; color: $text; }
QToolButton[rail="true"]:checked { background: $accent_soft; color: $accent; font-weight: 700; }
QToolButton[rail="true"]:focus { border: 2px solid $accent; padding: 6px 0; }

QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $border_strong;
  border-radius: ${r_medium}px; padding: 0 11px; min-height: ${control_inner}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit { padding: 8px 8px; }
QAbstractSpinBox { padding: 0; }
QAbstractSpinBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 30px; }
QAbstractSpinBox::up-arrow { image: url($arrow_up); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url($arrow); width: 12px; height: 12px; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent;
}
QLineEdit[quiet="true"], QComboBox[quiet="true"] { border-color: $border; }
QLineEdit[big="true"], QComboBox[big="true"] {
  min-height: ${big_inner}px; font-size: ${strong}px;
}
QLineEdit:disabled, QComboBox:disabled { color: $muted; background: $raised; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url($arrow); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $border; padding: 4px; outline: 0;
  selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 30px; padding-left: 6px; }
QCheckBox, QRadioButton { spacing: 9px; min-height: 30px; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 18px; height: 18px; border: 1px solid $border_strong; background: $surface;
}
QCheckBox::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url($tick);
}
QCheckBox::indicator:indeterminate { background: $accent; border: 5px solid $surface; }
QRadioButton::indicator:checked { border: 6px solid $accent; width: 8px; height: 8px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus {
  border: 2px solid $accent; width: 16px; height: 16px;
}
QRadioButton::indicator:checked:focus { border: 6px solid $accent; width: 8px; height: 8px; }

QAbstractItemView { background: transparent; border: 0; outline: 0; color: $text; }
QAbstractItemView[role="completions"] { background: $surface; border: 1px solid $border; }
QAbstractItemView[role="completions"]::item:selected { background: $accent_soft; color: $text; }
QListWidget#markList::item { padding: 6px 8px; border-radius: ${r_small}px; }
QListWidget#markList::item:selected { background: $accent_soft; color: $text; }
QListWidget#markList:focus { border: 2px solid $accent; border-radius: ${r_small}px; }
QListWidget#certificatePeopleList {
  background: $surface; border: 1px solid $border_strong; padding: 4px;
  border-radius: ${r_medium}px;
}
QListWidget#certificatePeopleList:focus { border: 2px solid $accent; padding: 3px; }
QListWidget#certificatePeopleList::item { padding: 3px 4px; border-radius: ${r_small}px; }
QListWidget#certificatePeopleList::item:selected { background: $accent_soft; color: $text; }
QListWidget#certificatePeopleList::indicator {
  width: 16px; height: 16px; border: 1px solid $border_strong; border-radius: 5px;
  background: $surface;
}
QListWidget#certificatePeopleList::indicator:checked {
  background: $accent; border-color: $accent; image: url($tick);
}
QTableView { gridline-color: transparent; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid $border; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QHeaderView { background: transparent; }
QHeaderView::section {
  background: $surface; color: $muted; border: 0; border-bottom: 1px solid $border;
  padding: 5px 8px; font-size: ${caption}px; font-weight: 700;
}
QTableCornerButton::section { background: $surface; border: 0; border-bottom: 1px solid $border; }
QTableView#attendanceTable QHeaderView::section:vertical {
  color: $text; font-weight: 500; font-size: ${body}px; border-right: 1px solid $border;
}
QTableView#attendanceTable QHeaderView::section:horizontal { padding: 5px 2px; }
QTableView#attendanceTable::item { padding: 0 2px; }
QTableView#matrixView QHeaderView::section { padding: 5px 1px; }
QTableView#matrixView QHeaderView::section:first { padding-left: 9px; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $scroll; border-radius: 4px; min-height: 36px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: $scroll; border-radius: 4px; min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabBar { background: transparent; border: 0; outline: 0; }
QTabBar::tab {
  background: transparent; color: $muted; border: 1px solid transparent;
  border-radius: ${r_medium}px; padding: 7px 14px; margin-right: 4px; font-weight: 500;
}
QTabBar::tab:hover { background: $raised; color: $text; }
QTabBar::tab:selected { background: $accent_soft; color: $accent; font-weight: 700; }
QTabBar::tab:selected:focus { border: 1px solid $accent; }
QProgressBar {
  background: $track; border: 0; border-radius: 5px; height: 10px; max-height: 10px;
  text-align: center; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 5px; }

QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $border; }
QMenuBar::item { padding: 5px 11px; background: transparent; border-radius: ${r_small}px; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $surface; border: 1px solid $border; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: ${r_small}px; color: $text; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $border_strong; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }
""")


def style_sheet(
    colours: Colours, arrow: str, arrow_up: str, tick: str, families: tuple[str, ...] = ()
) -> str:
    """Return the sheet for one scheme; `arrow`, `arrow_up` and `tick` are paths of images.

    With `families` every widget gets these fonts: Windows has fonts of its own for menus, lists and
    tooltips, and sets them again whenever its own theme changes.
    """
    names = {name: getattr(colours, name) for name in Colours.__slots__}
    return _SHEET.substitute(
        names,
        family=f"font-family: {', '.join(map(_quoted, families))}; " if families else "",
        arrow=arrow,
        arrow_up=arrow_up,
        tick=tick,
        caption=Type.CAPTION,
        body=Type.BODY,
        strong=Type.STRONG,
        title=Type.TITLE,
        large=Type.LARGE,
        r_small=Radius.SMALL,
        r_medium=Radius.MEDIUM,
        r_large=Radius.LARGE,
        control_inner=Size.CONTROL - 2,
        big_inner=Size.BIG_CONTROL - 2,
        space=Space.M,
    )


def _quoted(family: str) -> str:
    return f'"{family}"'
