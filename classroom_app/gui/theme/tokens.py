"""The design tokens: every colour, distance and type size of the window comes from here."""

from dataclasses import dataclass

from PySide6.QtGui import QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour scheme. `x_soft` is a soft background for text in `x`; `on_x` is text on `x`."""

    window: str
    surface: str
    raised: str
    border: str
    border_strong: str
    track: str
    scroll: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    done: str
    done_soft: str
    warning: str
    warning_soft: str
    alarm: str
    alarm_soft: str
    on_alarm: str

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark scheme."""
        return self is DARK


LIGHT = Colours(
    window="#f4f5f8",
    surface="#ffffff",
    raised="#eef0f5",
    border="#dfe3eb",
    border_strong="#7f8a9d",
    track="#e4e8ef",
    scroll="#c5ccd8",
    text="#171c26",
    muted="#586275",
    accent="#3457d5",
    accent_hover="#2947b8",
    accent_soft="#e8edfd",
    on_accent="#ffffff",
    done="#137547",
    done_soft="#e0f4e8",
    warning="#8a5300",
    warning_soft="#fdf0d3",
    alarm="#c02636",
    alarm_soft="#fde8e9",
    on_alarm="#ffffff",
)

DARK = Colours(
    window="#11141a",
    surface="#1a1e27",
    raised="#242a35",
    border="#2d3441",
    border_strong="#6c778b",
    track="#313948",
    scroll="#434d5f",
    text="#e9ecf2",
    muted="#a2acbd",
    accent="#8ea8ff",
    accent_hover="#a6baff",
    accent_soft="#252f4d",
    on_accent="#0d1430",
    done="#5fd19a",
    done_soft="#173528",
    warning="#f2bb57",
    warning_soft="#3a2d12",
    alarm="#ff8f8f",
    alarm_soft="#44212a",
    on_alarm="#2a0509",
)

# Text and background; a test holds each pair to WCAG AA (4.5:1).
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("text", "warning_soft"),
    ("text", "alarm_soft"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("accent", "window"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("done", "surface"),
    ("done", "done_soft"),
    ("warning", "surface"),
    ("warning", "warning_soft"),
    ("alarm", "surface"),
    ("alarm", "alarm_soft"),
    ("on_alarm", "alarm"),
)

# Shapes that carry meaning, and their background: at least 3:1.
SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("border_strong", "surface"),
    ("border_strong", "window"),
    ("accent", "track"),
    ("done", "track"),
)


class Space:
    """Distances in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 40


class Radius:
    """Corner radii in device-independent pixels."""

    SMALL = 6
    MEDIUM = 9
    LARGE = 14


class Type:
    """Font sizes in device-independent pixels."""

    CAPTION = 12
    BODY = 14
    STRONG = 16
    TITLE = 19
    LARGE = 26


class Size:
    """Sizes of controls in device-independent pixels."""

    CONTROL = 36
    BIG_CONTROL = 46
    ICON = 20
    ROW = 42
    RAIL = 92


def colours_of(palette: QPalette) -> Colours:
    """Return the scheme that a palette was made from, so that painters agree with widgets.

    The link colour identifies it, since a style sheet leaves it alone.
    """
    return DARK if palette.link().color().name() == DARK.accent else LIGHT
