"""Which ports a start needs; what listens there is tested with real programs."""

from pathlib import Path

import httpx
import pytest

from classroom_app.bootstrap.listeners import listening_ports
from classroom_app.config import Config
from classroom_app.server.addresses import check_port
from tests.helpers.school import HOST, open_school


@pytest.mark.parametrize(
    ("port", "tls", "expected"),
    [(8000, False, [8000]), (8000, True, [8000, 8002]), (0, False, [0]), (0, True, [0, 0])],
)
def test_the_ports_that_a_start_needs(port: int, tls: bool, expected: list[int]) -> None:
    assert listening_ports(Config(data_dir=Path("data"), port=port, tls=tls)) == expected


async def test_all_ports_are_free_after_the_stop(tmp_path: Path) -> None:
    async with open_school(tmp_path, guests=True, tls=True) as school:
        program = school.program
        entrance = program.server.urls()[0]
        async with httpx.AsyncClient(trust_env=False) as phone:
            assert (await phone.get(entrance)).status_code == 200
        ports = [program.server.port, int(entrance.rpartition(":")[2])]
        assert program.android.port is not None
        ports.append(program.android.port)
    for port in ports:
        check_port(HOST, port)
