"""Runs the attacks briefly, so that `make attack` works when it is needed."""

import sys
from pathlib import Path

import pytest

from tests.attacks.__main__ import all_attacks
from tests.attacks.attack import Outcome
from tests.attacks.figures import FLOODED_REPLY_S, HEADINGS, Figures, table
from tests.attacks.honest_class import Served
from tests.attacks.measured_class import measure


def test_each_attack_has_a_name_of_its_own_and_a_sentence() -> None:
    attacks = all_attacks()
    assert len({attack.name for attack in attacks}) == len(attacks) >= 2
    assert all(attack.about.endswith(".") for attack in attacks)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone: it measures the memory")
@pytest.mark.parametrize("name", [attack.name for attack in all_attacks()])
async def test_an_attack_runs_and_harms_nobody(name: str, tmp_path: Path) -> None:
    attack = next(one for one in all_attacks() if one.name == name)
    figures = await measure(name, [attack], tmp_path, seconds=0.5, phones=3, headless=True)
    assert figures.outcomes[name].did
    assert not figures.outcomes[name].harm
    assert figures.served.waits
    assert not figures.said


def test_what_is_out_of_bounds_is_said() -> None:
    good = Figures("good", Served([(0.9, "heartbeat")]), memory=1, disk=1, stop_s=4.9)
    assert good.faults() == []
    assert Figures("flood", Served([(1.1, "heartbeat")]), reply_s=FLOODED_REPLY_S).faults() == []
    bad = Figures(
        "bad",
        Served([(1.1, "heartbeat")], ["Honest 1 wanted to join: TimeoutError"]),
        memory=401 << 20,
        disk=1 << 40,
        stop_s=5.1,
        exit_status=1,
        outcomes={"bad": Outcome("did it", ["it was led by a stranger"])},
        said="Traceback",
    )
    assert len(bad.faults()) == 8
    assert [line.count("|") for line in table([good, bad])] == [len(HEADINGS) + 1] * 4
