"""`--host ::`: limits and rights are by the address of a phone, by whatever protocol it comes."""

import asyncio
from contextlib import suppress
from pathlib import Path

import httpx
from msgspec import structs

from classroom_app.server.bounded_connections import ConnectionLimit
from classroom_app.server.bounds import Bounds
from tests.helpers.school import open_school
from tests.helpers.timing import PATIENCE_S


async def test_an_address_of_ipv4_is_one_address_however_it_is_written(tmp_path: Path) -> None:
    bounds = Bounds(connections=structs.replace(ConnectionLimit(), per_address=2))
    async with open_school(tmp_path, host="::", bounds=bounds) as school:
        port = school.program.server.port
        hosts = ("127.0.0.1", "::ffff:127.0.0.1", "127.0.0.1", "::1")
        silent = [await asyncio.open_connection(host, port) for host in hosts]
        async with asyncio.timeout(PATIENCE_S):
            with suppress(ConnectionResetError):
                assert await silent[0][0].read() == b"", "the third of its address"
        assert not silent[3][0].at_eof(), "another address"
        for _, writer in silent:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def test_wrong_codes_of_ipv4_are_counted_together(tmp_path: Path) -> None:
    async with open_school(tmp_path, host="::") as school:
        port = school.program.server.port
        async with httpx.AsyncClient(trust_env=False) as http:
            statuses = [
                (
                    await http.post(f"http://{host}:{port}/api/sessions/WR0NG{n}/join?name=K")
                ).status_code
                for n in range(11)
                for host in ("127.0.0.1", "[::ffff:127.0.0.1]")
            ]
    assert statuses[:20] == [404] * 20
    assert statuses[20:] == [429] * 2
