"""More connections than a system lets a program hold at first."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.helpers.real_program import RealProgram

FEW = ("sh", "-c", 'ulimit -Sn 128; exec "$@"', "sh")


async def test_idle_connections_keep_nobody_out(tmp_path: Path) -> None:
    program = RealProgram(tmp_path / "data", "CROWD1", before=FEW)
    await program.start()
    address = urlsplit(program.url)
    idle = [await asyncio.open_connection(address.hostname, address.port) for _ in range(300)]
    async with httpx.AsyncClient(base_url=program.url, trust_env=False) as http:
        assert (await http.post("/api/sessions/CROWD1/join?name=Kim")).status_code == 201
    for _, writer in idle:
        writer.close()
    assert await program.stop() == 0
    assert "out of system resource" not in program.said
