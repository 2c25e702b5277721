"""The lesson goes home from the phone's last page, in the browser itself."""

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from classroom_app.bootstrap.handout_process import HandoutProcess
from classroom_app.domain import commands as cmd
from tests.browser.phone import (
    ENCRYPTED,
    ENGLISH_DARK,
    NO_COOKIES,
    PATIENCE_S,
    PORTRAIT,
    Phone,
    Profile,
)
from tests.browser.program import LESSON, Person, Program
from tests.helpers.school import HOST, open_school

FINGER_PX = 48


def downloaded(phone: Phone, folder: Path) -> Path:
    """Press the link and return what the browser has saved."""
    phone.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    phone.press("#take-home")

    def whole(_driver: object) -> Path | bool:
        files = [path for path in folder.iterdir() if path.suffix == ".pdf"]
        return files[0] if files and files[0].stat().st_size else False

    found = WebDriverWait(phone.driver, PATIENCE_S, 0.05).until(whole)
    assert isinstance(found, Path)
    return found


@pytest.mark.parametrize("profile", [PORTRAIT, ENGLISH_DARK, NO_COOKIES])
def test_the_lesson_is_taken_home(
    profile: Profile,
    phones: Callable[[Profile], Phone],
    program: Program,
    instructor: Person,
    tmp_path: Path,
) -> None:
    phone = phones(profile)
    phone.clean()
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    for step in (1, 2):
        instructor.go_to_step(step)
    instructor.send("end_session")
    words = "Take the lesson home" if profile.language == "en" else "배운 내용 저장하기"
    phone.read("#take-home", words)
    link = phone.find("#take-home")
    assert link.size["height"] >= FINGER_PX
    folder = tmp_path / "downloads"
    folder.mkdir()
    file = downloaded(phone, folder)
    assert file.name == f"{LESSON['title']}.pdf", "a Korean name survives"
    text = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    assert "설정 열기" in text
    assert "알림 찾기" in text
    assert text.count("쪽 중") >= 1
    steps = LESSON["subtasks"]
    assert isinstance(steps, list)
    assert steps[2]["title"] not in text, "the class did not reach it"
    phone.see("#ended")
    phone.open("about:blank")


async def test_from_an_encrypted_class(phones: Callable[[Profile], Phone], tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    async with open_school(tmp_path / "data", tls=True) as school:
        school.services.handouts.maker = HandoutProcess()
        server = school.program.server
        phone = await asyncio.to_thread(phones, ENCRYPTED)
        address = f"https://{HOST}:{server.port}/join/{school.session.code}"

        def come() -> None:
            phone.clean()
            phone.join(address, "김영희")
            phone.see("#waiting")

        def go() -> Path:
            phone.see("#take-home")
            file = downloaded(phone, folder)
            phone.open("about:blank")
            return file

        await asyncio.to_thread(come)
        await school.execute(cmd.NextStep())
        await school.execute(cmd.EndSession())
        file = await asyncio.to_thread(go)
    assert file.name == f"{school.session.lesson.title}.pdf"
    assert file.read_bytes().endswith(b"%%EOF\n")
