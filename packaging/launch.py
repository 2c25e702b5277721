"""The packaged program's entry point: the same as `python -m classroom_app`."""

import os
import sys
from pathlib import Path

from classroom_app.cli import main
from classroom_app.failed_start import BY_CONSOLE_PROGRAM


def join_console() -> None:
    """Print to the console of classroom-app-console.exe, which started this and waits."""
    import ctypes

    parent = -1
    if not ctypes.windll.kernel32.AttachConsole(parent):
        return  # it has none either, as in a service
    if sys.stdout is None:
        sys.stdout = Path("CONOUT$").open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path("CONOUT$").open("w", encoding="utf-8")  # noqa: SIM115


if sys.platform == "win32" and BY_CONSOLE_PROGRAM in os.environ:
    join_console()
sys.exit(main())
