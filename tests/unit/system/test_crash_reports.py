"""Crashes of real processes, and what the next start finds."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from classroom_app.system.crash_reports import CrashReports

START = (
    "import faulthandler, sys; from pathlib import Path; "
    "from classroom_app.system.crash_reports import CrashReports; "
    "one = CrashReports(Path(sys.argv[1]), 'classroom-app 1.2.3'); one.begin(); "
)
# On Windows every signal but Ctrl-C ends a process as the task manager does.
KILL = signal.SIGTERM
if sys.platform != "win32":
    KILL = signal.SIGKILL

# What Python calls it.
FAULT = "access violation" if sys.platform == "win32" else "Segmentation fault"


def run(folder: Path, then: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", START + then, str(folder)], check=False, stderr=subprocess.DEVNULL
    )
    return done.returncode


def next_start(folder: Path) -> str | None:
    reports = CrashReports(folder, "classroom-app 1.2.3")
    reports.begin()
    reports.end()
    return reports.last()


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "one.end()") == 0
    assert next_start(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_kill_is_no_crash(tmp_path: Path) -> None:
    run(tmp_path, f"import os; os.kill(os.getpid(), {KILL:d})")
    assert next_start(tmp_path) is None


def test_a_fault_below_python_is_reported(tmp_path: Path) -> None:
    run(tmp_path, "import ctypes; ctypes.string_at(0)")
    report = next_start(tmp_path)
    assert report is not None
    assert report.startswith("classroom-app 1.2.3\n")
    assert FAULT in report


@pytest.mark.parametrize("ends", ["", "one.end()"])
def test_an_error_is_reported_without_what_it_held(tmp_path: Path, ends: str) -> None:
    failing = f"exec('def lesson(name):\\n    raise ValueError(name)\\nlesson(\"김영희\")')\n{ends}"
    assert run(tmp_path, failing) == 1
    report = next_start(tmp_path)
    assert report is not None
    assert "in lesson" in report
    assert "builtins.ValueError" in report
    assert "김영희" not in report


def test_a_dismissed_report_is_gone(tmp_path: Path) -> None:
    run(tmp_path, "raise RuntimeError")
    assert next_start(tmp_path) is not None
    reports = CrashReports(tmp_path, "")
    reports.dismiss()
    assert reports.last() is None
    assert next_start(tmp_path) is None


def test_what_was_survived_is_no_crash(tmp_path: Path) -> None:
    """On Windows `faulthandler` also notes what Windows itself deals with."""
    note = (
        "import os; os.write(one._file.fileno(), b'Windows fatal exception: code 0x8001010d\\n'); "
    )
    assert run(tmp_path, f"{note}one.end()") == 0
    assert next_start(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_cannot_be_put_aside_stops_nothing(tmp_path: Path) -> None:
    run(tmp_path, "raise RuntimeError")
    (tmp_path / "crash.txt" / "in the way").mkdir(parents=True)
    assert run(tmp_path, "one.end()") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["crash.txt"]
