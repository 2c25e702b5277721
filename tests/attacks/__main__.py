"""`python -m tests.attacks`: see the package."""

import argparse
import asyncio
import importlib
import os
import pkgutil
import platform
import sys
import tempfile
from pathlib import Path

import tests.attacks
from tests.attacks.attack import Attack
from tests.attacks.figures import FLOODED_REPLY_S, Figures, table
from tests.attacks.measured_class import measure

TOGETHER, TOGETHER_PLAIN, WITH_FLOODS = "all at once", "all, without TLS", "all, and floods"


def all_attacks() -> list[Attack]:
    """Return the attack of each module that has one."""
    names = sorted(module.name for module in pkgutil.iter_modules(tests.attacks.__path__))
    modules = [
        importlib.import_module(f"tests.attacks.{name}")
        for name in names
        if name not in ("__main__", "attacker")
    ]
    return [module.ATTACK for module in modules if hasattr(module, "ATTACK")]


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="tests.attacks")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these attacks")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each of them lasts")
    parser.add_argument("--phones", type=int, default=30, help="how many are honest")
    parser.add_argument("--headless", action="store_true", help="the program without its window")
    parser.add_argument("--only-together", action="store_true", help="not one by one")
    parser.add_argument("--list", action="store_true", help="say which attacks there are")
    return parser.parse_args()


async def attack_all(arguments: argparse.Namespace, folder: Path) -> list[Figures]:
    """Measure each attack, and all of them at once."""
    attacks = [one for one in all_attacks() if not arguments.names or one.name in arguments.names]
    if unknown := set(arguments.names) - {attack.name for attack in attacks}:
        raise SystemExit(f"no such attack: {', '.join(sorted(unknown))}")
    classes = [] if arguments.only_together else [(one.name, [one]) for one in attacks]
    # A flood of handshakes keeps other strangers out, so all are also measured without it.
    plain = [attack for attack in attacks if "--tls" not in attack.options]
    together = {
        TOGETHER_PLAIN: [attack for attack in plain if not attack.is_flood],
        WITH_FLOODS: plain,
        TOGETHER: [attack for attack in attacks if not attack.is_flood],
    }
    for name, some in together.items():
        if len(some) > 1 and some not in [others for _name, others in classes]:
            classes.append((name, some))
    figures: list[Figures] = []
    for name, some in classes:
        print(f"{name}:", file=sys.stderr, flush=True)
        one = await measure(
            name, some, folder, arguments.seconds, arguments.phones, arguments.headless
        )
        if name == WITH_FLOODS:
            one.reply_s = FLOODED_REPLY_S
        for outcome in one.outcomes.values():
            print(f"  {outcome.did}", file=sys.stderr, flush=True)
        figures.append(one)
    return figures


def main() -> int:
    """Attack, and print the figures; return 1 when one is out of bounds."""
    arguments = parse()
    if arguments.list:
        for attack in all_attacks():
            print(f"{attack.name}: {attack.about}")
        return 0
    if platform.system() != "Linux":
        raise SystemExit("The memory of the program is measured on Linux only.")
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(attack_all(arguments, Path(folder)))
    screen = os.environ.get("QT_QPA_PLATFORM") or "a screen"
    where = "without its window" if arguments.headless else f"its window on {screen}"
    print(f"\n{arguments.phones} honest phones, {arguments.seconds:g} s, {where}\n")
    print("\n".join(table(figures)))
    faults = [f"{one.name}: {fault}" for one in figures for fault in one.faults()]
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
