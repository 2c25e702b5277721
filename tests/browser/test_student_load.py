"""What the student's page costs the Wi-Fi, and what it asks of a browser."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

import httpx

from tests.browser.phone import Phone
from tests.browser.program import Person, Program

MOST_BYTES = 60_000
# What a lesson with pictures or with questions loads besides, once, and who adds a photo to a call.
FOR_PICTURES, FOR_QUESTIONS = "lesson_picture", "lesson_question"
MOST_BYTES_FOR_PICTURES, MOST_BYTES_FOR_QUESTIONS = 14_000, 4_500
# What a class that asks for numbers loads besides, once.
FOR_NUMBERS = "number_pad"
MOST_BYTES_FOR_NUMBERS = 9_000
# What a phone loads that was made easier to read from the desk.
FOR_COMFORT = "/comfort."
MOST_BYTES_FOR_COMFORT = 6_000
FOR_PHOTOS = "/picture."
MOST_BYTES_FOR_PHOTOS = 5_000


def bytes_by_request(phone: Phone) -> Counter[str]:
    """Return how many bytes each request brought over the air since the last look."""
    return bytes_in(phone.traffic())


def bytes_in(traffic: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Return how many bytes each request brought over the air; what was kept brings none."""
    urls: dict[str, str] = {}
    total: Counter[str] = Counter()
    for event in traffic:
        facts = event["params"]
        if event["method"] == "Network.requestWillBeSent":
            urls[facts["requestId"]] = facts["request"]["url"]
        elif event["method"] == "Network.loadingFinished" and facts["requestId"] in urls:
            total[urls[facts["requestId"]]] += int(facts["encodedDataLength"])
    return total


def test_the_first_load_is_light_and_the_second_costs_one_page(
    phone: Phone, program: Program
) -> None:
    phone.open(program.join_url)
    phone.read("#join-title", "카카오톡")
    first = bytes_by_request(phone)
    assert all(url.startswith(program.url) for url in first), "nothing is asked elsewhere"
    assert len(first) <= 24, first
    assert [url for url in first if "strings_" in url and "strings_ko" not in url] == []
    apart = (FOR_PICTURES, FOR_QUESTIONS, FOR_NUMBERS, FOR_PHOTOS, FOR_COMFORT)
    assert [url for url in first if any(name in url for name in apart)] == []
    assert sum(first.values()) < MOST_BYTES, (sum(first.values()), first)

    phone.driver.refresh()
    phone.read("#join-title", "카카오톡")
    static = {url: n for url, n in bytes_by_request(phone).items() if "/static/" in url and n}
    assert static == {}


def test_the_first_load_is_light_for_who_takes_nothing_compressed(program: Program) -> None:
    """What a phone in Korean loads before it asks for a name, byte by byte.

    And what a lesson with pictures or questions, or a class that asks for numbers, loads after it.
    """
    seen: dict[str, int] = {}

    def load(url: str) -> None:
        if url in seen:
            return
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert "Content-Encoding" not in answer.headers
        seen[url] = len(answer.content)
        if "javascript" in answer.headers["Content-Type"] or url == program.join_url:
            for name in re.findall(r"""[='"(](/static/[^"'>\s]+|\./[\w.]+js)""", answer.text):
                if "strings_en" not in name:
                    load(urljoin(url, name))

    with httpx.Client(headers={"Accept-Encoding": "identity"}, trust_env=False) as client:
        load(program.join_url)
        load(program.join_url.replace("/join/", "/api/sessions/"))
    later = {url: size for url, size in seen.items() if FOR_PICTURES in url}
    numbers = {url: size for url, size in seen.items() if FOR_NUMBERS in url}
    questions = {url: size for url, size in seen.items() if FOR_QUESTIONS in url}
    photos = sum(size for url, size in seen.items() if FOR_PHOTOS in url)
    comfort = sum(size for url, size in seen.items() if FOR_COMFORT in url)
    apart = sum(later.values()) + sum(numbers.values()) + photos + comfort
    apart += sum(questions.values())
    page = sum(seen.values()) - apart
    assert (len(seen), len(later), len(numbers)) >= (12, 2, 2), seen
    assert sum(numbers.values()) < MOST_BYTES_FOR_NUMBERS, numbers
    assert page < MOST_BYTES, (page, seen)
    assert sum(later.values()) < MOST_BYTES_FOR_PICTURES, later
    assert 0 < comfort < MOST_BYTES_FOR_COMFORT
    assert 0 < photos < MOST_BYTES_FOR_PHOTOS
    assert 0 < sum(questions.values()) < MOST_BYTES_FOR_QUESTIONS


def test_slow_3g_is_enough(phone: Phone, program: Program, instructor: Person) -> None:
    phone.slow_3g()
    try:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        instructor.go_to_step(1)
        phone.see("#done")
        phone.press("#done")
        phone.see("#well-done")
        instructor.until("progress_updated")
    finally:
        phone.offline(False)


def test_nothing_inline_runs(phone: Phone, program: Program) -> None:
    phone.open(program.join_url)
    phone.see("#join")
    phone.run(
        """
        const script = document.createElement('script');
        script.textContent = 'window.broken = true';
        document.body.append(script);
        """
    )
    assert phone.run("return window.broken") is None
    assert any("Content Security Policy" in each for each in phone.complaints())


def test_no_state_of_a_quiet_class_makes_the_browser_complain(
    phone: Phone, program: Program, instructor: Person
) -> None:
    phone.join(program.join_url, "김영희")
    for step in (1, 5):
        instructor.go_to_step(step)
        phone.see("#done")
        phone.press("#done")
        phone.see("#well-done")
    assert phone.complaints() == []


def test_a_browser_that_cannot_speak_is_no_reason_to_stay_outside(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(
        "Object.defineProperty(window, 'speechSynthesis', {value: undefined})"
    )
    try:
        phone.join(program.join_url, "김영희")
        instructor.go_to_step(1)
        phone.see("#listen")
        phone.press("#listen")
        phone.see("#no-voice")
    finally:
        forget()
