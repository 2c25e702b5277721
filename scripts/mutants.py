"""Puts single faults into a copy of the code, and counts how many the tests notice.

    make mutants ARGS="--minutes 30 --seed 7 --jobs 2"

The faults are chosen at random: one that is not noticed is a gap in the tests, or a change without
a visible effect. The operators are those of cosmic-ray, and one of our own that leaves out a
statement; the makefile runs this with cosmic-ray in an environment of its own. Each fault is tried
with the tests of its module first, then with the unit tests of its layer, those of other layers,
and the contract's.
"""

import argparse
import ast
import concurrent.futures
import difflib
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LAYERS = ("domain", "application", "storage", "server")
UNIT = ("domain", "application", "protocol", "storage", "server")
CONTRACT = (
    "tests/integration/test_conformance.py",
    *sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests" / "integration").glob("test_contract_*.py")
    ),
)
# The first two change nothing in types and decorators; the last two would need lists of variables.
_USELESS = ("BitOr", "RemoveDecorator", "VariableReplacer", "VariableInserter")
LAST_STAGE = "tests of the contract"
# How many times as long they take as the unit tests of a layer.
CONTRACT_TAKES = 5
TOO_LONG, NO_START = "(too long)", "(no start)"
_UNSEEN = ("log.", "@", "from ", "import ", "assert ")
_COPIED = ("classroom_app", "docs", "migrations", "packaging", "resources", "scripts", "tests")


class RemoveStatement(Operator):  # type: ignore[misc] # cosmic-ray has no types
    """Leaves out a call whose result is not used, or an assignment to an attribute or item."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Yield where such a statement begins and ends."""
        if node.type == "simple_stmt" and self._is_act(node.children[0]):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Replace it by `pass`."""
        statement = parso.parse("pass\n").children[0]
        statement.get_first_leaf().prefix = node.get_first_leaf().prefix
        return statement

    @classmethod
    def examples(cls) -> tuple[()]:
        """Return none: they are for cosmic-ray's own tests."""
        return ()

    @staticmethod
    def _is_act(statement: Any) -> bool:
        code = statement.get_code(include_prefix=False)
        if statement.type == "expr_stmt":
            target = statement.children[0].get_code(include_prefix=False)
            return "." in target or "[" in target
        return statement.type in ("atom_expr", "power") and code.endswith(")")


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of one line: the `occurrence`th place where `operator` could change a file."""

    path: str
    line: int
    operator: str
    occurrence: int

    @property
    def layer(self) -> str:
        """The folder of the package that it is in."""
        return self.path.split("/")[1]

    def code(self, source: str) -> str | None:
        """Return the file with the fault in it, or None if that is not valid Python."""
        try:
            made: str | None = mutate_code(source, _operator(self.operator), self.occurrence)
            ast.parse(made or "")
        except (AttributeError, SyntaxError):  # one of the operators cannot handle `except (A, B)`
            return None
        return None if made == source else made


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a fault; `noticed_by` is empty if it was not noticed."""

    fault: Fault
    changes: list[str]
    noticed_by: str


def _operator(name: str) -> Any:
    return RemoveStatement() if name == RemoveStatement.__name__ else get_operator(name)()


def faults_in(path: Path) -> list[Fault]:
    """Return one random fault for each place of a file that has any."""
    source = path.read_text("utf-8")
    lines, tree = source.splitlines(), get_ast(source)
    names = [name for name in operator_names() if not any(word in name for word in _USELESS)]
    at: dict[tuple[int, int], list[Fault]] = defaultdict(list)
    for name in (RemoveStatement.__name__, *names):
        operator = _operator(name)
        places = [p for node in ast_nodes(tree) for p in operator.mutation_positions(node)]
        for occurrence, (start, _end) in enumerate(places):
            if not lines[start[0] - 1].lstrip().startswith(_UNSEEN):
                shown = path.relative_to(ROOT).as_posix()
                at[start].append(Fault(shown, start[0], name, occurrence))
    return [random.choice(faults) for faults in at.values()]


