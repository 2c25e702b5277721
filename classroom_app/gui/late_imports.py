"""Imports what the first window does without, in small steps, while nothing else is to do.

Not on a thread: Qt's binding makes its types when they are first used, and a class that is looked
up on the window's thread while another thread imports has ended the program with a segmentation
fault.
"""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec

PACKAGE = "classroom_app.gui."


async def import_later(names: Iterable[str]) -> None:
    """Import modules of the window, and let the loop turn after each module that they need."""
    for name in leaves_first(names):
        import_module(name)
        await asyncio.sleep(0)


def leaves_first(names: Iterable[str]) -> Iterator[str]:
    """Give the modules of the window that are not there yet, each after those that it imports."""
    seen: set[str] = set()

    def walk(name: str) -> Iterator[str]:
        if name in seen or name in sys.modules:
            return
        seen.add(name)
        for needed in _imported_by(name):
            yield from walk(needed)
        yield name

    for name in names:
        yield from walk(name)


def _imported_by(name: str) -> list[str]:
    """Return what a module of the window imports from the window, as its compiled code says."""
    spec = find_spec(name)
    get_code = getattr(spec and spec.loader, "get_code", None)
    code = get_code(name) if get_code is not None else None
    return [each for each in code.co_names if each.startswith(PACKAGE)] if code else []
