"""What the program writes about itself names nobody and gives no secret away."""

from pathlib import Path

import httpx

from tests.helpers.phone import Phone, cookie_of
from tests.helpers.real_program import RealProgram
from tests.helpers.sample import picture

NAME, GUEST, WORDS = "Hong-Gildong", "Im-Kkeokjeong", "the button is gone"


async def use_all_that_there_is(program: RealProgram) -> list[str]:
    """Hold a short class with faults of every kind; return the cookies that were given."""
    instructor = await program.instructor()
    socket_url = f"{program.url.replace('http', 'ws')}/ws/sessions/{program.code}/"
    async with httpx.AsyncClient(base_url=program.url, trust_env=False) as http:
        signed_in = await http.post(f"/api/sessions/{program.code}/join?name={NAME}&device_id=d-77")
        cookie = cookie_of(signed_in)
        http.cookies.clear()
        for path in (f"/api/sessions/{program.code}/join?name={NAME}%00", "/api/sessions/WRONG1"):
            await http.post(path, headers={"Cookie": f"sessionid={cookie}"})
        await http.post("/api/instructor/login", headers={"Authorization": "Bearer wr0ng-k3y"})
        await http.get(f"/nothing?name={NAME}", headers={"Cookie": f"sessionid={cookie}"})
    phone = await Phone.open(socket_url, cookie)
    await phone.join()
    guest = await Phone.open(socket_url)
    await guest.join(name=GUEST, device_id="d-78")
    await phone.send("request_help", message=WORDS, screenshot=picture())
    await phone.send("request_help", message=WORDS, screenshot="bm8gcGljdHVyZQ==")
    await phone.send(NAME, name=NAME)
    await phone.socket.send(f'{{"name":"{NAME}"')
    await instructor.send("instructor_message", message=WORDS)
    await guest.expect("instructor_message")
    for _ in range(300):
        await guest.send("progress_update", subtask_id=NAME)
    assert await guest.close_code() == 1008
    await instructor.hears_nothing_but(
        "participant_joined", "participant_left", "help_requested", "instructor_message"
    )
    phone.socket.transport.abort()
    given = [cookie, str(instructor.socket.request and instructor.socket.request.headers["Cookie"])]
    await instructor.close()
    return [value.removeprefix("sessionid=") for value in given]


async def test_nothing_secret_is_logged(tmp_path: Path) -> None:
    program = RealProgram(tmp_path / "data", "SECRET", guests=True)
    await program.start()
    cookies = await use_all_that_there_is(program)
    assert program.process is not None
    out = program.process.stdout
    assert await program.stop() == 0
    assert out is not None
    written = program.said + (await out.read()).decode()
    for file in sorted((tmp_path / "data" / "logs").glob("*")):
        written += file.read_text("utf-8")
    secrets = [*cookies, program.instructor_key, "wr0ng-k3y", NAME, GUEST, WORDS, "d-77", "d-78"]
    secrets += [program.code, "WRONG1", picture()]
    assert "The Android app joins on port" in written, "something is logged"
    assert [secret for secret in secrets if secret in written] == []
    assert "Traceback" not in written
