"""How much of the faults is tried: a little in every run of the tests, all of it in `make faults`.

`FAULTS=full` stands for the full size, `ROUNDS` for the number of kills, `SEED` repeats a run.
"""

import os
import secrets

IS_FULL = os.environ.get("FAULTS") == "full"
ROUNDS = int(os.environ.get("ROUNDS") or (100 if IS_FULL else 10))
SEED = int(os.environ.get("SEED") or secrets.randbelow(1_000_000))
