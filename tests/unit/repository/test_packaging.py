"""What the packages are made from names only what is there."""

import ast
import importlib
import importlib.util
import json
import re
import sys
import tarfile
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cryptography
import psycopg
import pytest

from classroom_app.gui.lessons.picture_box import PATTERNS
from classroom_app.gui.taskbar import TASKBAR_NAME

ROOT = Path(__file__).parents[3]
PACKAGING = ROOT / "packaging"


def test_windows_installer_names_what_is_there() -> None:
    script = (PACKAGING / "windows" / "classroom.nsi").read_text(encoding="utf-8")
    for icon in re.findall(r'_(?:UN)?ICON "(.+)"', script):
        assert (PACKAGING / "windows" / icon).read_bytes().startswith(b"\0\0\1\0")
    words = (PACKAGING / "windows" / "words.nsh").read_text(encoding="utf-8")
    said = dict(re.findall(r'^\$\{WORDS\} (\w+) "[^"]+" "([^"]+)"$', words, re.MULTILINE))
    assert set(re.findall(r"\$\(([A-Z]\w+)\)", script)) == set(said)
    for name, korean in said.items():
        assert name == "ProgramName" or re.search("[가-힣]", korean), name


def test_shortcut_and_window_are_one_program_on_the_taskbar() -> None:
    script = (PACKAGING / "windows" / "classroom.nsi").read_text(encoding="utf-8")
    assert f'!define APP_ID "{TASKBAR_NAME}"' in script


def test_exit_codes_of_the_windows_installer_are_documented() -> None:
    script = (PACKAGING / "windows" / "classroom.nsi").read_text(encoding="utf-8")
    codes = re.findall(r"^!define ENDED_\w+ (\d+)$", script, re.MULTILINE)
    assert len(codes) == 4
    text = (PACKAGING / "README.md").read_text(encoding="utf-8")
    for code in codes:
        assert f"| {code} | " in text


def test_pyinstaller_file_is_python_and_names_what_is_there() -> None:
    text = (PACKAGING / "classroom-app.spec").read_text(encoding="utf-8")
    ast.parse(text)
    for folder in re.findall(r'ROOT / "(\w+)"\)', text):
        assert (ROOT / folder).exists(), folder
    assert (PACKAGING / "launch.py").is_file()


def test_lesson_files_have_one_ending_and_type_on_every_system() -> None:
    windows = (PACKAGING / "windows" / "classroom.nsi").read_text(encoding="utf-8")
    macos = (PACKAGING / "classroom-app.spec").read_text(encoding="utf-8")
    linux = PACKAGING / "linux" / "classroom-app.xml"
    name = "{http://www.freedesktop.org/standards/shared-mime-info}"
    root = ElementTree.parse(linux).getroot()  # noqa: S314 - our own file
    (kind,) = root.findall(f"{name}mime-type")
    patterns = [glob.get("pattern") for glob in kind.findall(f"{name}glob")]
    assert "*.lesson" in patterns
    assert r"Software\Classes\.lesson" in windows
    assert '"CFBundleTypeExtensions": ["lesson"]' in macos
    desktop = (PACKAGING / "linux" / "classroom-app.desktop").read_text(encoding="utf-8")
    assert f"MimeType={kind.get('type')};" in desktop


def test_the_packages_read_every_picture_that_is_offered() -> None:
    spec = importlib.util.spec_from_file_location("contents", PACKAGING / "contents.py")
    assert spec is not None
    assert spec.loader is not None
    contents = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(contents)
    offered = {pattern.removeprefix("*.") for pattern in PATTERNS.split()} - {"heic", "heif"}
    assert offered >= {"png", "jpg", "jfif", "webp", "tif", "avif"}
    for module in ("PIL._avif", "PIL._webp", "PIL._imaging"):
        assert module not in contents.EXCLUDED_MODULES
    for library in ("libavif-1.so.16", "libwebp-1.so.7", "libtiff-1.so.6", "libjpeg-1.so.62"):
        assert contents.is_used(f"pillow.libs/{library}", f"/x/pillow.libs/{library}")


