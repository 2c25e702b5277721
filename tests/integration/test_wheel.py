"""The wheel is the whole program: installed alone, it holds a class."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
START_S = 60
STOP_S = 30
PAGE_PART = re.compile(r'(?:href|src)="?(/static/[^"\s>]+)')
SERVING = re.compile(r"Listening on (?P<url>http://\S+)  session (?P<code>[A-Z0-9]+)\n")


@dataclass(frozen=True)
class Installation:
    """A virtual environment that holds the wheel and what it requires, nothing else."""

    folder: Path

    def program(self, name: str) -> Path:
        scripts = sysconfig.get_path("scripts", "venv", vars={"base": str(self.folder)})
        return Path(scripts) / name

    def run(self, *command: str) -> str:
        python = self.program("python")
        return run(str(python), *command, cwd=self.folder)


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("installation")
    run(sys.executable, "-m", "venv", str(folder), cwd=folder)
    installed = Installation(folder)
    lock = ROOT / "requirements.lock"
    installed.run("-m", "pip", "install", "--no-deps", "--require-hashes", "-r", str(lock))
    installed.run("-m", "pip", "install", "--no-deps", str(wheel))
    return installed


def test_wheel_holds_every_resource_and_migration(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    beside_the_package = {
        f"classroom_app/{path.relative_to(ROOT).as_posix()}"
        for folder in ("resources", "migrations")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert beside_the_package
    assert beside_the_package <= packed


def test_wheel_holds_the_guide_with_its_pictures(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for name in ("GUIDE.md", "GUIDE.ko.md"):
        assert f"classroom_app/docs/{name}" in packed
        text = (ROOT / "docs" / name).read_text("utf-8")
        pictures = re.findall(r"\]\((images/[^)]+)\)", text)
        assert {f"classroom_app/docs/{picture}" for picture in pictures} <= packed


def test_wheel_holds_each_translation_compiled(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel).namelist()
    sources = [name for name in packed if name.endswith(".ts")]
    assert sources
    assert {name.removesuffix(".ts") + ".qm" for name in sources} <= set(packed)


def test_lock_file_has_all_that_the_wheel_requires(installation: Installation) -> None:
    assert "No broken requirements found." in installation.run("-m", "pip", "check")


async def test_installed_program_holds_a_class_without_a_window(
    installation: Installation, tmp_path: Path
) -> None:
    package = Path(installation.run("-c", "import classroom_app as a; print(a.__file__)")).parent
    assert package.is_relative_to(installation.folder)
    lesson = next((package / "resources" / "lessons").rglob("*.json"))

    async with serving(installation, tmp_path, lesson) as (process, url, code):
        async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
            health = await client.get("/healthz")
            page = await client.get(f"/join/{code}")
            parts = [await client.get(path) for path in PAGE_PART.findall(page.text)]
        assert health.status_code == 200
        assert health.json()["status"] == "ok"
        assert [session["session_code"] for session in health.json()["sessions"]] == [code]
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        assert parts
        assert {part.status_code for part in parts} == {200}

        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_S):
            _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors
    assert b"Task was destroyed" not in errors
    assert (tmp_path / "classroom.db").is_file()


@asynccontextmanager
async def serving(
    installation: Installation, data_dir: Path, lesson: Path
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, str]]:
    """Start the installed program; give it, its address and its session's code."""
    process = await asyncio.create_subprocess_exec(
        str(installation.program("classroom-app")),
        *("--headless", "--host", "127.0.0.1", "--port", "0"),
        *("--data-dir", str(data_dir), "--lesson", str(lesson)),
        cwd=installation.folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_S):
            line = (await process.stdout.readline()).decode()
        if (match := SERVING.fullmatch(line.replace("\r\n", "\n"))) is None:
            process.kill()
            _, errors = await process.communicate()
            pytest.fail(f"said {line!r} and {errors.decode()}")
        yield process, match["url"], match["code"]
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
