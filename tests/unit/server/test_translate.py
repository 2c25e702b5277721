import pytest

from classroom_app.protocol import limits
from classroom_app.server.translate import heartbeat_s, picture_spread_s


@pytest.mark.parametrize(
    ("phones", "wanted"),
    [(0, 2.5), (1, 2.5), (100, 2.5), (101, 2.5), (150, 3.8), (500, 12.5), (1_200, 30), (5_000, 30)],
)
def test_how_often_each_phone_of_a_class_should_be_heard(phones: int, wanted: float) -> None:
    assert heartbeat_s(phones) == wanted


@pytest.mark.parametrize("phones", range(0, 1_201, 50))
def test_heartbeats_stay_few(phones: int) -> None:
    assert phones / heartbeat_s(phones) <= limits.HEARTBEATS_PER_S * 1.01


@pytest.mark.parametrize(("phones", "wanted"), [(0, 2.0), (4, 2.0), (40, 20.0), (1_000, 60.0)])
def test_the_larger_a_class_the_longer_it_takes_to_fetch_a_picture(
    phones: int, wanted: float
) -> None:
    assert picture_spread_s(phones) == wanted
