"""Makes a Debian package of the program's folder."""

import os
import re
import shutil
import subprocess
from email.utils import formatdate
from gzip import GzipFile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
HOME = Path("opt/classroom-app")

CONTROL = """\
Package: classroom-app
Version: {version}
Architecture: {machine}
Maintainer: The classroom_app authors <classroom-app@localhost>
Installed-Size: {size_kib}
Depends: {depends}
Recommends: fonts-noto-cjk
Section: education
Priority: optional
Description: Lead a class of Android phones, step by step
 The instructor's window of a class: students join with their phones over the
 same Wi-Fi, with a code or a QR code, follow each step and ask for help.
 Nothing leaves the room: no internet, no cloud, no account.
"""


def machine() -> str:
    """Return Debian's name of this architecture."""
    return _output(["dpkg", "--print-architecture"]).strip()


def build(folder: Path, version: str, work: Path, target: Path) -> Path:
    """Make the package and return its file."""
    root = work / "root"
    shutil.copytree(folder, root / HOME, symlinks=True)
    command = root / "usr" / "bin" / "classroom-app"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{HOME}/classroom-app")
    _put(HERE / "linux" / "classroom-app.desktop", root / "usr/share/applications")
    _put(HERE / "linux" / "classroom-app.xml", root / "usr/share/mime/packages")
    icons = root / "usr/share/icons/hicolor/scalable/apps"
    _put(ROOT / "resources" / "app.svg", icons).rename(icons / "classroom-app.svg")
    documents = root / "usr/share/doc/classroom-app"
    _put(HERE / "linux" / "copyright", documents)
    _write_changelog(documents / "changelog.gz", version)
    size = sum(p.stat().st_size for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    (root / "DEBIAN").mkdir()  # dpkg-shlibdeps recognizes the package's root by it
    control = CONTROL.format(
        version=version,
        machine=machine(),
        size_kib=size // 1024,
        depends=depends(root, work),
    )
    (root / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    made = target / f"classroom-app_{version}_{machine()}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(made)], check=True
    )
    return made


def depends(root: Path, work: Path) -> str:
    """Return the packages whose libraries the program links to, as dpkg-shlibdeps finds them."""
    ours = root / HOME
    linked = [str(path) for path in ours.rglob("*") if _is_elf(path)]
    folders = sorted({str(Path(path).parent) for path in linked})
    (work / "debian").mkdir()
    (work / "debian" / "control").write_text(
        "Source: classroom-app\n\nPackage: classroom-app\nArchitecture: any\n"
    )
    found = _output(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
        + [f"-l{folder}" for folder in folders]
        + [f"-e{path}" for path in linked],
        cwd=work,
    )
    match = re.search(r"shlibs:Depends=(.*)", found)
    assert match is not None, "dpkg-shlibdeps says what is needed"
    return match[1]


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _put(file: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(file, folder))


def _write_changelog(file: Path, version: str) -> None:
    text = (
        f"classroom-app ({version}) unstable; urgency=medium\n\n"
        "  * What changed stands in CHANGELOG.md of the source.\n\n"
        f" -- The classroom_app authors <classroom-app@localhost>  {formatdate(0)}\n"
    )
    with GzipFile(file, "wb", mtime=0) as packed:
        packed.write(text.encode())


def _output(command: list[str], cwd: Path | None = None) -> str:
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout
