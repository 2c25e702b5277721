"""Which input methods Qt tries on Linux: without one, no Korean can be typed."""

from collections.abc import MutableMapping

# What Qt reads; the second only where the first is not set.
SEVERAL, ONE = "QT_IM_MODULES", "QT_IM_MODULE"
PORTAL = "IBUS_USE_PORTAL"
_X_MODIFIERS = "XMODIFIERS"
_PREFIX = "@im="
_IBUS = "ibus"


def choose_input_methods(environ: MutableMapping[str, str]) -> None:
    """Let Qt try IBus after what the desktop asks for; call before there is an application.

    Qt's wheels contain the input methods of IBus and of X alone. A desktop with fcitx5 (most
    Korean ones) asks for `fcitx`, which Qt would look for in vain; but fcitx5 answers as IBus does.
    Where a desktop names its input method to X programs alone, that counts too; not on Wayland,
    which has a protocol of its own for it.
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
    # Qt's IBus module wants IBus' own program installed, unless it is told to use its portal, which
    # fcitx5 offers as well.
    if modules[0] != _IBUS:
        environ.setdefault(PORTAL, "1")
