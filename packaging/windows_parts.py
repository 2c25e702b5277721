"""Components of the Windows package besides Python packages, with their licences."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

import server_libraries
from bill_of_materials import Part
from steps import ROOT

# The files of CPython for Windows are in the wheel of panda3d, unchanged and signed by their
# makers, for its own packaging tool.
_CARRIED = "as the PSF built it for CPython 3.11.9, carried by the wheel of panda3d 1.10.16"
_MICROSOFT = (
    "LicenseRef-Microsoft-Visual-Cpp-Runtime",
    "Microsoft's runtime of the compiler, which its licence lets programs bring; from Qt's wheels",
)
PARTS = [
    Part(
        "CPython", "3.11.9", "Python-2.0", _CARRIED, ("python311.dll", "*.pyd", "base_library.zip")
    ),
    Part("OpenSSL", "3.0.13", "Apache-2.0", _CARRIED, ("libcrypto-3.dll", "libssl-3.dll")),
    Part("SQLite", "3.45.1", "blessing", _CARRIED, ("sqlite3.dll",)),
    Part("libffi", "3.4.4", "MIT", _CARRIED, ("libffi-8.dll",)),
    Part("bzip2", "1.0.8", "bzip2-1.0.6", _CARRIED, ("_bz2.pyd",)),
    Part("XZ Utils (liblzma)", "5.2.5", "LicenseRef-Public-Domain", _CARRIED, ("_lzma.pyd",)),
    Part("Expat", "2.6.0", "MIT", _CARRIED, ("pyexpat.pyd",)),
    Part("libmpdec", "2.5.1", "BSD-2-Clause", _CARRIED, ("_decimal.pyd",)),
    Part("zlib", "1.3.1", "Zlib", _CARRIED, ("python311.dll",)),
    Part(
        "python3.dll",
        "3.11.9",
        "Apache-2.0",
        "our own: hands the stable interface on to python311.dll, and holds nothing else",
        ("python3.dll",),
    ),
    Part(
        "classroom-app-console",
        "1",
        "Apache-2.0 AND ZPL-2.1",
        "our own (console.c), with the start code of mingw-w64",
        ("classroom-app-console.exe",),
    ),
    Part(
        "PyInstaller bootloader",
        "6",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "starts the program; its exception allows any licence for what it starts",
        ("classroom-app.exe",),
    ),
    Part("Visual C++ runtime", "14.44", *_MICROSOFT, ("vcruntime140*.dll", "msvcp140*.dll")),
    *server_libraries.WINDOWS,
]


def compile_console(target: Path) -> None:
    """Compile classroom-app-console.exe."""
    subprocess.run(
        [
            *("x86_64-w64-mingw32-gcc", "-O2", "-s", "-municode", "-Wall", "-Wextra", "-Werror"),
            *("-Wl,--no-insert-timestamp", "-o", str(target)),
            str(ROOT / "packaging" / "windows" / "console.c"),
        ],
        check=True,
    )


def write_licences(folder: Path) -> None:
    """Write the licences of these components into a folder; Python packages contain their own."""
    folder.mkdir()
    shutil.copy(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", folder / "CPython.txt")
    shutil.copy(ROOT / "LICENSE", folder / "OpenSSL.txt")  # the same Apache License 2.0
    for text in (ROOT / "packaging" / "windows" / "licences").glob("*.txt"):
        shutil.copy(text, folder)
    lines = ["What Classroom for Windows is made of, besides its Python packages:", ""]
    for part in PARTS:
        lines += [
            f"{part.name} {part.version} ({part.licence})",
            f"  {', '.join(part.files)}",
            f"  {part.origin}",
        ]
    (folder / "README.txt").write_text("\r\n".join([*lines, ""]), encoding="utf-8")
