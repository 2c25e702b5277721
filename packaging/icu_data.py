"""Removes data that our windows do not use from Qt's ICU library: 31 MB become 10.

Qt has its own tables of dates, numbers and names and its own rules for line breaks, and uses ICU
for sorting and for text encodings. Those stay: every encoding, and the sort order of Korean, of
English and of the root to which all other languages fall back. Removed are the names of currencies,
regions and units in 200 languages, dictionaries of Thai and other languages, and transliteration.
The Unicode licence of ICU allows this.
"""

import re
import subprocess
from pathlib import Path

_SYMBOL = re.compile(
    r"^ *\d+: ([0-9a-f]+) +(\S+) OBJECT +GLOBAL DEFAULT +\S+ (icudt(\d+)_dat)$", re.M
)
_LOCALE = re.compile(r"^[a-z]{2,3}(_[A-Za-z0-9_]*)?\.res$")
_KEPT_LOCALE = re.compile(r"^(ko|en)(_[A-Za-z0-9_]*)?\.res$")
_WITH_ROOT = ("curr", "lang", "region", "unit")
_UNUSED_TREES = ("brkitr", "curr", "lang", "rbnf", "region", "translit", "unit")


def shrink(library: Path, work: Path) -> None:
    """Rewrite a libicudata.so.N without the unused data.

    Raises:
        ValueError: it is not the data library of ICU.
    """
    for place in ("whole", "part"):
        (work / place).mkdir(parents=True, exist_ok=True)
    listed = _run("readelf", "-Ws", "--dyn-syms", str(library))
    found = _SYMBOL.search(listed)
    if found is None:
        raise ValueError(f"{library} has no ICU data in it")
    start, size = int(found[1], 16), int(found[2], 0)  # its file offsets are its addresses
    # The items' names contain the name of the file.
    whole, part = (work / place / f"icudt{found[4]}l.dat" for place in ("whole", "part"))
    whole.write_bytes(library.read_bytes()[start : start + size])
    unused = work / "unused.txt"
    items = _run("icupkg", "-l", str(whole)).split()
    unused.write_text("".join(f"{item}\n" for item in items if not is_used(item)))
    _run("icupkg", "-r", str(unused), str(whole), str(part))
    source, compiled = work / "icudata.s", work / "icudata.o"
    source.write_text(
        f".section .rodata\n.balign 16\n.globl {found[3]}\n.type {found[3]}, @object\n"
        f'{found[3]}:\n.incbin "{part}"\n.size {found[3]}, . - {found[3]}\n'
        ".section .note.GNU-stack\n"
    )
    _run("as", "-o", str(compiled), str(source))
    _run("ld", "-shared", "-soname", library.name, "-o", str(library), str(compiled))


def is_used(item: str) -> bool:
    """Return whether an item of ICU's data, such as `coll/ko.res`, stays."""
    tree, _, name = item.rpartition("/")
    if tree in _UNUSED_TREES:
        return name in ("pool.res", "res_index.res") or (name == "root.res" and tree in _WITH_ROOT)
    return not _LOCALE.match(name) or bool(_KEPT_LOCALE.match(name))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
