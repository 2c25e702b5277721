"""PROTOCOL.md §6: the limits that hold under attack, and the codes with which they close."""

import asyncio
import gc
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from msgspec import structs
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from classroom_app.domain import commands as cmd
from classroom_app.protocol import limits
from classroom_app.server import presence_limit, unsent_limit
from classroom_app.server.bounded_connections import ConnectionLimit
from classroom_app.server.bounds import Bounds
from classroom_app.server.connection import SLOW_CLOSE_S
from classroom_app.server.pending_connections import IncomingConnection
from classroom_app.system.leftovers import LEFTOVERS, OBJECTS_PER_CONNECTION
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.raw import exchange, request
from tests.helpers.sample import HandClock, JournalMaker, error_of
from tests.helpers.school import HOST, School, open_school, refusal, url_of
from tests.helpers.stored import one_of, rows_of
from tests.helpers.timing import PATIENCE_S

PRESENCE = {"participant_joined": "ParticipantJoined", "participant_left": "ParticipantLeft"}
HEARTBEAT = '{"type":"heartbeat","data":{"timestamp":1}}'


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def timed(tmp_path: Path, clock: HandClock) -> AsyncIterator[School]:
    """A class whose time stands still."""
    async with open_school(tmp_path, clock=clock) as school:
        yield school


# Messages -----------------------------------------------------------------------------------------


async def send_many(phone: Phone, count: int, frame: str | bytes = HEARTBEAT) -> list[str]:
    """Send frames all at once and return what each was answered with."""
    for _ in range(count):
        await phone.socket.send(frame)
    return [(await phone.receive()).get("code", "ok") for _ in range(count)]


async def test_more_messages_than_are_taken(timed: School, clock: HandClock) -> None:
    phone = await timed.connect(await timed.student_cookie("Kim"))
    assert await send_many(phone, 45) == ["ok"] * 40 + ["rate_limited"] * 5
    assert error_of(await phone.ask("join")) == ("rate_limited", "join")
    await phone.socket.send(b"\x00")
    assert error_of(await phone.receive()) == ("rate_limited", None)
    clock.seconds += 0.5
    assert await send_many(phone, 12) == ["ok"] * 10 + ["rate_limited"] * 2
    clock.seconds += 100
    assert await send_many(phone, 42) == ["ok"] * 40 + ["rate_limited"] * 2
    # Who sends 20 a second is never refused.
    clock.seconds += 1
    for _ in range(100):
        clock.seconds += 0.05
        assert await send_many(phone, 1) == ["ok"]
    # The rate is each connection's own.
    assert await send_many(await timed.student("Lee"), 39) == ["ok"] * 39


async def test_a_flood_is_closed(timed: School, clock: HandClock) -> None:
    other, cookie = await timed.student("Lee"), await timed.student_cookie("Kim")
    phone = await timed.connect(cookie)
    assert await send_many(phone, 239) == ["ok"] * 40 + ["rate_limited"] * 199
    # A pause breaks the row ...
    clock.seconds += 1
    assert await send_many(phone, 219) == ["ok"] * 20 + ["rate_limited"] * 199
    # ... the drips of the bucket in the middle of a flood do not.
    clock.seconds += 0.06
    assert await send_many(phone, 1) == ["ok"]
    await phone.socket.send(HEARTBEAT)
    assert await phone.close_code() == 1008
    await other.hears_nothing_but()
    back = await timed.connect(cookie)
    assert (await back.ask("join"))["type"] == "join_confirmed"


async def test_a_message_of_any_kind_counts(timed: School) -> None:
    phone = await timed.connect(await timed.student_cookie("Kim"))
    for frame, code in (("{", "invalid_json"), ('{"type":"x"}', "unknown_type")):
        assert await send_many(phone, 20, frame) == [code] * 20
    assert await send_many(phone, 1) == ["rate_limited"]


# Frames that are no messages ----------------------------------------------------------------------


def masked(opcode: Opcode, data: bytes = b"", *, fin: bool = True) -> bytes:
    """Return a frame as a client sends it."""
    return Frame(opcode, data, fin).serialize(mask=True)


