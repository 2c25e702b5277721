"""What the packages are made from names only what is there."""

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


def test_windows_installer_takes_what_the_build_makes() -> None:
    script = (PACKAGING / "windows" / "classroom-app.iss").read_text(encoding="utf-8")
    build = (PACKAGING / "build.py").read_text(encoding="utf-8")
    (source,) = re.findall(r'Source: "([^"]+)"', script)
    assert source == r"..\..\build\package\folder\classroom-app\*"
    assert 'WORK = ROOT / "build" / "package"' in build
    assert 'WORK / "folder"' in build
    (icon,) = re.findall(r"^SetupIconFile=(.+)$", script, re.MULTILINE)
    assert (PACKAGING / "windows" / icon).read_bytes().startswith(b"\0\0\1\0")
    (licence,) = re.findall(r"^LicenseFile=(.+)$", script, re.MULTILINE)
    assert (PACKAGING / "windows" / licence.replace("\\", "/")).is_file()
    for name in re.findall(r"\{cm:(\w+)[,}]", script):
        if name not in ("CreateDesktopIcon", "LaunchProgram"):  # Inno Setup's own
            assert f"ko.{name}=" in script
            assert f"en.{name}=" in script


def test_pyinstaller_file_is_python_and_names_what_is_there() -> None:
    text = (PACKAGING / "classroom-app.spec").read_text(encoding="utf-8")
    ast.parse(text)
    for folder in re.findall(r'ROOT / "(\w+)"\)', text):
        assert (ROOT / folder).exists(), folder
    assert (PACKAGING / "launch.py").is_file()


def test_lesson_files_have_one_ending_and_type_on_every_system() -> None:
    windows = (PACKAGING / "windows" / "classroom-app.iss").read_text(encoding="utf-8")
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
