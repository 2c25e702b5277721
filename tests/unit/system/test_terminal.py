"""What is said on a console of any code page, and without any console."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KOREAN = "데이터/홍길동"
# What Windows does for a program that is started from an icon.
WITHOUT_STREAMS = "import sys; sys.stdout = sys.stderr = sys.stdin = None; "
MAIN = "from classroom_app.cli import main; sys.exit(main(sys.argv[1:]))"


def run(
    code: str, *arguments: str, encoding: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "0"}
    environment.pop("PYTHONIOENCODING", None)
    if encoding is not None:
        environment["PYTHONIOENCODING"] = encoding
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False,
        capture_output=True,
        env=environment,
        timeout=60,
    )


@pytest.mark.parametrize("encoding", ["cp949", "cp1252", "ascii"])
def test_the_doctor_names_korean_folders_on_any_console(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / KOREAN
    done = run(f"import sys; {MAIN}", "doctor", "--data-dir", str(folder), encoding=encoding)
    assert b"Traceback" not in done.stderr
    shown = "홍길동" if encoding == "cp949" else r"ud64d\uae38\ub3d9"
    assert shown in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp949", "cp1252"])
def test_a_fault_with_any_letter_is_one_line_and_exit_2(tmp_path: Path, encoding: str) -> None:
    done = run(f"import sys; {MAIN}", str(tmp_path / "없는 파일 – 🙂.lesson"), encoding=encoding)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"\\U0001f642" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["--nonsense"], 2),
        (["doctor", "--port", "0", "--data-dir", "{folder}"], None),
        (["--headless", "--lesson", "none.lesson", "--data-dir", "{folder}"], 2),
    ],
)
def test_without_any_console_it_ends_as_with_one(
    tmp_path: Path, arguments: list[str], status: int | None
) -> None:
    given = [argument.format(folder=tmp_path / KOREAN) for argument in arguments]
    done = run(WITHOUT_STREAMS + MAIN, *given)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert done.returncode == status if status is not None else done.returncode in (0, 1)


def test_logging_warnings_and_crash_reports_need_no_console(tmp_path: Path) -> None:
    code = (
        WITHOUT_STREAMS
        + "from pathlib import Path; import faulthandler, logging, warnings; "
        + "from classroom_app.system.crash_reports import CrashReports; "
        + "from classroom_app.system.log_setup import set_up_logging; "
        + "folder = Path(sys.argv[1]); set_up_logging(folder); "
        + "one = CrashReports(folder, 'about'); one.begin(); "
        + "warnings.warn('word'); logging.getLogger('a').warning('word'); one.end(); "
        + "assert not faulthandler.is_enabled()"
    )
    done = run(code, str(tmp_path / KOREAN))
    assert done.returncode == 0
    assert [path.name for path in (tmp_path / KOREAN).iterdir()] == ["classroom_app.log"]


def test_whether_there_is_a_console_is_known_afterwards_too() -> None:
    code = (
        "from classroom_app.system import terminal; terminal.make_ready(); "
        "sys.exit(terminal.is_there())"
    )
    assert run(WITHOUT_STREAMS + code).returncode == 0
    assert run("import sys; " + code).returncode == 1