async def test_a_ping_counts_as_a_message(timed: School, clock: HandClock) -> None:
    phone = await timed.student("Kim", presence=False)
    other = await timed.student("Lee", presence=False)
    pongs = [await phone.socket.ping(f"{n}") for n in range(39)]
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(*pongs)
    unanswered = asyncio.ensure_future(await phone.socket.ping("one too many"))
    assert error_of(await phone.ask("heartbeat", timestamp=1)) == ("rate_limited", "heartbeat")
    assert not unanswered.done()
    clock.seconds += 1
    async with asyncio.timeout(PATIENCE_S):
        await (await phone.socket.ping("a second later"))
    await other.hears_nothing_but()


FLOODS = {
    "pings": masked(Opcode.PING, b"x" * 125),
    "empty pings": masked(Opcode.PING),
    "pongs": masked(Opcode.PONG, b"x"),
    "empty messages": masked(Opcode.TEXT),
    "pieces that never end": masked(Opcode.CONT, b" ", fin=False),
    "empty pieces": masked(Opcode.CONT, fin=False),
}


@pytest.mark.parametrize("what", FLOODS)
async def test_a_flood_of_frames_is_closed_before_it_costs_anything(
    what: str, timed: School, caplog: pytest.LogCaptureFixture
) -> None:
    phone, other = await timed.student("Kim"), await timed.student("Lee")
    cookie = await timed.student_cookie("Park")
    transport = phone.socket.transport
    if FLOODS[what][0] & 0xF == Opcode.CONT:
        transport.write(masked(Opcode.TEXT, b"{", fin=False))
    seen = count_frames(timed)
    transport.write(FLOODS[what] * 100_000)
    assert await phone.close_code() == 1008
    assert (await other.expect("participant_left"))["user_name"] == "Kim"
    await timed.connect(cookie)
    assert sum(seen.values()) < 600
    assert not caplog.records


def count_frames(school: School) -> Counter[Opcode]:
    """Count the frames that are taken in from now on."""
    seen: Counter[Opcode] = Counter()
    for one in gc.get_objects():
        if issubclass(type(one), IncomingConnection) and one.state is State.OPEN:
            receive = one.process_event

            def count(event: Frame, receive: Callable[[Frame], None] = receive) -> None:
                seen[event.opcode] += 1
                receive(event)

            one.process_event = count
    return seen


async def test_a_flood_that_comes_with_the_handshake(timed: School) -> None:
    cookie = await timed.student_cookie("Kim")
    other = await timed.student("Lee")
    reader, writer = await asyncio.open_connection(HOST, timed.program.server.port)
    handshake = request(
        "GET /ws/sessions/TEST001/",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        f"Cookie: sessionid={cookie}",
    )
    writer.write(handshake + masked(Opcode.PING) * 10_000)
    async with asyncio.timeout(PATIENCE_S):
        with suppress(ConnectionError):
            assert len(await reader.read()) < 2_000
    writer.close()
    assert (await other.ask("heartbeat", timestamp=1))["type"] != "error"


async def test_hanging_up_in_the_middle_of_pings_fills_no_log(
    timed: School, caplog: pytest.LogCaptureFixture
) -> None:
    other = await timed.student("Lee")
    for _ in range(10):
        phone = await timed.student("Kim")
        phone.socket.transport.write(masked(Opcode.PING, b"x" * 125) * 30)
        phone.socket.transport.abort()
        await other.expect("participant_left")
    assert not caplog.records


async def test_a_message_in_many_pieces_is_one(timed: School) -> None:
    phone = await timed.student("Kim")
    whole = HEARTBEAT.ljust(2_000_000)
    for _ in range(30):
        await phone.socket.send([whole[at : at + 100_000] for at in range(0, len(whole), 100_000)])
        assert (await phone.receive())["type"] == "heartbeat_ack"
    await phone.socket.send([whole[at : at + 1_024] for at in range(0, len(whole), 1_024)])
    assert (await phone.receive())["type"] == "heartbeat_ack"


