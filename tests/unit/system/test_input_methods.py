import pytest

from classroom_app.system.input_methods import choose_input_methods

X = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx", **WAYLAND}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "xim"}, "xim;ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx;ibus"),
        ({"QT_IM_MODULE": "hime", "QT_IM_MODULES": "fcitx"}, "fcitx;ibus"),
        ({"XMODIFIERS": "@im=fcitx", **X}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({"QT_IM_MODULES": "wayland;ibus;fcitx"}, "wayland;ibus;fcitx"),
        ({"XMODIFIERS": "@im=ibus"}, "ibus"),
        ({"XMODIFIERS": "@im=none"}, None),
        ({"XMODIFIERS": "@im=fcitx", **WAYLAND}, None),
        ({"QT_IM_MODULE": "none"}, None),
        ({}, None),
    ],
)
def test_ibus_is_tried_after_what_the_desktop_asks_for(
    environment: dict[str, str], expected: str | None
) -> None:
    environ = dict(environment)
    choose_input_methods(environ)
    assert environ.get("QT_IM_MODULES") == expected
    assert {key: environ[key] for key in environment if key != "QT_IM_MODULES"} == {
        key: text for key, text in environment.items() if key != "QT_IM_MODULES"
    }


@pytest.mark.parametrize(
    ("environment", "portal"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "1"),
        ({"QT_IM_MODULE": "fcitx", "IBUS_USE_PORTAL": "0"}, "0"),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({"XMODIFIERS": "@im=ibus"}, None),
    ],
)
def test_fcitx_is_asked_through_the_portal(environment: dict[str, str], portal: str | None) -> None:
    """Without the portal Qt's module gives up where IBus itself is not installed."""
    environ = dict(environment)
    choose_input_methods(environ)
    assert environ.get("IBUS_USE_PORTAL") == portal
