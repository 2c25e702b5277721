"""The real program where the user's folder has Korean letters, and no file has a default encoding.

Every path goes through SQLite's URL, OpenSSL, Qt's settings, the log, and zip files.
"""

import os
import re
import ssl
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.helpers.school import HOST, LESSON
from tests.helpers.stored import one_of
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S

# As on a Korean Windows: Python is not told to take UTF-8 for everything.
STRICT = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")


@contextmanager
def running(profile: Path, *arguments: str) -> Iterator[str]:
    """Start it, yield what it says once it serves, and take the power away."""
    temporary = profile / "임시"
    temporary.mkdir(exist_ok=True)
    environment = os.environ | {
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        "PYTHONUTF8": "0",
        **SCREEN,
    }
    process = subprocess.Popen(
        [sys.executable, *STRICT, "-m", "classroom_app", "--host", HOST, "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    too_long = threading.Timer(PATIENCE_S * 4, process.kill)
    too_long.start()
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline().decode()
        assert line.startswith("Listening on"), line + process.stderr.read().decode(
            errors="replace"
        )
        yield line
    finally:
        too_long.cancel()
        process.kill()
        said = process.communicate()[1].decode(errors="replace")
    assert "Traceback" not in said
    assert "EncodingWarning" not in said


def test_a_class_is_led_from_a_folder_with_korean_letters(tmp_path: Path) -> None:
    profile = tmp_path / "홍길동 (강사)"
    profile.mkdir()
    lesson, data = profile / "첫 수업.lesson", profile / "데이터 %20"
    lesson.write_bytes(LESSON.read_bytes())
    where = (
        "--headless",
        "--tls",
        "--lesson",
        str(lesson),
        "--code",
        "KOREAN",
        "--data-dir",
        str(data),
    )
    with running(profile, *where) as line:
        found = re.search(r"(https://\S+)  session (\w+)", line)
        assert found is not None
        trusted = ssl.create_default_context(cafile=str(data / "tls" / "127.0.0.1.pem"))
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusted)
        )
        with closing(
            opener.open(f"{found[1]}/api/sessions/{found[2]}", timeout=PATIENCE_S)
        ) as page:
            assert page.status == 200
    assert (data / "logs").is_dir()
    with running(profile, *where) as line:
        assert f"session {found[2]}" in line, "the class is taken up again"
    assert one_of(data, "SELECT session_code FROM lecture_sessions") == found[2]


def test_the_window_opens_there(tmp_path: Path) -> None:
    profile = tmp_path / "홍길동 (강사)"
    profile.mkdir()
    with running(profile, "--data-dir", str(profile / "데이터"), "--language", "ko"):
        assert (profile / "데이터" / "classroom.db").exists()