async def test_the_largest_message(school: School) -> None:
    phone = await school.student("Kim")
    most = int(2.5 * 1024 * 1024)
    frame = HEARTBEAT.ljust(most)
    await phone.socket.send(frame)
    assert (await phone.receive())["type"] == "heartbeat_ack"
    await phone.socket.send([frame[:1_000], frame[1_000:]])
    assert (await phone.receive())["type"] == "heartbeat_ack"
    await phone.socket.send(frame.encode())
    assert error_of(await phone.receive()) == ("invalid_json", None)


@pytest.mark.parametrize("form", ["whole", "in pieces", "binary"])
async def test_a_message_that_is_too_large(school: School, form: str) -> None:
    phone, other = await school.student("Kim"), await school.student("Lee")
    frame = HEARTBEAT.ljust(int(2.5 * 1024 * 1024) + 1)
    pieces = [frame[n : n + 500_000] for n in range(0, len(frame), 500_000)]
    forms: dict[str, str | bytes | list[str]] = {
        "whole": frame,
        "in pieces": pieces,
        "binary": frame.encode(),
    }
    sending = asyncio.ensure_future(phone.socket.send(forms[form]))
    assert await phone.close_code() == 1009
    await asyncio.wait([sending])
    sending.exception()
    await other.hears_nothing_but("participant_left")


async def test_who_is_told_much_may_still_speak(school: School) -> None:
    """Each message is followed by a ping of ours; the answers are none of the phone's messages."""
    phone = await school.student("Kim")
    for number in range(300):
        await school.execute(cmd.SendMessage(str(number)))
        await phone.expect("instructor_message")
    assert (await phone.ask("heartbeat", timestamp=1))["timestamp"] == 1


async def test_a_slow_reader(school: School) -> None:
    slow, other = await school.student("Slow"), await school.student("Lee")
    slow.socket.transport.pause_reading()
    sent = 0
    while not any(m["type"] == "participant_left" for m in other.passed):
        await school.execute(cmd.SendMessage("가" * 2_000))
        await other.expect("instructor_message")
        sent += 1
        assert sent < 1_000
    # The kernels' buffers aside, no more than 1 MiB was kept for it.
    assert 1 < sent * 12_000 / limits.MAX_UNSENT_BYTES < 6
    assert (await school.http.get("/healthz")).json()["sessions"][0]["online"] == 1
    # What it still says comes too late ...
    await slow.send("join")
    await slow.send("step_complete", subtask_id=1)
    # ... and when it has caught up it reads why.
    slow.socket.transport.resume_reading()
    assert await slow.close_code() == 1013
    assert {m["type"] for m in slow.passed} == {"participant_joined", "instructor_message"}
    await other.hears_nothing_but()
    session = school.services.classroom.session(school.session.id)
    assert session is not None
    person = session.participants[1]
    assert (person.name, person.is_here, list(person.completed)) == ("Slow", False, [])


