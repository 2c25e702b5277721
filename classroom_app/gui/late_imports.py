"""Imports modules that the first window does not need, one by one while nothing else runs.

Not on a thread: Qt's binding creates its types on first use, and looking up a class on the window's
thread while another thread imports has crashed the program with a segmentation fault.
"""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec

PACKAGE = "classroom_app.gui."


async def import_later(names: Iterable[str]) -> None:
    """Import modules of the window and what they need, yielding to the loop after each."""
    for name in leaves_first(names):
        import_module(name)
        await asyncio.sleep(0)


def leaves_first(names: Iterable[str]) -> Iterator[str]:
    """Yield the window's modules that are not imported yet, each after those that it imports."""
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
    """Return the modules of the window that a module imports, according to its compiled code."""
    spec = find_spec(name)
    get_code = getattr(spec and spec.loader, "get_code", None)
    code = get_code(name) if get_code is not None else None
    return [each for each in code.co_names if each.startswith(PACKAGE)] if code else []
