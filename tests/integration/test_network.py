"""How the running program finds its own addresses."""

import asyncio
from pathlib import Path

from classroom_app.application.services import AddressKind, AddressReport
from classroom_app.server.network import _answers
from tests.helpers.free_ports import free_pair
from tests.helpers.school import School, open_school


async def test_the_check_knocks_at_every_address(school: School) -> None:
    (report,) = await school.services.network.check()
    assert report == AddressReport(
        school.base_url, "", answers=True, was_reached=False, kind=AddressKind.LOOPBACK
    )
    assert school.services.network.name_url is None, "nothing is announced on loopback"


async def test_a_port_of_nobody_does_not_answer() -> None:
    assert not await _answers("127.0.0.1", free_pair())


async def test_who_is_no_classroom_does_not_count() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 404 Not Found\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server:
        assert not await _answers("127.0.0.1", server.sockets[0].getsockname()[1])


async def test_a_visit_from_elsewhere_is_noticed(school: School) -> None:
    """Linux has the whole of 127.0.0.0/8 on this machine: another address is another computer."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", school.program.server.port, local_addr=("127.0.0.77", 0)
    )
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    await reader.readline()
    writer.close()
    (report,) = await school.services.network.check()
    assert report.was_reached


async def test_the_second_port_is_known(tmp_path: Path) -> None:
    async with open_school(tmp_path, guests=True) as school:
        network = school.services.network
        assert network.android_port is not None
        assert network.android_fault is None