class Copy:
    """A copy of the project in which faults are tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sound: set[str] = set()
        for name in _COPIED:
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "images")
            )
        for file in ROOT.glob("*.*"):
            if file.is_file():
                shutil.copy2(file, folder)

    def failure(self, tests: list[str], limit_s: float) -> str:
        """Return the first test that fails, "" if all pass in time, or why no test is known."""
        command = [str(PYTHON), "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=environment,
                timeout=limit_s,
                capture_output=True,
                text=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return TOO_LONG
        if done.returncode == 0:
            return ""
        failed = re.search(r"^FAILED (\S+)", done.stdout, re.MULTILINE)
        return failed[1] if failed else NO_START

    def stages(self, fault: Fault) -> Iterator[tuple[str, list[str]]]:
        """Yield the stages of tests for a fault, in their order."""
        own = [
            path.relative_to(self.folder).as_posix()
            for path in (self.folder / "tests" / "unit").rglob(f"test_{Path(fault.path).stem}.py")
        ]
        if own:
            yield "tests of its module", own
        yield "unit tests of its layer", [f"tests/unit/{fault.layer}"]
        yield "other unit tests", [f"tests/unit/{name}" for name in UNIT if name != fault.layer]
        yield LAST_STAGE, list(CONTRACT)

    def tried(self, fault: Fault, limit_s: float) -> Outcome | None:
        """Return the outcome of a fault; None if it changes nothing, or a test fails without it."""
        path = self.folder / fault.path
        source, written = path.read_text("utf-8"), path.stat()
        changed = fault.code(source)
        if changed is None:
            return None
        difference = difflib.unified_diff(
            source.splitlines(), changed.splitlines(), n=0, lineterm=""
        )
        changes = list(difference)[3:]
        for stage, tests in self.stages(fault):
            path.write_text(changed, "utf-8")
            # A fault may make a test wait forever.
            whole_s = limit_s * (CONTRACT_TAKES if stage == LAST_STAGE else 1)
            failure = self.failure(tests, whole_s)
            path.write_text(source, "utf-8")
            # By this time Python decides whether its compiled file is up to date.
            os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))
            if failure:
                is_sound = self._is_sound(failure, tests, whole_s)
                return Outcome(fault, changes, stage) if is_sound else None
        return Outcome(fault, changes, "")

    def _is_sound(self, failure: str, tests: list[str], limit_s: float) -> bool:
        """Return whether the failed test passes without any fault; run once for each test."""
        if failure == NO_START:
            return True
        alone = tests if failure == TOO_LONG else [failure]
        name = " ".join(alone)
        if name not in self._sound and not self.failure(alone, limit_s):
            self._sound.add(name)
        if name not in self._sound:
            say(f"not counted: without any fault this fails, or takes beyond --limit: {name}")
        return name in self._sound


def work(
    copies: list[Copy], faults: list[Fault], ends_at: float, limit_s: float
) -> Iterator[Outcome]:
    """Try faults until the time is over, one after another in each copy."""
    waiting = iter(faults)
    with concurrent.futures.ThreadPoolExecutor(len(copies)) as pool:
        running: dict[concurrent.futures.Future[Outcome | None], Copy] = {}

        def begin(copy: Copy) -> None:
            fault = next(waiting, None)
            if fault is not None and time.monotonic() < ends_at:
                running[pool.submit(copy.tried, fault, limit_s)] = copy

        for copy in copies:
            begin(copy)
        while running:
            done, _ = concurrent.futures.wait(running, return_when="FIRST_COMPLETED")
            for future in done:
                begin(running.pop(future))
                outcome = future.result()
                if outcome is not None:
                    yield outcome


def interval(noticed: int, tried: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of the share (Wilson's interval)."""
    z, share = 1.96, noticed / tried
    middle = share + z * z / (2 * tried)
    spread = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    whole = 1 + z * z / tried
    return (middle - spread) / whole, (middle + spread) / whole


def say(text: str) -> None:
    """Print a line at once, even to a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Choose faults, try them, and report the share that was noticed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="for how long (10)")
    parser.add_argument("--seed", type=int, help="the lot, to try the same faults again")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once (1)")
    parser.add_argument("--layers", nargs="*", default=LAYERS, help="folders of the package")
    parser.add_argument("--limit", type=float, default=180.0, help="seconds for unit tests (180)")
    parser.add_argument("--file", help="only faults in files whose path has this in it")
    options = parser.parse_args()
    seed = random.randrange(10_000) if options.seed is None else options.seed
    random.seed(seed)
    files = sorted(
        f for name in options.layers for f in (ROOT / "classroom_app" / name).rglob("*.py")
    )
    files = [file for file in files if (options.file or "") in file.as_posix()]
    faults = [fault for file in files for fault in faults_in(file)]
    random.shuffle(faults)
    say(f"{len(faults)} places in {len(files)} files; --seed {seed}")
    counts: dict[str, int] = defaultdict(int)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [Copy(Path(folder) / str(number)) for number in range(options.jobs)]
        ends_at = time.monotonic() + 60 * options.minutes
        for outcome in work(copies, faults, ends_at, options.limit):
            counts[outcome.noticed_by] += 1
            fault, by = outcome.fault, outcome.noticed_by
            place = f"{fault.path}:{fault.line} ({fault.operator.split('/')[-1]})"
            say(f"{f'noticed by the {by}' if by else 'NOT NOTICED'}: {place}")
            if not by:
                for change in outcome.changes:
                    say(f"    {change}")
    tried = sum(counts.values())
    if not tried:
        raise SystemExit("No fault was tried: give it more --minutes")
    noticed = tried - counts[""]
    low, high = interval(noticed, tried)
    for stage, count in counts.items():
        if stage:
            say(f"{count:4} by the {stage}")
    say(f"{noticed} of {tried} faults noticed: {noticed / tried:.0%} ({low:.0%} to {high:.0%})")


if __name__ == "__main__":
    main()