@pytest.fixture
def packaging_modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """The scripts of the folder, which are run in it and import each other."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    before = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_bill_of_materials_names_what_is_inside_wheels(
    packaging_modules: Callable[[str], Any], tmp_path: Path
) -> None:
    bill = packaging_modules("bill_of_materials")
    target = tmp_path / "list.json"
    target.write_text('{"components": [{"name": "openssl", "version": "0"}]}', "utf-8")
    site_packages = Path(cryptography.__file__).parents[1]
    for _twice in range(2):
        bill.add(target, bill.inside_wheels(site_packages))
    listed = json.loads(target.read_text("utf-8"))["components"]
    names = [(each["name"], each.get("version")) for each in listed]
    assert len(set(names)) == len(names)
    assert ("openssl", "0") in names
    assert {"FreeType", "PIL._imaging", "cryptography-x509"} <= {name for name, _ in names}
    assert sum(name == "openssl" for name, _ in names) >= 2, "cryptography brings its own"
    assert len({each["bom-ref"] for each in listed[1:]}) == len(listed) - 1


def test_the_systems_own_python_comes_with_its_modules(
    packaging_modules: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_used = packaging_modules("contents").is_used
    monkeypatch.setattr(sys, "platform", "linux")
    modules, libraries = "/usr/lib/python3.11/lib-dynload", "/usr/lib/x86_64-linux-gnu"
    assert is_used("python3.11/lib-dynload/_decimal.so", f"{modules}/_decimal.so")
    assert is_used("libmpdec.so.3", f"{libraries}/libmpdec.so.3")
    assert not is_used("libX11.so.6", f"{libraries}/libX11.so.6")


def test_bill_of_materials_names_what_linux_takes_along(
    packaging_modules: Callable[[str], Any], tmp_path: Path
) -> None:
    third_party, bill = packaging_modules("third_party"), packaging_modules("bill_of_materials")
    library = next(Path("/usr/lib").rglob("libz.so.1"))
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libz.so.1").touch()
    entries = ([("libz.so.1", str(library), "BINARY")],)
    (tmp_path / "COLLECT-00.toc").write_text(repr(entries), "utf-8")
    parts = third_party.parts(tmp_path, tmp_path, "6.1")
    listed = {each["name"]: each for each in map(bill.component, parts)}
    assert set(listed) == {"CPython", "PyInstaller bootloader", "zlib1g"}
    assert listed["zlib1g"]["version"] == third_party.version_of("zlib1g")
    assert all(each["version"] and each["licenses"] for each in listed.values())


def test_what_the_database_drivers_wheel_holds_is_listed(
    packaging_modules: Callable[[str], Any],
) -> None:
    libraries = packaging_modules("server_libraries")
    assert version("psycopg-binary") == libraries.VERSION, "a new wheel: look what is in it"
    is_windows = sys.platform == "win32"
    parts = libraries.WINDOWS if is_windows else list(libraries.LINUX.values())
    folder = Path(psycopg.__file__).parents[1] / libraries.FOLDER
    found = {path.name for path in folder.iterdir() if path.suffix != ".py"}
    claimed = [
        name for part in parts for name in found if any(fnmatch(name, f) for f in part.files)
    ]
    assert sorted(claimed) == sorted(found)
    major, minor = divmod(psycopg.pq.version(), 10_000)
    (libpq,) = (part for part in parts if "libpq" in part.name)
    assert libpq.version == f"{major}.{minor}"
    assert {part.licence for part in parts}


def test_files_of_the_archive_can_be_written_by_their_owner_alone(
    packaging_modules: Callable[[str], Any], tmp_path: Path
) -> None:
    folder = tmp_path / "classroom-app"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside").chmod(0o777)
    for name, mode in (("program", 0o777), ("inside/library.so", 0o666)):
        (folder / name).touch()
        (folder / name).chmod(mode)
    packaging_modules("build").archive(folder, tmp_path / "made")
    with tarfile.open(tmp_path / "made.tar.xz") as archive:
        found = {member.name: (oct(member.mode), member.uid, member.gid) for member in archive}
    assert found == {
        "classroom-app": ("0o755", 0, 0),
        "classroom-app/inside": ("0o755", 0, 0),
        "classroom-app/inside/library.so": ("0o644", 0, 0),
        "classroom-app/program": ("0o755", 0, 0),
    }
