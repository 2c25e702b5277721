"""The Android app's socket: no cookie, no `join`, steps by their number."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.protocol.lesson_file import FORMAT
from tests.helpers.device import Device
from tests.helpers.phone import Message, Phone
from tests.helpers.school import School, open_school

STATE = ("session_status_changed", "step_changed")


@pytest.fixture
async def device(open_house: School) -> AsyncIterator[Device]:
    async with Device(open_house) as device:
        yield device


async def state(phone: Phone) -> tuple[str, int | None]:
    """Return the status and the step that a phone hears as the very first things."""
    status = await phone.receive()
    assert status["type"] == "session_status_changed"
    assert status["data"]["message"]
    if status["data"]["status"] == "WAITING":
        return "WAITING", None
    step = await phone.receive()
    assert step["type"] == "step_changed"
    assert step["data"]["order"] == step["data"]["order_index"] + 1
    return status["data"]["status"], step["data"]["id"]


def names(heard: list[Message], kind: str) -> list[str]:
    return [message["user_name"] for message in heard if message["type"] == kind]


# One phone at its own address --------------------------------------------------------------------


async def test_a_socket_from_a_devices_address_is_that_device(
    open_house: School, device: Device
) -> None:
    watcher = await open_house.student("Watcher")
    await device.join("민수")
    phone = await device.open_socket()
    assert await state(phone) == ("WAITING", None)
    joined = await watcher.expect("participant_joined")
    assert (joined["user_name"], joined["role"]) == ("민수", "STUDENT")
    await open_house.execute(cmd.NextStep())
    assert (await phone.expect("step_changed"))["data"]["id"] == 1
    assert (await phone.expect("session_status_changed"))["data"]["status"] == "IN_PROGRESS"
    await phone.close()
    assert (await watcher.expect("participant_left"))["user_name"] == "민수"


async def test_it_is_told_how_things_stand(open_house: School, device: Device) -> None:
    await open_house.execute(cmd.NextStep(2))
    await device.join()
    phone = await device.open_socket()
    assert await state(phone) == ("IN_PROGRESS", 2)
    await phone.hears_nothing_but()
    await open_house.execute(cmd.PauseSession())
    async with Device(open_house, "device-2", "127.0.0.2") as late:
        await late.join()
        assert await state(await late.open_socket()) == ("PAUSED", 2)


async def test_it_may_work_at_once_without_a_join(open_house: School, device: Device) -> None:
    instructor = await open_house.instructor()
    await device.join("민수")
    phone = await device.open_socket()
    done = await phone.ask_past("step_complete", *STATE, subtask_id=1, device_id="device-1")
    assert (done["type"], done["subtask_id"]) == ("step_complete_confirmed", 1)
    assert (await instructor.expect("progress_updated"))["user_name"] == "민수"
    helped = await phone.ask("request_help", subtask_id=2, device_id="device-1")
    assert helped["type"] == "request_help_confirmed"
    assert (await phone.ask("heartbeat", timestamp=5))["timestamp"] == 5


async def test_its_join_is_answered_when_it_comes_after_all(
    open_house: School, device: Device
) -> None:
    watcher = await open_house.student("Watcher")
    await device.join("민수")
    phone = await device.open_socket()
    confirmed = await phone.ask_past("join", *STATE, device_id="device-1", name="민수")
    assert (confirmed["type"], confirmed["user_name"]) == ("join_confirmed", "민수")
    heard = await watcher.hears_nothing_but("participant_joined")
    assert names(heard, "participant_joined") == ["민수"]


async def test_a_newer_socket_takes_the_place_of_one_that_is_silent(
    open_house: School, device: Device
) -> None:
    watcher = await open_house.student("Watcher")
    await device.join("민수")
    old = await device.open_socket()
    await state(old)
    old.socket.transport.pause_reading()  # as a phone that has lost its Wi-Fi
    new = await device.open_socket()
    assert await state(new) == ("WAITING", None)
    old.socket.transport.resume_reading()
    assert await old.close_code() == 4001
    heard = await watcher.hears_nothing_but("participant_joined")
    assert names(heard, "participant_joined") == ["민수", "민수"]


async def test_a_removed_phone_is_a_guest_like_others(open_house: School, device: Device) -> None:
    person = (await device.join()).json()["participant_id"]
    phone = await device.open_socket()
    await state(phone)
    await open_house.execute(cmd.RemoveParticipant(person))
    assert await phone.close_code() == 4003
    again = await device.open_socket()
    assert (await again.ask("heartbeat", timestamp=1))["code"] == "not_joined"


async def test_the_last_who_joined_over_rest_fits_into_a_full_class(open_house: School) -> None:
    services = open_house.services
    session = await services.classroom.open_session(
        open_house.session.lesson, "SMALL1", 1, guests_allowed=True, max_participants=1
    )
    url = open_house.socket_url.replace("TEST001", session.code)
    async with Device(open_house, "device-1", "127.0.0.2") as device:
        await device.join(code=session.code)
        phone = await Phone.open(url, local_addr=("127.0.0.2", 0))
        assert await state(phone) == ("WAITING", None)
        with pytest.raises(InvalidStatus) as refused:
            await Phone.open(url)
        assert refused.value.response.status_code == 503
        await phone.close()


async def test_phones_find_back_after_the_program_was_started_again(tmp_path: Path) -> None:
    async with (
        open_school(tmp_path / "data", guests=True) as school,
        Device(school, address="127.0.0.2") as device,
    ):
        await device.join("민수")
        await device.report(1)
        await school.execute(cmd.NextStep(2))
    async with open_school(tmp_path / "data", guests=True) as school:
        phone = await school.connect(local_addr=("127.0.0.2", 0))
        assert await state(phone) == ("IN_PROGRESS", 2)
        me = school.session.participants[1]
        assert (me.name, me.is_here, list(me.completed)) == ("민수", True, [1])


# Several phones behind one address ---------------------------------------------------------------


@pytest.fixture
async def three(open_house: School) -> AsyncIterator[list[Device]]:
    """Three phones that share an address, all joined and not connected yet."""
    devices = [Device(open_house, f"device-{n}") for n in range(3)]
    for device in devices:
        await device.join(device.device_id)
    yield devices
    for device in devices:
        await device.http.aclose()


async def test_until_a_device_id_comes_a_socket_hears_and_is_nobody(
    open_house: School, three: list[Device]
) -> None:
    watcher = await open_house.student("Watcher")
    phone = await three[0].open_socket()
    await open_house.execute(cmd.NextStep(2))
    assert (await phone.receive())["data"]["id"] == 2
    assert (await phone.receive())["data"]["status"] == "IN_PROGRESS"
    for kind in ("heartbeat", "step_complete"):
        assert (await phone.ask(kind, timestamp=1, subtask_id=2))["code"] == "not_joined"
    assert await watcher.hears_nothing_but(*STATE)
    health = (await open_house.http.get("/healthz")).json()
    assert health["sessions"][0]["online"] == 1
    done = await phone.ask("step_complete", subtask_id=2, device_id="device-1")
    assert done["type"] == "step_complete_confirmed"  # the reply is the first thing that it hears
    assert await state(phone) == ("IN_PROGRESS", 2)
    heard = await watcher.hears_nothing_but("participant_joined")
    assert names(heard, "participant_joined") == ["device-1"]
    assert list(open_house.session.participants[2].completed) == [2]


async def test_the_last_one_is_known_without_a_word(
    open_house: School, three: list[Device]
) -> None:
    phones = [await device.open_socket() for device in three]
    for phone, device in zip(phones[:2], three, strict=False):
        await phone.send("heartbeat", timestamp=1, device_id=device.device_id)
        await phone.expect("heartbeat_ack")
    assert (await phones[2].expect("session_status_changed"))["status"] == "WAITING"
    done = await phones[2].ask_past(
        "step_complete", *STATE, "participant_joined", "participant_left", subtask_id=1
    )
    assert done["type"] == "step_complete_confirmed"
    assert list(open_house.session.participants[3].completed) == [1]


async def test_whatever_says_whose_it_is_is_answered_first(
    open_house: School, three: list[Device]
) -> None:
    """A heartbeat, an error, and what has no reply at all."""
    phones = [await device.open_socket() for device in three]
    first = await phones[0].ask("heartbeat", timestamp=1, device_id="device-0")
    assert first["type"] == "heartbeat_ack"
    assert await state(phones[0]) == ("WAITING", None)
    first = await phones[1].ask_past(
        "step_complete", "participant_joined", subtask_id=99, device_id="device-1"
    )
    assert first["code"] == "unknown_subtask"
    assert await state(phones[1]) == ("WAITING", None)
    await open_house.execute(cmd.NextStep())
    await phones[2].send("progress_update", subtask_id=1, device_id="device-2")
    await phones[2].expect("step_changed")
    await phones[2].hears_nothing_but("session_status_changed", "participant_joined")


async def test_a_join_says_it_too_and_is_answered_first(
    open_house: School, three: list[Device]
) -> None:
    await open_house.execute(cmd.NextStep(3))
    phone = await three[1].open_socket()
    confirmed = await phone.ask("join", device_id="device-1", name="x")
    assert (confirmed["type"], confirmed["user_name"]) == ("join_confirmed", "device-1")
    assert await state(phone) == ("IN_PROGRESS", 3)


async def test_more_sockets_than_devices_make_room(three: list[Device]) -> None:
    phones = [await device.open_socket() for device in three]
    await three[0].open_socket()
    assert await phones[0].close_code() == 4001
    await phones[1].close()


async def test_a_device_id_corrects_a_wrong_guess(open_house: School, device: Device) -> None:
    watcher = await open_house.student("Watcher")
    async with Device(open_house, "device-2", "127.0.0.2") as traveller:
        await traveller.join("여행자")
    await device.join("민수")
    phone = await device.open_socket()
    await state(phone)
    assert (await watcher.expect("participant_joined"))["user_name"] == "민수"
    done = await phone.ask("step_complete", subtask_id=3, device_id="device-2")
    assert (done["type"], done["subtask_id"]) == ("step_complete_confirmed", 3)
    await state(phone)
    assert (await watcher.expect("participant_left"))["user_name"] == "민수"
    assert (await watcher.expect("participant_joined"))["user_name"] == "여행자"
    assert [list(p.completed) for p in open_house.session.participants.values()] == [[], [3], []]
    await phone.send("step_complete", subtask_id=1, device_id="device-1")  # once is enough
    await phone.expect("step_complete_confirmed")
    assert list(open_house.session.participants[2].completed) == [3, 1]


# All other guests --------------------------------------------------------------------------------


async def test_another_guest_from_the_same_address_is_somebody_else(
    open_house: School, device: Device
) -> None:
    await device.join("민수")
    phone = await open_house.connect()
    confirmed = await phone.ask_past("join", *STATE, device_id="native-1", name="영희")
    assert confirmed["user_name"] == "영희"
    done = await phone.ask("step_complete", subtask_id=1, device_id="device-1")
    assert done["type"] == "step_complete_confirmed"
    assert [list(p.completed) for p in open_house.session.participants.values()] == [[], [1]]
    assert await state(await device.open_socket()) == ("WAITING", None)


async def test_a_guest_with_another_name_and_no_device_is_somebody_else(
    open_house: School, device: Device
) -> None:
    await device.join("민수")
    phone = await open_house.connect()
    confirmed = await phone.ask_past("join", *STATE, name="영희")
    assert (confirmed["type"], confirmed["user_name"]) == ("join_confirmed", "영희")
    app = await open_house.connect()
    assert (await app.ask_past("join", *STATE))["user_name"] == "민수"
    assert (await phone.ask_past("join", "participant_joined", "participant_left", name="민수"))[
        "user_name"
    ] == "영희"


async def test_a_guest_among_several_devices_is_somebody_else(
    open_house: School, three: list[Device]
) -> None:
    phone = await open_house.connect()
    confirmed = await phone.ask("join", device_id="native-1", name="영희")
    assert (confirmed["type"], confirmed["user_name"]) == ("join_confirmed", "영희")
    health = (await open_house.http.get("/healthz")).json()
    assert health["sessions"][0]["online"] == 1


@pytest.mark.parametrize("data", [{}, {"name": "영희"}])
async def test_a_guest_among_several_devices_need_not_have_a_device(
    open_house: School, three: list[Device], data: dict[str, str]
) -> None:
    phone = await open_house.connect()
    guest = await phone.ask("join", **data)
    for device in three[:2]:
        socket = await device.open_socket()
        await socket.ask_past(
            "heartbeat", "participant_joined", *STATE, timestamp=1, device_id=device.device_id
        )
    heard = await phone.hears_nothing_but("participant_joined")
    assert names(heard, "participant_joined") == ["device-0", "device-1"]
    assert (await phone.ask("join"))["user_id"] == guest["user_id"]


async def test_a_guest_from_elsewhere_waits_for_its_join(
    open_house: School, device: Device
) -> None:
    await device.join()
    guest = await open_house.connect(local_addr=("127.0.0.2", 0))
    assert (await guest.ask("heartbeat", timestamp=1))["code"] == "not_joined"
    assert (await guest.ask("join"))["user_name"] == "게스트 1"
    assert (await guest.ask("step_complete", subtask_id=99))["code"] == "unknown_subtask"


async def test_a_cookie_is_stronger_than_an_address(open_house: School, device: Device) -> None:
    await device.join("민수")
    student = await open_house.student("Browser")
    await student.hears_nothing_but()
    assert await state(await device.open_socket()) == ("WAITING", None)


# Steps by their number ---------------------------------------------------------------------------


@pytest.fixture
async def long_class(open_house: School, tmp_path: Path) -> ClassSession:
    """A class on a second lesson, whose steps 1 to 6 have the ids 4 to 9."""
    lesson = tmp_path / "long.json"
    steps = [{"title": f"Step {n}"} for n in range(1, 7)]
    lesson.write_text(json.dumps({"format": FORMAT, "title": "Long", "subtasks": steps}), "utf-8")
    instructor = open_house.services.instructor
    lesson_id = await open_house.services.lessons.import_file(lesson)
    return await instructor.open_class(lesson_id, "LONG01", guests_allowed=True)


async def test_a_number_that_is_no_id_means_the_step(
    open_house: School, long_class: ClassSession, device: Device
) -> None:
    assert [step.id for step in long_class.lesson.subtasks] == [4, 5, 6, 7, 8, 9]
    await device.join(code="LONG01")
    phone = await Phone.open(open_house.socket_url.replace("TEST001", "LONG01"))
    me = long_class.participants[1]
    actor = open_house.services.instructor.actor

    async def done(number: int) -> Message:
        return await phone.ask_past("step_complete", *STATE, subtask_id=number)

    assert (await done(2))["subtask_id"] == 5
    assert (await done(9))["subtask_id"] == 9
    await open_house.services.classroom.execute(long_class.id, cmd.NextStep(7), actor)
    assert (await done(4))["subtask_id"] == 4  # an id, though the class is on step 4
    assert (await done(3))["subtask_id"] == 6
    assert (await done(0))["code"] == "unknown_subtask"
    assert (await done(10))["code"] == "unknown_subtask"
    assert list(me.completed) == [5, 9, 4, 6]
    await phone.send("request_help", subtask_id=4)
    await phone.expect("request_help_confirmed")
    request = next(iter(long_class.help_queue))
    assert request.subtask_id == 4
    await phone.send("progress_update", subtask_id=1)
    await phone.hears_nothing_but()
    assert me.current_subtask_id == 4
    await phone.close()
    # Other guests know ids and nothing else.
    guest = await Phone.open(open_house.socket_url.replace("TEST001", "LONG01"))
    await guest.join(device_id="native")
    assert (await guest.ask("step_complete", subtask_id=2))["code"] == "unknown_subtask"
    await guest.close()
