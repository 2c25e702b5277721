"""Somebody guesses class codes: by way of a student's browser, or from many addresses."""

import asyncio
from collections import Counter
from contextlib import suppress

import pytest

from classroom_app.protocol import limits
from classroom_app.server.guessing import LATER_TURNS_AT_ONCE, LATER_TURNS_PER_S, WRONG_TRIES_IN_ALL
from tests.helpers.phone import cookie_of
from tests.helpers.raw import RawAnswer
from tests.helpers.school import HOST, School
from tests.helpers.timing import PATIENCE_S

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36"
PICTURE = {"User-Agent": CHROME, "Accept": "image/avif,image/webp,*/*;q=0.8"}


async def ask_from(school: School, address: str, line: str, *headers: str) -> RawAnswer:
    """Send a request from an address; every 127.x.y.z is this machine."""
    port = school.program.server.port
    reader, writer = await asyncio.open_connection(HOST, port, local_addr=(address, 0))
    try:
        head = [f"{line} HTTP/1.1", f"Host: {HOST}:{port}", *headers, "", ""]
        writer.write("\r\n".join(head).encode())
        async with asyncio.timeout(PATIENCE_S):
            return RawAnswer.of(await reader.read())
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@pytest.mark.parametrize(
    "headers",
    [
        PICTURE,  # with `referrerpolicy=no-referrer`, at a plain address
        {**PICTURE, "Referer": "http://evil.example/"},
        {**PICTURE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"},
        {"User-Agent": CHROME, "Origin": "http://evil.example"},
    ],
)
async def test_a_page_in_a_students_browser_shuts_no_class_out(
    school: School, headers: dict[str, str]
) -> None:
    for n in range(60):
        for path in (f"/api/sessions/{n:06}", f"/api/sessions/{n:06}/subtasks"):
            await school.http.get(path, headers=headers)
        await school.http.post(f"/api/sessions/{n:06}/join?name=x", headers=headers)
    answer = await school.http.get("/api/sessions/000099", headers=headers)
    assert answer.status_code == 429, "it is no way to guess either"
    origin = {"User-Agent": CHROME, "Origin": school.base_url}
    answer = await school.http.post("/api/sessions/TEST001/join?name=Kim", headers=origin)
    assert answer.status_code == 201
    ours = {"User-Agent": CHROME, "Referer": f"{school.base_url}/join/TEST001"}
    school.http.cookies.clear()
    answer = await school.http.get("/api/sessions/TEST001", headers=ours)
    assert answer.json()["title"] == school.session.title


async def test_the_page_lets_its_own_requests_be_known(school: School) -> None:
    answer = await school.http.get("/join/TEST001")
    assert answer.headers.get_list("referrer-policy") == ["same-origin"]


async def test_one_address_after_another(school: School) -> None:
    """As 19,000 tries over a network of 254 addresses, each as often as it was let."""
    answers: Counter[int] = Counter()

    async def guess(host: int) -> None:
        for n in range(15):
            line = f"GET /api/sessions/{host * 100 + n:06}"
            answers[(await ask_from(school, f"127.0.9.{host}", line)).status] += 1

    told: list[str] = []
    school.services.guess_detector.subscribe(lambda: told.append("somebody guesses"))
    began = asyncio.get_running_loop().time()
    for first in range(1, 255, 32):
        await asyncio.gather(*(guess(host) for host in range(first, min(first + 32, 255))))
    took_s = asyncio.get_running_loop().time() - began
    most = WRONG_TRIES_IN_ALL + 254 + LATER_TURNS_AT_ONCE + LATER_TURNS_PER_S * took_s
    assert answers[404] <= most + 32, "the limit over all"
    assert answers[429] == 254 * 15 - answers[404]
    assert told == ["somebody guesses"]
    assert school.services.guess_detector.is_guessed

    for host in range(1, 31):
        line = f"POST /api/sessions/TEST001/join?name=Kim&device_id=phone-{host}"
        answer = await ask_from(school, f"127.0.8.{host}", line)
        assert answer.status == 201, "whoever has the code right is let in"


async def test_a_class_behind_one_router_while_somebody_guesses(school: School) -> None:
    for n in range(WRONG_TRIES_IN_ALL):
        await ask_from(school, f"127.0.9.{n // 10 + 1}", f"GET /api/sessions/{n:06}")
    assert school.services.guess_detector.is_guessed

    async def come_in(n: int) -> int:
        who = f"name=Kim&device_id=phone-{n}"
        looked = await ask_from(school, "127.0.8.1", "GET /api/sessions/TEST001")
        joined = await ask_from(school, "127.0.8.1", f"POST /api/sessions/TEST001/join?{who}")
        return looked.status * 1_000 + joined.status

    assert Counter([await come_in(n) for n in range(60)]) == {200_201: 60}


async def test_who_is_in_is_never_slowed(school: School) -> None:
    cookie = cookie_of(await school.sign_in("Kim"))
    for n in range(WRONG_TRIES_IN_ALL):
        await ask_from(school, f"127.0.9.{n // 10 + 1}", f"GET /api/sessions/{n:06}")
    for _ in range(2 * limits.WRONG_TRIES):
        answer = await ask_from(
            school, "127.0.9.1", "GET /api/sessions/TEST001", f"Cookie: sessionid={cookie}"
        )
        assert answer.status == 200
    phone = await school.connect(cookie)
    assert (await phone.join())["user_name"] == "Kim"
