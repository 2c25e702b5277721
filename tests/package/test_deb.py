"""The Debian package, installed in a clean system, opens its window and leads a class."""

import asyncio
import re
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from classroom_app.application.server_place import ServerPlace
from tests.helpers.postgres import GUARDED, HOST, PASSWORD, PostgresDatabase
from tests.package.clean_root import CleanRoot
from tests.package.leading import follow_a_step, instructor_of, send, student_of

ROOT = Path(__file__).parents[2]
SERVING = re.compile(r"Listening on (?P<url>http://\S+)  session (?P<code>[A-Z0-9]+)\n")
LESSON = "/opt/classroom-app/_internal/classroom_app/resources/lessons/ko/wifi.json"
START_S = 60
STOP_S = 30


@pytest.fixture(scope="module")
def package() -> Path:
    built = sorted((ROOT / "dist").glob("classroom-app_*.deb"))
    assert len(built) == 1, "`make package` comes first"
    return built[0]


@pytest.fixture(scope="module")
def system(package: Path, tmp_path_factory: pytest.TempPathFactory) -> CleanRoot:
    clean = CleanRoot(tmp_path_factory.mktemp("clean") / "root")
    clean.install(clean.take(package))
    return clean


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual screen of this machine, since the clean system has none."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as xvfb:
        assert xvfb.stdout is not None
        yield f":{xvfb.stdout.readline().strip()}"
        xvfb.terminate()


def test_system_has_no_python(system: CleanRoot) -> None:
    assert "none" in system.run("sh", "-c", "command -v python3 || echo none")


def test_every_library_is_found(system: CleanRoot) -> None:
    script = (
        "find /opt/classroom-app -type f \\( -name '*.so*' -o -name classroom-app \\) "
        "-exec env LD_LIBRARY_PATH=/opt/classroom-app/_internal ldd {} + 2>/dev/null "
        "| grep 'not found' || echo whole"
    )
    assert system.run("sh", "-c", script) == "whole\n"


def test_says_its_version(system: CleanRoot, package: Path) -> None:
    version = package.name.split("_")[1]
    assert system.run("classroom-app", "--version") == f"classroom-app {version}\n"


def test_desktop_finds_it(system: CleanRoot) -> None:
    entry = system.run("cat", "/usr/share/applications/classroom-app.desktop")
    assert "Exec=classroom-app" in entry
    for file in (
        "/usr/share/icons/hicolor/scalable/apps/classroom-app.svg",
        "/usr/share/mime/packages/classroom-app.xml",
        "/usr/share/doc/classroom-app/copyright",
    ):
        system.run("test", "-s", file)


def test_desktop_accepts_the_entry_and_knows_lesson_files(system: CleanRoot) -> None:
    system.install("desktop-file-utils", "shared-mime-info")
    entry = "/usr/share/applications/classroom-app.desktop"
    assert system.run("desktop-file-validate", entry) == ""
    system.run("update-mime-database", "/usr/share/mime")
    known = system.run("cat", "/usr/share/mime/globs2")
    assert "application/x-classroom-lesson+json:*.lesson" in known


def test_doctor_finds_what_the_program_needs(system: CleanRoot) -> None:
    found = system.run("sh", "-c", "classroom-app doctor --data-dir /srv/new --port 0 || true")
    assert "packaged program" in found
    assert "!!  " not in found.split("Network")[0]


async def test_leads_a_class_in_a_window(system: CleanRoot, screen: str) -> None:
    async with serving(system, screen) as (process, url, code):
        key = (system.folder / "srv/data/instructor.key").read_text().strip()
        phone, remote = await student_of(url, code), await instructor_of(url, code, key)
        async with phone.connected() as student, remote.connected() as instructor:
            await follow_a_step(student, lambda: send(instructor, "next_step"))
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_S):
            said = (await process.communicate())[1].decode()
    assert process.returncode == 0, said
    assert "Traceback" not in said


async def test_leads_a_class_on_a_schools_server(
    system: CleanRoot, screen: str, postgres: PostgresDatabase
) -> None:
    """With the password of PostgreSQL's own file: a clean system has no keyring."""
    for what in ("TABLES", "SEQUENCES"):
        postgres.run(f"GRANT ALL ON ALL {what} IN SCHEMA public TO {GUARDED}")
    place = ServerPlace(HOST, GUARDED, postgres.name, postgres.server.port, "")
    secret = PASSWORD.replace("\\", "\\\\").replace(":", "\\:")
    pgpass = system.folder / "root/.pgpass"
    pgpass.write_text(place.pgpass_line.replace("PASSWORD", secret) + "\n", "utf-8")
    pgpass.chmod(0o600)
    options = ("--data-dir", "/srv/school", "--database", place.url)
    async with serving(system, screen, *options) as (process, url, code):
        key = (system.folder / "srv/school/instructor.key").read_text().strip()
        phone, remote = await student_of(url, code), await instructor_of(url, code, key)
        async with phone.connected() as student, remote.connected() as instructor:
            await follow_a_step(student, lambda: send(instructor, "next_step"))
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_S):
            said = (await process.communicate())[1].decode()
    assert process.returncode == 0, said
    assert postgres.one("SELECT count(*) FROM subtask_completions") == 1


@asynccontextmanager
async def serving(
    system: CleanRoot, screen: str, *options: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, str]]:
    """Start the installed program with its window; give its process, address and code."""
    process = await asyncio.create_subprocess_exec(
        *system.command(
            *("env", f"DISPLAY={screen}"),
            *("classroom-app", "--host", "127.0.0.1", "--port", "0"),
            *(options or ("--data-dir", "/srv/data")),
            *("--lesson", LESSON),
        ),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_S):
            line = (await process.stdout.readline()).decode()
        match = SERVING.fullmatch(line)
        if match is None:
            process.kill()
            pytest.fail(f"said {line!r} and {(await process.communicate())[1].decode()}")
        yield process, match["url"], match["code"]
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
