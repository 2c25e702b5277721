"""The start is quick: what the first window and the port do without is not loaded."""

import sys
from pathlib import Path

from tests.helpers.child import Child
from tests.helpers.systems import SCREEN

# Each takes as long as several frames, and some as long as a tenth of the whole start.
NOT_AT_THE_START = {
    "aiohttp",
    "alembic",
    "cryptography",
    "PIL",
    "segno",
    "sqlalchemy.dialects.postgresql",
    "xlsxwriter",
    "zeroconf",
    "classroom_app.doctor",
    "classroom_app.gui.frame.about_dialog",
    "classroom_app.gui.frame.guide_dialog",
    "classroom_app.protocol.mobedu_task",
    "classroom_app.rehearsal",
}


async def loaded_by_start(data_dir: Path) -> list[str]:
    """Start the program, stop it once it listens; return what it imported, in order."""
    command = (sys.executable, "-X", "importtime", "-m", "classroom_app")
    where = ("--host", "127.0.0.1", "--port", "0", "--data-dir", str(data_dir))
    program = await Child.start(*command, *where, environment=SCREEN)
    assert (await program.line()).startswith("Listening on ")
    await program.ask_to_end()
    ended = await program.finish()
    assert ended.status == 0, ended.errors
    lines = [line for line in ended.errors.splitlines() if line.startswith("import time:")]
    return [line.rpartition("|")[2].strip() for line in lines]


async def test_what_the_start_does_without(tmp_path: Path) -> None:
    for _database in ("new", "known"):
        loaded = await loaded_by_start(tmp_path)
        assert "classroom_app.gui.main_window" in loaded
        assert NOT_AT_THE_START.intersection(loaded) == set()


# The real program, which says on which thread Qt and the window's modules are imported.
WATCHED = """
import sys, threading
from classroom_app.cli import main

class Watch:
    seen = set()

    def find_spec(self, name, path=None, target=None):
        if name in self.seen:
            return
        self.seen.add(name)
        if name.startswith(("PySide6", "classroom_app.gui")):
            if threading.current_thread() is not threading.main_thread():
                print("on a thread:", name, flush=True)
            if name == "classroom_app.gui.settings.settings_page":
                print("the last page", flush=True)

sys.meta_path.insert(0, Watch())
sys.exit(main())
"""


async def test_qt_is_imported_on_the_windows_thread_alone(tmp_path: Path) -> None:
    """Qt's binding makes its types when they are first used, and no lock guards that."""
    where = ("--host", "127.0.0.1", "--port", "0", "--data-dir", str(tmp_path))
    program = await Child.start(*(sys.executable, "-c", WATCHED, *where), environment=SCREEN)
    assert (await program.line()).startswith("Listening on ")
    assert await program.line() == "the last page"
    await program.ask_to_end()
    assert await program.finish() == (0, "", "")


async def test_qt_comes_last(tmp_path: Path) -> None:
    """Qt's binding reads the source of each module that is imported after it."""
    loaded = await loaded_by_start(tmp_path)
    assert loaded.index("classroom_app.bootstrap") < loaded.index("PySide6.QtCore")
