"""A class behind bad Wi-Fi. `make faults` runs it at full size."""

import subprocess
import sys
from pathlib import Path

from tests.faults.size import IS_FULL, SEED
from tests.faults.world import own_world
from tests.helpers.timing import SCALE

SMALL = (
    *("--phones", "10", "--steps", "6", "--pace", "0.5"),
    *("--delay", "0.1", "--blackout", "2.5", "--patience", "1.5"),
)
FULL = (
    *("--phones", "40", "--steps", "20", "--pace", "2"),
    *("--delay", "0.3", "--blackout", "30", "--patience", "8"),
)


def test_a_class_on_a_bad_line_ends_where_the_server_is(tmp_path: Path) -> None:
    within_s = 1_200.0 if IS_FULL else 120.0 * SCALE
    done = subprocess.run(
        [
            *(*own_world(), sys.executable, "-m", "tests.faults.network_class", str(tmp_path)),
            *(FULL if IS_FULL else SMALL),
            *("--seed", str(SEED), "--within", str(within_s)),
        ],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=within_s + 60,
    )
    print(f"SEED={SEED}\n{done.stdout}")
    assert done.returncode == 0
    assert done.stdout.endswith("all agree\n")
