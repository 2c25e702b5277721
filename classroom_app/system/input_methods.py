"""Chooses the input methods that Qt tries on Linux: without one, no Korean can be typed."""

from collections.abc import MutableMapping

# Variables that Qt reads; the second only if the first is not set.
SEVERAL, ONE = "QT_IM_MODULES", "QT_IM_MODULE"
PORTAL = "IBUS_USE_PORTAL"
_X_MODIFIERS = "XMODIFIERS"
_PREFIX = "@im="
_IBUS = "ibus"


def choose_input_methods(environ: MutableMapping[str, str]) -> None:
    """Let Qt try IBus after the desktop's choice; call this before the application is made.

    Qt's wheels contain only the input methods of IBus and X. A desktop with fcitx5 (most Korean
    ones) asks for `fcitx`, which Qt does not have; but fcitx5 also speaks IBus' protocol. A
    desktop's choice for X programs (XMODIFIERS) counts too, except on Wayland, which has a protocol
    of its own.
    """
    wanted = environ.get(SEVERAL) or environ.get(ONE) or ""
    is_named_for_x = not wanted and not environ.get("WAYLAND_DISPLAY")
    modifiers = environ.get(_X_MODIFIERS, "")
    if is_named_for_x and modifiers.startswith(_PREFIX):
        wanted = modifiers.removeprefix(_PREFIX)
    modules = [one for one in wanted.split(";") if one]
    if not modules or modules == ["none"]:
        return
    if _IBUS not in modules:
        modules.append(_IBUS)
    elif not is_named_for_x:
        return
    environ[SEVERAL] = ";".join(modules)
    # Qt's IBus module needs IBus itself, unless it is told to use the portal, which fcitx5 offers
    # as well.
    if modules[0] != _IBUS:
        environ.setdefault(PORTAL, "1")
