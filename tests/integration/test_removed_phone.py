"""A phone that was removed, and strangers at a phone's address: what they can and cannot do."""

from collections.abc import AsyncIterator

import httpx
import pytest

from classroom_app.domain import commands as cmd
from tests.helpers.device import Device, picture
from tests.helpers.school import School


@pytest.fixture
async def device(open_house: School) -> AsyncIterator[Device]:
    async with Device(open_house, address="127.0.0.9") as made:
        assert (await made.join("학생")).status_code == 201
        yield made


async def removed(school: School, device: Device) -> int:
    """Remove the phone's person, and return who it was."""
    person = school.session.participant_of_device(device.device_id)
    assert person is not None
    await school.execute(cmd.RemoveParticipant(person.id))
    return person.id


async def test_its_socket_closes_and_its_reports_are_refused(
    open_house: School, device: Device
) -> None:
    phone = await device.open_socket()
    await phone.expect("session_status_changed")
    await removed(open_house, device)
    assert await phone.close_code() == 4003
    for answer in (await device.report(1), await device.upload(picture())):
        assert answer.status_code == 403


async def test_a_socket_from_its_address_is_nobody_and_hears_nothing(
    open_house: School, device: Device
) -> None:
    person = await removed(open_house, device)
    phone = await device.open_socket()
    await open_house.execute(cmd.NextStep())
    await phone.send("step_complete", subtask_id=1)
    heard = await phone.receive()
    assert (heard["type"], heard["code"]) == ("error", "not_joined"), "nothing of the step before"
    assert not open_house.session.participants[person].is_here


async def test_while_the_class_is_locked_it_does_not_come_back(
    open_house: School, device: Device
) -> None:
    await removed(open_house, device)
    await open_house.execute(cmd.SetLocked(locked=True))
    assert (await device.join("학생")).status_code == 403
    phone = await device.open_socket()
    assert (await phone.ask("join", device_id=device.device_id, name="학생"))["code"] == "forbidden"


async def test_what_another_device_knows_of_it_is_not_enough_over_rest(
    open_house: School, device: Device
) -> None:
    """A name and an address open nothing: only the device's own id does, which is not told."""
    other = Device(open_house, device_id="other", address=device.address)
    async with other:
        assert (await other.report(1)).status_code == 403
    async with httpx.AsyncClient(base_url=open_house.base_url, trust_env=False) as http:
        for path in ("/healthz", f"/api/sessions/{open_house.session.code}"):
            assert device.device_id not in (await http.get(path)).text
