"""What goes to Windows: the files of the wheels as they are, nothing that Windows brings itself."""

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build" / "package-windows"
FOLDER = BUILT / "folder" / "classroom-app"
INSIDE = FOLDER / "_internal"
OURS = {"classroom-app.exe", "classroom-app-console.exe", "python3.dll"}
LARGEST_MB = 140
# What is found in the system's folder of every Windows 10 since version 1809.
WINDOWS = {
    "advapi32.dll",
    "authz.dll",
    "bcrypt.dll",
    "bcryptprimitives.dll",
    "cfgmgr32.dll",
    "comctl32.dll",
    "comdlg32.dll",
    "crypt32.dll",
    "cryptbase.dll",
    "cryptsp.dll",
    "d2d1.dll",
    "d3d11.dll",
    "d3d12.dll",
    "d3d9.dll",
    "dcomp.dll",
    "dnsapi.dll",
    "dwmapi.dll",
    "dwrite.dll",
    "dxgi.dll",
    "gdi32.dll",
    "icuuc.dll",
    "imm32.dll",
    "iphlpapi.dll",
    "kernel32.dll",
    "mpr.dll",
    "msvcrt.dll",
    "ncrypt.dll",
    "netapi32.dll",
    "ntdll.dll",
    "ole32.dll",
    "oleaut32.dll",
    "powrprof.dll",
    "propsys.dll",
    "rpcrt4.dll",
    "runtimeobject.dll",
    "secur32.dll",
    "setupapi.dll",
    "shcore.dll",
    "shell32.dll",
    "shlwapi.dll",
    "uiautomationcore.dll",
    "user32.dll",
    "userenv.dll",
    "uxtheme.dll",
    "version.dll",
    "winhttp.dll",
    "winmm.dll",
    "winspool.drv",
    "ws2_32.dll",
    "wtsapi32.dll",
}


def programs() -> list[Path]:
    found = [path for path in FOLDER.rglob("*") if path.suffix in (".exe", ".dll", ".pyd")]
    assert len(found) > 80, "`make package-windows` comes first"
    return sorted(found)


@cache
def imports_of(program: Path) -> set[str]:
    said = subprocess.run(
        ["objdump", "-p", str(program)], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    return {name.lower() for name in re.findall(r"DLL Name: (\S+)", said)}


@cache
def hashes_of_wheels() -> dict[str, set[str]]:
    """Return, by file name, the SHA-256 sums that the wheels' own lists have."""
    sums: dict[str, set[str]] = {}
    for wheel in (BUILT / "wheels").glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            (record,) = [name for name in archive.namelist() if name.endswith("/RECORD")]
            for path, stated, _size in csv.reader(io.StringIO(archive.read(record).decode())):
                sums.setdefault(Path(path).name, set()).add(stated)
    return sums


def stated_like_a_wheel(program: Path) -> str:
    digest = hashlib.sha256(program.read_bytes()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_as_signed(program: Path) -> bool:
    """Tell whether a file's own signature, whoever made it, is that of its bytes."""
    said = subprocess.run(
        ["osslsigncode", "verify", "-in", str(program)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    stated = re.search(r"Current message digest\s*: (\w+)", said)
    counted = re.search(r"Calculated message digest\s*: (\w+)", said)
    return bool(stated and counted and stated[1] == counted[1])


def test_nothing_of_windows_itself() -> None:
    theirs = re.compile(r"(api-ms-win|ext-ms-win|ucrtbase|icu|bcrypt)", re.IGNORECASE)
    assert [path.name for path in programs() if theirs.match(path.name)] == []


def test_no_stand_in_of_wine() -> None:
    for path in FOLDER.rglob("*"):
        assert "wine" not in path.name.lower()
        if path.is_file() and path.suffix in (".dll", ".pyd"):
            assert b"wine-has-no" not in path.read_bytes(), path


def test_no_installer_of_packages() -> None:
    names = {path.name for path in INSIDE.iterdir()}
    assert names.isdisjoint({"pip", "setuptools", "PyInstaller", "numpy", "pytest"})


def foreign() -> Iterator[Path]:
    return (path for path in programs() if path.name not in OURS)


def test_every_library_is_its_makers() -> None:
    """Byte for byte as in the wheel, or with its maker's signature still good."""
    changed = [
        path.relative_to(FOLDER)
        for path in foreign()
        if stated_like_a_wheel(path) not in hashes_of_wheels().get(path.name, set())
        and not is_as_signed(path)
    ]
    assert changed == []


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    changed = tmp_path / "python311.dll"
    content = bytearray((INSIDE / "python311.dll").read_bytes())
    content[5_000] ^= 1
    changed.write_bytes(content)
    assert is_as_signed(INSIDE / "python311.dll")
    assert not is_as_signed(changed)


def test_every_import_is_met() -> None:
    """By the folder or by Windows 10: the C runtime under its `api-ms-win` names, too."""
    known = {path.name.lower() for path in programs()} | WINDOWS
    missing = {
        f"{path.name}: {name}"
        for path in programs()
        for name in imports_of(path)
        if name not in known and not name.startswith("api-ms-win-")
    }
    assert missing == set()


def version_of(program: Path) -> str:
    """Return a file's version as its resources say it."""
    key = "FileVersion\0".encode("utf-16-le")
    content = program.read_bytes()
    start = content.index(key) + len(key)
    return content[start : start + 64].decode("utf-16-le").strip("\0").split("\0")[0]


def test_runtime_of_the_compiler_is_one() -> None:
    """The first that a process loads serves all; an older one would fail newer libraries."""
    runtime = re.compile(r"(vcruntime|msvcp)140", re.IGNORECASE)
    copies = [path for path in programs() if runtime.match(path.name)]
    assert INSIDE / "VCRUNTIME140.dll" in copies
    assert len({version_of(path) for path in copies}) == 1


def test_qt_can_be_replaced() -> None:
    for name in ("Qt6Core.dll", "Qt6Gui.dll", "Qt6Widgets.dll", "Qt6Network.dll"):
        assert (INSIDE / "PySide6" / name).is_file()


def test_it_is_small() -> None:
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    assert size < LARGEST_MB * 1e6


@pytest.mark.parametrize(
    "name", ["CPython", "OpenSSL", "SQLite", "libffi", "python3.dll", "PySide6_Essentials"]
)
def test_list_of_parts_names(name: str) -> None:
    (listed,) = (ROOT / "dist").glob("classroom-app-*-windows.cdx.json")
    parts = json.loads(listed.read_text(encoding="utf-8"))["components"]
    found = [part for part in parts if part["name"] == name]  # OpenSSL's of each who brings one
    assert found
    assert all(part["version"] and part["licenses"] for part in found)


def test_licences_are_in_it() -> None:
    there = {path.name for path in (FOLDER / "licences").iterdir()}
    assert there >= {"CPython.txt", "OpenSSL.txt", "libffi.txt", "README.txt", "zlib.txt"}
    assert (INSIDE / "LICENSE").is_file()
    assert "Python" in (FOLDER / "licences" / "CPython.txt").read_text(encoding="utf-8")
