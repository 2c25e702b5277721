"""`python -m tests.benchmarks`: measures, prints a table, writes JSON."""

import argparse
import dataclasses
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import report, scenes, server
from tests.benchmarks.control import load_average
from tests.benchmarks.pictures import measure_pictures, table
from tests.benchmarks.scenes import Figures

if sys.platform != "win32":
    import resource

SIZES = (50, 200, 500, 1_000, 2_000)
PRESENCE_LIMIT = 500
ROUNDS = 12
CLASSES = 3
IDLE_PHONES, IDLE_S = 500, 20.0
STARTS = 5
SERVER_SIZES = (50, 200, 500)
DESKS, DESK_PHONES = 8, 40
INSIGHT_STUDENTS = 1_000
OUT = Path("out") / "benchmarks"
PICTURE_PHONES = 40
PICTURES = "pictures"
FILES_PER_PHONE, FILES_FOR_THE_REST = 1, 256


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="phones of a class")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="steps per class")
    parser.add_argument("--classes", type=int, default=CLASSES, help="classes per size")
    parser.add_argument("--headless", action="store_true", help="the program without its window")
    parser.add_argument("--only-storms", action="store_true", help="no idle class, no starts")
    parser.add_argument("--only-starts", action="store_true", help="how long the start takes")
    parser.add_argument(
        "--pictures", action="store_true", help="the program also with a picture at every step"
    )
    parser.add_argument("--only-pictures", action="store_true", help="pictures on a weak line")
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="postgresql: a server beside SQLite, with one desk and with many",
    )
    parser.add_argument("--desks", type=int, default=DESKS, help="with --database postgresql")
    parser.add_argument("--desk-phones", type=int, default=DESK_PHONES, help="of each of them")
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for data and results.json")
    options = parser.parse_args(arguments)
    on_server = options.database == "postgresql"
    options.sizes = options.sizes or (SERVER_SIZES if on_server else SIZES)
    return options


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for."""
    options = parse(arguments)
    allow_open_files(max(*options.sizes, options.desks * options.desk_phones))
    options.out.mkdir(parents=True, exist_ok=True)
    result: dict[str, Any] = {"machine": machine()}
    with tempfile.TemporaryDirectory(dir=options.out) as folder:
        if options.database == "postgresql":
            server.measure(options, Path(folder), result)
        elif options.soak:
            soak(options, Path(folder), result)
        elif options.only_pictures:
            pictures(Path(folder), result)
        elif options.only_starts:
            starts(Path(folder), result)
        else:
            storms(options, Path(folder), result)
    path = options.out / "results.json"
    path.write_text(json.dumps(result, indent=1))
    print(f"\nAll figures: {path}")
    return 0


def storms(options: argparse.Namespace, folder: Path, result: dict[str, Any]) -> None:
    """Fan-out, storms, memory, idle class, start; print the table."""
    targets: dict[str, scenes.Open] = {
        "baseline": scenes.open_baseline,
        "no storage": partial(scenes.open_program, headless=options.headless, no_storage=True),
        "program": partial(scenes.open_program, headless=options.headless),
    }
    if options.pictures:
        # One for the first step, and one to be fetched during the last.
        with_picture = options.rounds + 2
        targets[PICTURES] = partial(
            scenes.open_program, headless=options.headless, with_picture=with_picture
        )
    measured: dict[str, dict[int, Figures]] = {name: {} for name in targets}
    commits_ms = [scenes.measure_commit(folder)]
    for count in options.sizes:
        for name in targets:
            measured[name][count] = Figures()
        for number in range(options.classes):
            for name, open_target in targets.items():
                print(f"{name}, {count} phones, class {number + 1}", file=sys.stderr, flush=True)
                figures = measured[name][count]
                at = folder / f"{name}-{count}-{number}"
                scenes.measure_class(
                    *(open_target, at, count, options.rounds, figures),
                    with_pictures=name == PICTURES,
                )
                if count <= PRESENCE_LIMIT and number == 0 and name in ("baseline", "program"):
                    scenes.measure_presence(open_target, Path(f"{at}-p"), count, figures)
    result["storms"] = {
        name: {count: dataclasses.asdict(figures) for count, figures in by_count.items()}
        for name, by_count in measured.items()
    }
    commits_ms.append(scenes.measure_commit(folder))
    result["commits_ms"] = commits_ms
    commit_ms = min(commits_ms)  # the disk at its best: the strictest allowance
    with_window = "without its window" if options.headless else "with its window"
    print(f"\n{result['machine']['summary']}; the program {with_window}\n")
    print("\n".join(report.table(measured, commit_ms)))
    print("\n" + "\n".join(report.facts(measured, commit_ms)))
    if options.pictures:
        print("\nthe program with a picture of 300 kB at every step, beside itself without\n")
        print("\n".join(report.beside_itself(measured["program"], measured[PICTURES])))
    insight_ms = scenes.measure_insight(INSIGHT_STUDENTS)
    result["insight_ms"] = insight_ms
    print(f"insight of {INSIGHT_STUDENTS:,} students: {insight_ms:.1f} ms")
    if not options.only_storms:
        quiet(options, folder, result)


def quiet(options: argparse.Namespace, folder: Path, result: dict[str, Any]) -> None:
    """The idle class, and the start."""
    open_program = partial(scenes.open_program, headless=options.headless)
    idle = {
        name: scenes.measure_idle(open_target, folder / f"idle-{name}", IDLE_PHONES, IDLE_S)
        for name, open_target in (("baseline", scenes.open_baseline), ("program", open_program))
    }
    result["idle_percent_of_a_core"] = idle
    print(
        f"idle class of {IDLE_PHONES}: {idle['program']:.1f} % of one core (allowed 3; "
        f"baseline {idle['baseline']:.1f})"
    )
    if not options.headless:
        starts(folder, result)
        pictures(folder, result)


def pictures(folder: Path, result: dict[str, Any]) -> None:
    """A lesson with pictures, over an access point of 20 Mbit/s for all together."""
    has_browser = shutil.which("chromium") is not None and shutil.which("chromedriver") is not None
    figures = measure_pictures(folder / "pictures", PICTURE_PHONES, with_browser=has_browser)
    result["pictures"] = dataclasses.asdict(figures)
    beside = "and Chromium" if has_browser else "and no Chromium, which is not installed here"
    print(f"\n{PICTURE_PHONES} phones {beside}, 300 kB a picture, 20 Mbit/s for all together; ms")
    print("\n".join(table(figures)))


def starts(folder: Path, result: dict[str, Any]) -> None:
    """From the command to a window that is shown and a port that listens."""
    took_ms: dict[str, list[float]] = {"baseline": [], "program": [], "program, known database": []}
    scenes.measure_start(*start_of(folder / "start-unmeasured"))  # writes the bytecode
    for number in range(STARTS):
        program = start_of(folder / f"start-{number}")
        took_ms["baseline"].append(scenes.measure_start("tests.benchmarks.baseline_window"))
        took_ms["program"].append(scenes.measure_start(*program))
        took_ms["program, known database"].append(scenes.measure_start(*program))
    result["start_ms"] = took_ms
    baseline_ms = statistics.median(took_ms["baseline"])
    for name, times in took_ms.items():
        median_ms = statistics.median(times)
        ratio = f"{median_ms / baseline_ms:.2f} x the baseline window (allowed 2)"
        print(f"start, {name}: {median_ms:.0f} ms, {ratio}")


def start_of(data_dir: Path) -> tuple[str, ...]:
    """Return the command that starts the program."""
    at = ("--port", "0", "--host", "127.0.0.1")
    return "classroom_app", *at, "--data-dir", str(data_dir)


def soak(options: argparse.Namespace, folder: Path, result: dict[str, Any]) -> None:
    """A long class; print how its memory goes."""
    open_program = partial(scenes.open_program, headless=options.headless)
    memory = scenes.measure_soak(open_program, folder / "soak", 200, options.soak)
    result["soak"] = memory
    settled = [kb for minute, kb in memory if minute >= min(5.0, options.soak / 6)]
    growth = (settled[-1] / settled[0] - 1) * 100
    print(f"soak of {options.soak:g} min with 200 phones: memory {growth:+.1f} % (allowed 2)")


def machine() -> dict[str, Any]:
    """Return what was measured on."""
    cores, python = os.cpu_count(), platform.python_version()
    screen = os.environ.get("QT_QPA_PLATFORM") or ("X" if os.environ.get("DISPLAY") else "none")
    return {
        "cores": cores,
        "python": python,
        "system": platform.platform(),
        "load": load_average(),
        "screen": screen,
        "summary": f"{cores} cores, Python {python}, screen {screen}",
    }


def allow_open_files(phones: int) -> None:
    """Let this process and its children have a file for each phone."""
    if sys.platform != "win32":  # which has no such limit
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = phones * FILES_PER_PHONE * 2 + FILES_FOR_THE_REST
        if soft < needed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
