"""Which stored paths are those of pictures, and that none leads elsewhere."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.system.stored_pictures import is_picture_path, stored_picture

NAME = "0123456789abcdef" * 2
OWN = (f"screenshots/7/{NAME}.jpg", f"screenshots/12/help-3-{NAME}.png")


@pytest.mark.parametrize("path", OWN)
def test_our_own_names(path: str, tmp_path: Path) -> None:
    assert is_picture_path(path)
    assert stored_picture(tmp_path, path) == tmp_path / path


def test_a_session_has_its_own() -> None:
    assert is_picture_path(OWN[0], 7)
    assert not is_picture_path(OWN[0], 12)


@pytest.mark.parametrize(
    "path",
    [
        "",
        None,
        7,
        "instructor.key",
        "../outside.jpg",
        f"/screenshots/7/{NAME}.jpg",
        f"screenshots/7/../7/{NAME}.jpg",
        f"screenshots/07/{NAME}.jpg",
        f"screenshots/\u0667/{NAME}.jpg",
        f"screenshots/7/{NAME.upper()}.jpg",
        f"screenshots/7/{NAME}.jpg\n",
        f"screenshots/7/{NAME}.svg",
        f"screenshots/7/{NAME}.jpg:stream",
        f"screenshots\\7\\{NAME}.jpg",
        "screenshots/7/nul.jpg",
        f"screenshots/{'9' * 13}/{NAME}.jpg",
    ],
)
def test_no_others(path: str | None, tmp_path: Path) -> None:
    assert not is_picture_path(path)
    if not isinstance(path, int):
        assert stored_picture(tmp_path, path) is None


@given(st.text())
def test_whatever_is_written_stays_in_the_folder(path: str) -> None:
    found = stored_picture(Path("data"), path)
    assert found is None or Path("data/screenshots") in found.parents


@pytest.mark.skipif(sys.platform == "win32", reason="Linux alone: few Windows accounts make links")
def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "screenshots").mkdir()
    (tmp_path / "screenshots" / "7").symlink_to(tmp_path / "elsewhere", True)
    assert stored_picture(tmp_path, OWN[0]) is None
