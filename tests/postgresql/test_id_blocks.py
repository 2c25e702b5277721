"""Blocks of ids as the server gives them to several desks at once."""

import asyncio
from pathlib import Path

from classroom_app.application.ids import BLOCK_SIZES
from classroom_app.domain.numbered import Numbered
from classroom_app.storage.shared.id_blocks import SqlIdBlocks
from tests.helpers.desks import bare_desk
from tests.helpers.postgres import PostgresDatabase

MANY = 40


async def test_blocks_never_overlap(postgres: PostgresDatabase, tmp_path: Path) -> None:
    async with (
        bare_desk(postgres, tmp_path / "a", "ROOM-1") as one,
        bare_desk(postgres, tmp_path / "b", "ROOM-2") as two,
    ):
        desks = [SqlIdBlocks(one.line), SqlIdBlocks(two.line)]
        await asyncio.gather(*(blocks.start() for blocks in desks))
        taken = await asyncio.gather(
            *(desks[n % 2].take({Numbered.USER: 1 + n}) for n in range(MANY))
        )
    given = [
        each
        for n, firsts in enumerate(taken)
        for each in range(firsts[Numbered.USER], firsts[Numbered.USER] + 1 + n)
    ]
    assert sorted(given) == list(range(1, len(given) + 1)), "none twice, and none left out"


async def test_ids_that_came_in_another_way_are_not_given(
    postgres: PostgresDatabase, tmp_path: Path
) -> None:
    """As when the rows of a database on one computer were brought along."""
    async with bare_desk(postgres, tmp_path / "a", "ROOM-1") as desk:
        blocks = SqlIdBlocks(desk.line)
        await blocks.start()
        first = await blocks.take(BLOCK_SIZES)
        postgres.run(
            "INSERT INTO users (id, name, role, created_at) VALUES (90000, 'Kim', 'STUDENT', now())"
        )
        await blocks.start()
        second = await blocks.take(BLOCK_SIZES)
    assert set(first.values()) == {1}
    assert second.pop(Numbered.USER) == 90_001
    assert second == {kind: 1 + BLOCK_SIZES[kind] for kind in second}
