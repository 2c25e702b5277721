"""The life of Classroom on one Windows PC: the tests are its days, in this order.

The PC is a Wine prefix. What Wine cannot show stands in packaging/README.md.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest

from classroom_app.application.server_place import ServerPlace
from classroom_app.storage.migrate import HEAD
from tests.helpers.postgres import ADMIN, GUARDED, HOST, PostgresDatabase
from tests.package.leading import follow_a_step, send, student_of
from tests.package.shortcut import target_of
from tests.package.windows_pc import ROOT, WindowsPC

FOLDER = ROOT / "build" / "package-windows" / "folder" / "classroom-app"
PLACE = r"C:\users\{user}\AppData\Local\Programs\Classroom"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Classroom"
LESSON = r"_internal\classroom_app\resources\lessons\ko\wifi.json"
SERVING = re.compile(r"Listening on (?P<url>http://\S+)  session (?P<code>[A-Z0-9]+)\s*")
OLDER = "0.0.9"
RUNNING, NOT_WRITTEN = 10, 12
START_S = 240
STOP_S = 60


@pytest.fixture(scope="module")
def setup() -> Path:
    built = sorted((ROOT / "dist").glob("ClassroomSetup-*.exe"))
    assert len(built) == 1, "`make package-windows` comes first"
    return built[0]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for signing programs that nobody trusts; beside it the key, as PKCS #12."""
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "certificate.pem"
    ask = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-sha256"]
    usage = ["-subj", "/CN=Made-up", "-addext", "extendedKeyUsage=codeSigning"]
    openssl(*ask, *usage, "-keyout", str(key), "-out", str(made))
    (folder / "password").write_text("made up", encoding="ascii")
    openssl(
        *("pkcs12", "-export", "-inkey", str(key), "-in", str(made)),
        *("-passout", f"file:{folder / 'password'}", "-out", str(folder / "made-up.p12")),
    )
    return made


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def older_setup(certificate: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same program under an older number, signed, with a module that is gone since."""
    folder = tmp_path_factory.mktemp("older") / "folder"
    shutil.copytree(FOLDER, folder)
    (folder / "_internal" / "gone_since.pyd").write_bytes(b"an old module")
    signs = {
        **os.environ,
        "SIGN_PKCS12": str(certificate.parent / "made-up.p12"),
        "SIGN_PASSWORD_FILE": str(certificate.parent / "password"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    ours = [str(folder / f"classroom-app{end}.exe") for end in ("", "-console")]
    for command in (
        ["packaging/signing.py", *ours],
        [
            *("packaging/windows.py", "--folder", str(folder), "--version", OLDER),
            *("--out", str(folder.parent), "--quick"),
        ],
    ):
        subprocess.run([sys.executable, *command], check=True, cwd=ROOT, env=signs, timeout=600)
    return folder.parent / f"ClassroomSetup-{OLDER}.exe"


@pytest.fixture(scope="module")
def pc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowsPC]:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as xvfb:
        assert xvfb.stdout is not None
        one = WindowsPC(tmp_path_factory.mktemp("windows"), f":{xvfb.stdout.readline().strip()}")
        yield one
        one.shut_down()
        xvfb.terminate()


@pytest.fixture
def place(pc: WindowsPC) -> Path:
    return pc.home / "AppData" / "Local" / "Programs" / "Classroom"


@pytest.fixture
def data(pc: WindowsPC) -> Path:
    return pc.home / "AppData" / "Local" / "classroom_app"


@pytest.fixture
def shortcut(pc: WindowsPC) -> Path:
    menu = pc.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
    (found,) = [*menu.glob("Classroom.lnk"), *menu.glob("클래스룸.lnk")]
    return found


def test_silent_setup_installs_for_the_user(pc: WindowsPC, older_setup: Path, place: Path) -> None:
    assert pc.run(older_setup, "/S", "/Language=ko") == (0, "")
    assert {entry.name for entry in place.iterdir()} == {
        *("classroom-app.exe", "classroom-app-console.exe", "uninstall.exe"),
        *("_internal", "licences"),
    }
    entry = pc.registry(rf"HKCU\{UNINSTALL}")
    assert entry["DisplayName"] == "클래스룸"
    assert entry["DisplayVersion"] == OLDER
    assert entry["Publisher"] == "The classroom_app authors"
    assert int(entry["EstimatedSize"], 16) > 50_000
    assert pc.registry(rf"HKLM\{UNINSTALL}") == {}


def test_firewall_lets_phones_of_the_local_network_through(pc: WindowsPC, place: Path) -> None:
    removed, *added = pc.firewall()
    program = rf'program="{PLACE.format(user=pc.home.name)}\classroom-app.exe"'
    assert "delete rule name=all dir=in" in removed, "also a rule that blocks"
    assert [re.findall(r"protocol=\w+", rule)[0] for rule in added] == [
        "protocol=UDP",
        "protocol=TCP",
    ]
    for rule in added:
        assert "dir=in action=allow" in rule
        assert "profile=any" in rule, "a Wi-Fi that is new to Windows is public"
        assert "remoteip=localsubnet" in rule
        assert program in rule
    assert program in removed


def test_program_uninstaller_and_setup_are_signed(
    older_setup: Path, place: Path, certificate: Path
) -> None:
    for program in (
        older_setup,
        place / "classroom-app.exe",
        place / "classroom-app-console.exe",
        place / "uninstall.exe",
    ):
        done = subprocess.run(
            ["osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(program)],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{program.name}: {done.stdout}"


def test_lesson_files_open_with_it(pc: WindowsPC) -> None:
    assert pc.registry(r"HKCU\Software\Classes\.lesson")["@"] == "Classroom.Lesson"
    opens = pc.registry(r"HKCU\Software\Classes\Classroom.Lesson\shell\open\command")["@"]
    assert opens == rf'"{PLACE.format(user=pc.home.name)}\classroom-app.exe" "%1"'


@asynccontextmanager
async def started(
    pc: WindowsPC, shortcut: Path
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, str]]:
    """Start the program that a shortcut leads to, on a lesson; give its address and code."""
    program = target_of(shortcut)
    lesson = str(program).rpartition("\\")[0] + "\\" + LESSON
    process = await asyncio.create_subprocess_exec(
        *pc.command(program, "--host", "127.0.0.1", "--port", "0", "--language", "ko"),
        *("--lesson", lesson),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=pc.environment,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_S):
            line = (await process.stdout.readline()).decode()
        match = SERVING.fullmatch(line)
        assert match is not None, line or (await process.communicate())[1].decode()
        yield process, match["url"], match["code"]
    finally:
        if process.returncode is None:
            pc.shut_down()
            await process.communicate()


async def test_leads_a_class_that_no_setup_cuts(
    pc: WindowsPC, shortcut: Path, setup: Path, data: Path, place: Path
) -> None:
    async with started(pc, shortcut) as (process, url, code):
        window = await pc.window("클래스룸")
        pc.xdotool("windowfocus", "--sync", window)
        phone = await student_of(url, code)
        async with phone.connected() as student:

            async def press_next() -> None:
                await asyncio.to_thread(pc.press, "Next")

            await follow_a_step(student, press_next)

            stays = f"_?={PLACE.format(user=pc.home.name)}"
            for command in ((setup, "/S"), (place / "uninstall.exe", "/S", stays)):
                code_said, _ = await asyncio.to_thread(pc.run, *command)
                assert code_said == RUNNING
            assert pc.registry(rf"HKCU\{UNINSTALL}")["DisplayVersion"] == OLDER
            await send(student, "help_request", message="")
            async with asyncio.timeout(STOP_S):
                assert "help" in json.loads(await student.recv())["type"]

        pc.press("alt+F4")
        async with asyncio.timeout(STOP_S):
            said = (await process.communicate())[1].decode()
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert (data / "classroom.db").stat().st_size > 0


def test_setup_that_cannot_write_leaves_what_was_there(
    pc: WindowsPC, setup: Path, place: Path
) -> None:
    before = {path: path.stat().st_size for path in place.rglob("*") if path.is_file()}
    subprocess.run(["chattr", "+i", str(place / "_internal")], check=True, timeout=60)
    try:
        assert pc.run(setup, "/S")[0] == NOT_WRITTEN
    finally:
        subprocess.run(["chattr", "-i", str(place / "_internal")], check=True, timeout=60)
    after = {path: path.stat().st_size for path in place.rglob("*") if path.is_file()}
    assert after == before
    assert pc.registry(rf"HKCU\{UNINSTALL}")["DisplayVersion"] == OLDER


def test_upgrade_leaves_no_old_module_and_keeps_the_data(
    pc: WindowsPC, setup: Path, place: Path, data: Path
) -> None:
    kept = (data / "classroom.db").read_bytes()
    assert pc.run(setup, "/S", "/Language=en") == (0, "")
    version = setup.stem.split("-")[1]
    assert pc.registry(rf"HKCU\{UNINSTALL}")["DisplayVersion"] == version
    assert not (place / "_internal" / "gone_since.pyd").exists()
    assert not (place / "_before").exists()
    installed = {path.relative_to(place) for path in place.rglob("*") if path.is_file()}
    built = {path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.is_file()}
    assert installed == built | {Path("uninstall.exe")}
    assert (data / "classroom.db").read_bytes() == kept


async def test_class_goes_on_after_the_upgrade(pc: WindowsPC, shortcut: Path) -> None:
    assert shortcut.name == "Classroom.lnk", "one shortcut, in the language of the last setup"
    async with started(pc, shortcut) as (process, url, code):
        await pc.window("클래스룸")
        phone = await student_of(url, code)
        async with phone.connected() as student, asyncio.timeout(STOP_S):
            await send(student, "join")
            confirmed = json.loads(await student.recv())
            assert confirmed["type"] == "join_confirmed"
        pc.press("alt+F4")
        async with asyncio.timeout(STOP_S):
            await process.communicate()
    assert process.returncode == 0


def test_console_program_speaks(pc: WindowsPC, place: Path, setup: Path) -> None:
    console = place / "classroom-app-console.exe"
    version = setup.stem.split("-")[1]
    assert pc.run(console, "--version") == (0, f"classroom-app {version}\r\n")
    code, said = pc.run(console, "doctor", "--port", "0")
    assert "packaged program" in said
    assert code in (0, 1)
    assert pc.run(console, "--port", "none")[0] == 2


def test_console_program_uses_a_schools_server(
    pc: WindowsPC, place: Path, postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the password of PostgreSQL's own variable.

    Its password file cannot be read here: libpq looks at files with what Wine 8 lacks.
    """
    postgres.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {GUARDED}")
    with psycopg.connect(host=HOST, port=postgres.server.port, user=ADMIN, dbname=ADMIN) as admin:
        admin.execute(f"ALTER ROLE {GUARDED} PASSWORD 'letters alone'")
    monkeypatch.setenv("PGPASSWORD", "letters alone")
    server = ServerPlace(HOST, GUARDED, postgres.name, postgres.server.port, "")
    console = place / "classroom-app-console.exe"
    _code, said = pc.run(console, "doctor", "--port", "0", "--database", server.url)
    assert f"revision {HEAD}, the newest" in said


def test_removal_leaves_the_data(pc: WindowsPC, place: Path, data: Path) -> None:
    pc.firewall()
    pc.run(place / "uninstall.exe", "/S")
    gone(place)
    (rule,) = pc.firewall()
    assert "delete rule name=all dir=in" in rule
    assert pc.registry(rf"HKCU\{UNINSTALL}") == {}
    assert pc.registry(r"HKCU\Software\Classes\Classroom.Lesson") == {}
    assert list(pc.home.rglob("Classroom.lnk")) == []
    assert (data / "classroom.db").stat().st_size > 0


def test_removal_takes_the_data_when_asked(
    pc: WindowsPC, older_setup: Path, place: Path, data: Path
) -> None:
    assert pc.run(older_setup, "/S", "/Firewall=no") == (0, "")
    assert pc.firewall() == []
    assert data.exists()
    pc.run(place / "uninstall.exe", "/S", "/DeleteData")
    gone(place)
    assert not data.exists()


def gone(place: Path) -> None:
    """Wait for the uninstaller, which goes on in a copy of itself."""
    subprocess.run(
        ["timeout", "120", "sh", "-c", 'while [ -e "$0" ]; do sleep 0.2; done', str(place)],
        check=True,
    )
