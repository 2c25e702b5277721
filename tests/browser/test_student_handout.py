"""The lesson goes home from the phone's last page, in the browser itself."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.phone import ENGLISH_DARK, NO_COOKIES, PATIENCE_S, PORTRAIT, Phone, Profile
from tests.browser.program import LESSON, Person, Program

FORTY_EIGHT = 48


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
    assert link.size["height"] >= FORTY_EIGHT
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
