"""The process of one attack: `python -m tests.attacks.attacker MODULE TARGET`.

Prints its outcome as a line of JSON.
"""

import asyncio
import importlib
import json
import os
import sys
from dataclasses import asdict

from tests.attacks.attack import Attack, Target


def main(module: str, target: str) -> None:
    """Attack."""
    if sys.platform != "win32":
        os.nice(10)  # the program, the window and the phones have priority
    attack: Attack = importlib.import_module(module).ATTACK
    outcome = asyncio.run(attack.run(Target.of(target)))
    print(json.dumps(asdict(outcome)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
