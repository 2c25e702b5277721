"""A choice for the next start that finds the disk full."""

import subprocess
import sys
from pathlib import Path

from tests.faults.world import on_a_small_disk

# The disk is gone with the process: it looks itself at what is left on it.
CHOOSE = """
import sys
from pathlib import Path
from classroom_app.system.startup_settings import StartupSettings
folder = Path(sys.argv[1])
settings = StartupSettings(folder)
settings.choose(data_dir="/first", port=8123)
with (folder / "ballast").open("wb", buffering=0) as ballast:
    try:
        while True:
            ballast.write(bytes(4096))
    except OSError as error:
        print(error.strerror)
try:
    settings.choose(data_dir="/second")
except OSError as error:
    print(error.strerror)
print(settings.data_dir, settings.port, sorted(path.name for path in folder.iterdir()))
"""


def test_a_full_disk_leaves_what_was_chosen_before(tmp_path: Path) -> None:
    command = [*on_a_small_disk(tmp_path, 1), sys.executable, "-c", CHOOSE, str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=60)
    full = "No space left on device"
    kept = f"{Path('/first')} 8123 ['ballast', 'start.json']"
    assert done.stdout.decode().splitlines() == [full, full, kept], done.stderr.decode()
