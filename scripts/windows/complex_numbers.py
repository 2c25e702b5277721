"""Gives numpy the functions for complex numbers that Wine's C library lacks.

    complex_numbers.py PACKAGES HOME CROSS

numpy asks `api-ms-win-crt-math-l1-1-0.dll` for them. In the copy in PACKAGES that name is replaced
by the name of a library of our own, which is compiled into HOME with the compiler CROSS: it has the
complex functions (complex.c) and hands everything else on to Wine's.
"""

import re
import subprocess
import sys
from pathlib import Path

WINDOWS_NAME = "api-ms-win-crt-math-l1-1-0.dll"
OUR_NAME = "wine-has-no-complex-maths-.dll"
COMPLEX = re.compile(r"c(cos|cosh|exp|sin|sinh|tan|tanh|abs|arg|real|imag|pow)[fl]?")


def main(packages: Path, home: Path, cross: str) -> None:
    """Replace the name in every file that has it, and compile the library."""
    assert len(WINDOWS_NAME) == len(OUR_NAME), "the name is replaced in place"
    functions: set[str] = set()
    for folder in ("numpy", "numpy.libs"):
        for path in sorted((packages / folder).rglob("*")):
            if path.suffix in {".pyd", ".dll"} and _replace(path):
                functions |= _imports(path, cross)
    exports = home / "complex.def"
    lines = [
        f"{name} = {f'shim_{name}' if COMPLEX.fullmatch(name) else f'ucrtbase.{name}'}"
        for name in sorted(functions)
    ]
    exports.write_text("\n".join((f"LIBRARY {OUR_NAME}", "EXPORTS", *lines, "")), "ascii")
    source = Path(__file__).with_name("complex.c")
    compiler = (f"{cross}-gcc", "-O2", "-shared", "-static-libgcc")
    subprocess.run([*compiler, "-o", home / OUR_NAME, source, exports, "-lm"], check=True)


def _replace(path: Path) -> bool:
    old, new = WINDOWS_NAME.encode("ascii"), OUR_NAME.encode("ascii")
    data = path.read_bytes()
    if old not in data:
        return False
    path.write_bytes(data.replace(old, new))
    return True


def _imports(path: Path, cross: str) -> set[str]:
    """Return the names of the functions that a file wants from our library."""
    command = (f"{cross}-objdump", "-p", str(path))
    table = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    names, is_ours = set(), False
    for line in table.splitlines():
        if "DLL Name:" in line:
            is_ours = OUR_NAME in line
        elif is_ours and (row := re.fullmatch(r"\t[0-9a-f]+\t?\s+\S+\s+(\S+)", line)):
            names.add(row[1])
    return names


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