async def test_what_waits_for_all_who_do_not_read_is_bounded(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them has as much waiting as one alone may have."""
    most = 600_000
    monkeypatch.setattr(school.program.server._unsent_limit, "_max_bytes", most)
    monkeypatch.setattr(unsent_limit, "LOOK_EVERY_S", 0.0)
    other = await school.student("Lee")
    silent = [await school.student(f"{n}") for n in range(3)]
    lines = [
        one
        for one in gc.get_objects()
        if issubclass(type(one), IncomingConnection) and one.state is State.OPEN
    ]
    for phone in silent:
        phone.socket.transport.pause_reading()
    gone = 0
    async with asyncio.timeout(PATIENCE_S):
        while gone < 2:
            await school.execute(cmd.SendMessage("가" * 2_000))
            await other.expect("instructor_message")
            waiting = [line.transport.get_write_buffer_size() for line in lines]
            assert max(waiting) < limits.MAX_UNSENT_BYTES
            gone += sum(message["type"] == "participant_left" for message in other.passed)
            other.passed.clear()
    for phone in silent:
        phone.socket.transport.abort()


async def test_a_slow_reader_does_not_hold_up_the_stop(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        slow, other = await school.student("Slow"), await school.student("Lee")
        slow.socket.transport.pause_reading()
        while not any(m["type"] == "participant_left" for m in other.passed):
            await school.execute(cmd.SendMessage("가" * 2_000))
            await other.expect("instructor_message")
        async with asyncio.timeout(SLOW_CLOSE_S / 2):
            await school.program.server.stop()
        slow.socket.transport.resume_reading()


async def test_pings_whose_answers_nobody_reads(school: School) -> None:
    phone, other = await school.student("Kim"), await school.student("Lee")
    transport = phone.socket.transport
    transport.pause_reading()
    pings = Frame(Opcode.PING, b"x" * 125).serialize(mask=True) * 1_000
    sent = 0
    async with asyncio.timeout(PATIENCE_S):
        while not transport.is_closing():
            if not transport.get_write_buffer_size():  # all the rest has been taken
                transport.write(pings)
                sent += len(pings)
            assert sent < 64 * 1024 * 1024, "the answers pile up"
            await exchange(school, request("GET /healthz"))
    assert (await other.expect("participant_left"))["user_name"] == "Kim"


async def test_what_a_connection_parks_is_bounded(school: School) -> None:
    phone, other = await school.student("Kim"), await school.student("Lee")
    lines = [
        one
        for one in gc.get_objects()
        if issubclass(type(one), IncomingConnection) and one.state is State.OPEN
    ]
    transport, most = phone.socket.transport, 0
    transport.write(masked(Opcode.TEXT, HEARTBEAT.encode().ljust(2_500_000)) * 50)
    async with asyncio.timeout(PATIENCE_S):
        while all(line.transport.is_reading() for line in lines):
            await exchange(school, request("GET /healthz"))
            most = max(most, *(line.held_bytes() for line in lines))
    assert most < 2 * limits.MAX_FRAME_BYTES
    assert transport.get_write_buffer_size() > 20_000_000, "the rest waits at its sender"
    assert (await other.ask("heartbeat", timestamp=1))["timestamp"] == 1
    transport.abort()


# Connections --------------------------------------------------------------------------------------


async def test_a_dead_connection(tmp_path: Path) -> None:
    quick = Bounds(ping_every_s=0.05, ping_timeout_s=0.1, close_timeout_s=0.05)
    async with open_school(tmp_path, bounds=quick) as school:
        dead, other = await school.student("Kim"), await school.student("Lee")
        dead.socket.transport.pause_reading()  # it answers no ping
        assert (await other.expect("participant_left"))["user_name"] == "Kim"
        assert (await other.ask("heartbeat", timestamp=1))["type"] == "heartbeat_ack"
        dead.socket.transport.resume_reading()


def test_a_dead_connection_is_found_within_30_s() -> None:
    bounds = Bounds()
    assert bounds.ping_every_s + bounds.ping_timeout_s + bounds.close_timeout_s <= 30


@pytest.mark.parametrize("sent", [b"", b"G", b"GET /healthz HTTP/1.1\r\nHost: x\r\n"])
async def test_a_request_that_never_ends(tmp_path: Path, sent: bytes) -> None:
    async with open_school(tmp_path, bounds=Bounds(open_timeout_s=0.1)) as school:
        reader, writer = await asyncio.open_connection(HOST, school.program.server.port)
        writer.write(sent)
        async with asyncio.timeout(PATIENCE_S):
            assert await cut_off(reader)
        writer.close()


async def test_headers_that_drip(tmp_path: Path) -> None:
    async with open_school(tmp_path, bounds=Bounds(open_timeout_s=0.2)) as school:
        reader, writer = await asyncio.open_connection(HOST, school.program.server.port)
        cut = asyncio.ensure_future(cut_off(reader))
        writer.write(b"GET /healthz HTTP/1.1\r\n")
        async with asyncio.timeout(PATIENCE_S):
            while not cut.done():
                writer.write(b"X: y\r\n")
                await asyncio.wait([cut], timeout=0.05)
        assert cut.result()
        writer.close()


async def test_a_request_that_came_is_answered_however_long_that_takes(tmp_path: Path) -> None:
    """When thousands sign in at once, the last of them wait for longer than a request may take."""
    maker = JournalMaker()
    bounds = Bounds(open_timeout_s=0.1)
    async with (
        open_school(tmp_path, bounds=bounds, make_journal=maker) as school,
        asyncio.timeout(PATIENCE_S),
    ):
        maker.journal.gate.clear()
        maker.journal.waiting.clear()
        signing_in = asyncio.ensure_future(school.sign_in("Kim"))
        await maker.journal.waiting.wait()
        for _ in range(2):  # whoever comes later and says nothing has been cut off by now
            reader, writer = await asyncio.open_connection(HOST, school.program.server.port)
            assert await cut_off(reader)
            writer.close()
        assert not signing_in.done()
        maker.journal.gate.set()
        assert (await signing_in).status_code == 201


async def test_a_large_class_may_come_at_once_from_one_address(tmp_path: Path) -> None:
    for people, at_once in ((1_000, 2_000), (5_000, 10_000), (10, 1_000)):
        waiting = Bounds(max_participants=people).waiting
        assert waiting.per_address == at_once
        assert waiting.in_all >= at_once
    async with open_school(tmp_path, bounds=Bounds(max_participants=1_100)) as school:
        port = school.program.server.port
        # More than may wait by default, all of them before any is answered.
        opened = [await asyncio.open_connection(HOST, port) for _ in range(1_100)]
        for n, (_, writer) in enumerate(opened):
            writer.write(request(f"POST /api/sessions/TEST001/join?name=S{n}"))
        answers = await asyncio.gather(*(reader.readline() for reader, _ in opened))
        assert {answer.split()[1] for answer in answers} == {b"201"}
        for _, writer in opened:
            writer.close()


async def cut_off(reader: asyncio.StreamReader) -> bool:
    """Wait until the server hangs up without a word."""
    try:
        return await reader.read() == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("bound", ["per_address", "in_all"])
async def test_who_is_not_let_in_is_bounded_in_number(tmp_path: Path, bound: str) -> None:
    bounds = Bounds(connections=structs.replace(ConnectionLimit(), **{bound: 3}))
    async with open_school(tmp_path, bounds=bounds, guests=True) as school:
        inside = [await school.student(name, presence=False) for name in ("Kim", "Lee")]
        guest = await school.connect()
        silent = [await asyncio.open_connection(HOST, school.program.server.port) for _ in range(4)]
        assert await guest.close_code() == 1006  # the longest waiting makes room
        assert await cut_off(silent[0][0])
        # Whoever sends a whole request is served at once, and who is inside stays.
        assert (await exchange(school, request("GET /healthz"))).status == 200
        inside.append(await school.student("Park"))
        for phone in inside:
            await phone.hears_nothing_but("participant_joined")
        for _, writer in silent:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def test_what_a_handshake_brought_is_forgotten(school: School) -> None:
    """The headers of a thousand phones would be three megabytes."""
    phone = await school.student("Kim")
    inside = [
        one
        for one in gc.get_objects()
        if issubclass(type(one), IncomingConnection) and one.state is State.OPEN  # no proxies
    ]
    assert [(len(one.request.headers), one.response) for one in inside if one.request] == [
        (0, None)
    ]
    await phone.send("heartbeat", timestamp=1)
    await phone.expect("heartbeat_ack")


async def test_a_phone_that_has_left_is_counted_for_the_collector(school: School) -> None:
    watcher, phone = await school.student("Lee"), await school.student("Kim")
    before = LEFTOVERS.objects
    await exchange(school, request("GET /healthz"))
    assert LEFTOVERS.objects == before, "what never was a phone is new, and looked at anyway"
    await phone.close()
    await watcher.expect("participant_left")
    assert LEFTOVERS.objects == before + OBJECTS_PER_CONNECTION


# Sign-in ------------------------------------------------------------------------------------------


async def wrong_code(school: School, way: int) -> int:
    """Try a code or key that is none, in one of five ways, and return the status."""
    match way % 5:
        case 0:
            return (await school.http.post(f"/api/sessions/WRONG{way}/join?name=x")).status_code
        case 1:
            return (await school.http.get(f"/api/sessions/WRONG{way}")).status_code
        case 2:
            return await refusal(school, url=url_of(school, f"WRONG{way}"))
        case 3:
            return await refusal(school, "made-up", url=url_of(school, f"WRONG{way}"))
        case _:
            login = "/api/instructor/login"
            key = {"Authorization": f"Bearer {way}"}
            return (await school.http.post(login, headers=key)).status_code


async def test_wrong_codes_and_keys_slow_an_address_down(
    timed: School, clock: HandClock, tmp_path: Path
) -> None:
    cookie = await timed.student_cookie("Kim")
    instructor = await timed.instructor_cookie()
    key = (tmp_path / "instructor.key").read_text().strip()

    async def waits(seconds: int) -> None:
        for path, headers in (
            ("/api/sessions/TEST001/join?name=Lee", {}),
            ("/api/sessions/WRONG/join?name=Lee", {}),
            ("/api/sessions/TEST001/join?name=Lee", {"Cookie": "sessionid=made-up"}),
            ("/api/instructor/login", {"Authorization": f"Bearer {key}"}),
            ("/api/instructor/login", {"Authorization": "Bearer wrong"}),
        ):
            answer = await timed.http.post(path, headers=headers)
            assert (answer.status_code, answer.json()["error"]["code"]) == (429, "rate_limited")
            assert answer.headers["retry-after"] == str(seconds)
        for code in ("TEST001", "WRONG"):  # no way to try codes without signing in
            assert (await timed.http.get(f"/api/sessions/{code}")).status_code == 429
            assert await refusal(timed, url=url_of(timed, code)) == 403

    for way in range(19):
        assert await wrong_code(timed, way) in (403, 404)
    assert (await timed.sign_in("Lee")).status_code == 201
    assert await wrong_code(timed, 19) == 403
    await waits(30)
    clock.seconds += 12.5
    await waits(18)
    # Whoever holds a cookie is never slowed, nor ever counted.
    for way in range(30):
        answer = await timed.http.get(
            f"/api/sessions/WRONG{way}", headers={"Cookie": f"sessionid={cookie}"}
        )
        assert answer.status_code == 404
    for held in (cookie, instructor):
        phone = await timed.connect(held)
        await phone.hears_nothing_but()
        assert await refusal(timed, held, url=url_of(timed, "WRONG")) == 404
        held_header = {"Cookie": f"sessionid={held}"}
        assert (
            await timed.http.get("/api/sessions/TEST001", headers=held_header)
        ).status_code == 200
    await waits(18)
    # Another address is not slowed.
    elsewhere = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
    async with httpx.AsyncClient(base_url=timed.base_url, transport=elsewhere) as other:
        assert (await other.post("/api/sessions/TEST001/join?name=Park")).status_code == 201
    # Each further wrong one doubles the wait, up to five minutes; right ones never count.
    clock.seconds += 17.5
    for seconds in (60, 120, 240, 300, 300):
        assert (await timed.sign_in("Choi")).status_code == 201
        assert await wrong_code(timed, 0) == 404
        await waits(seconds)
        clock.seconds += seconds
    assert (await timed.sign_in("Choi")).status_code == 201


async def test_guests_are_slowed_at_the_upgrade(tmp_path: Path) -> None:
    async with open_school(tmp_path, clock=HandClock(), guests=True) as school:
        inside = await school.connect()
        await inside.join()
        for way in range(20):
            await wrong_code(school, way)
        for code in ("TEST001", "WRONG"):
            assert await refusal(school, url=url_of(school, code)) == 429
            assert await refusal(school, "made-up", url=url_of(school, code)) == 403
        await inside.hears_nothing_but()


async def test_a_class_signs_in_at_once(timed: School) -> None:
    for _ in range(30):  # right codes, whatever else is wrong with the request
        assert (await timed.http.post("/api/sessions/TEST001/join")).status_code == 400
        assert await refusal(timed) == 403
        assert await refusal(timed, "made-up") == 403
    async with httpx.AsyncClient(base_url=timed.base_url, trust_env=False) as http:
        answers = await asyncio.gather(
            *(
                http.post(f"/api/sessions/TEST001/join?name=S{n}", headers={"Cookie": ""})
                for n in range(60)
            )
        )
    assert {answer.status_code for answer in answers} == {201}
    assert len({cookie_of(answer) for answer in answers}) == 60


# A class behind one router ------------------------------------------------------------------------


async def test_thirty_who_mistype_all_get_in(timed: School) -> None:
    async def join(code: str, n: int) -> int:
        path = f"/api/sessions/{code}/join?name=S{n}&device_id=phone-{n}"
        timed.http.cookies.clear()
        return (await timed.http.post(path)).status_code

    assert [await join(f"TEST{n:03}", n) for n in range(30, 60)] == [404] * 30
    assert (await timed.http.post("/api/sessions/TEST001/join?name=By+hand")).status_code == 429
    assert [await join("TEST001", n) for n in range(30, 60)] == [201] * 30
    # Who signed in knew the code: nothing of it is held against the others.
    assert (await timed.sign_in("By hand")).status_code == 201


async def test_phones_with_a_seat_that_is_not_known_here_shut_nobody_out(timed: School) -> None:
    for _ in range(19):
        await wrong_code(timed, 4)
    for n in range(10):
        for _ in range(5):  # what the page does: the socket, then the question why
            cookie = f"seat-{n}"
            assert await refusal(timed, cookie, url=url_of(timed, "TEST001")) == 403
            assert await refusal(timed, cookie, url=url_of(timed, "WRONG2")) == 403
        assert (await timed.sign_in(f"S{n}", device_id=f"phone-{n}")).status_code == 201


async def test_an_old_seat_counts_once(timed: School, clock: HandClock) -> None:
    for way in range(5, 25):
        await wrong_code(timed, way)
    assert (await timed.sign_in("Lee")).status_code == 429
    clock.seconds += 31
    headers = {"Cookie": "sessionid=of-an-older-class"}
    for _ in range(40):
        assert await refusal(timed, "of-an-older-class", url=url_of(timed, "WRONG7")) == 403
        answer = await timed.http.get("/api/sessions/WRONG7?device_id=old", headers=headers)
        assert answer.status_code == 404
        assert (await timed.sign_in("Lee")).status_code == 201


async def test_a_phone_that_guesses_is_slowed_whatever_it_calls_itself(
    timed: School, clock: HandClock
) -> None:
    answered = 0
    for n in range(2_000):
        path = f"/api/sessions/{n:06}/join?name=x&device_id=made-up-{n}"
        answered += (await timed.http.post(path)).status_code == 404
        clock.seconds += 1.5
    assert answered == 35
    assert (await timed.sign_in("Lee", device_id="new")).status_code == 429


async def online(school: School) -> int:
    """Return how many phones are connected."""
    answer = await school.http.get("/healthz")
    return int(answer.json()["sessions"][0]["online"])


async def test_coming_and_going_all_the_time_is_stored_so_many_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_limit, "PARTICIPANT_BURST", 2.0)
    monkeypatch.setattr(presence_limit, "PARTICIPANT_PER_S", 0.0)
    events = "SELECT count(*) FROM session_events WHERE kind = ?"
    async with open_school(tmp_path) as school:
        watcher, cookie = await school.student("Watcher"), await school.student_cookie("Kim")
        for _time in range(6):
            phone = await school.connect(cookie)
            assert (await phone.join())["user_name"] == "Kim", "nobody is refused or slowed"
            done = await phone.ask("step_complete", subtask_id=1)
            assert done["type"] == "step_complete_confirmed"
            await phone.close()
            async with asyncio.timeout(PATIENCE_S):
                while await online(school) > 1:
                    pass
        heard = Counter(m["type"] for m in await watcher.hears_nothing_but(*PRESENCE))
        assert heard == {"participant_joined": 3, "participant_left": 2}
        stored = [one_of(tmp_path, events, kind) for kind in PRESENCE.values()]
        assert stored == [4, 2]
    assert one_of(tmp_path, events, "ParticipantLeft") == 4, "both have left as the program stops"
    statuses = rows_of(tmp_path, "SELECT status FROM session_participants")
    assert statuses == [("DISCONNECTED",)] * 2
