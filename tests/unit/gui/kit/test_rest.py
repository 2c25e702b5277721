"""One press, one action."""

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.gui.kit.rest import REST_S, SHORT_REST_S, Rest

Gaps = st.lists(st.floats(0, 3, allow_nan=False), max_size=30)


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@given(Gaps, st.sampled_from([REST_S, SHORT_REST_S]))
def test_a_press_counts_after_a_rest(gaps: list[float], rest_s: float) -> None:
    time = Time()
    rest = Rest(time.monotonic, rest_s)
    assert rest.takes_press()
    for gap in gaps:
        before, time.now = time.now, time.now + gap
        assert rest.takes_press() is (time.now - before >= rest_s)


def test_a_burst_counts_once_however_long_it_is() -> None:
    time = Time()
    rest = Rest(time.monotonic)
    taken = 0
    for _ in range(100):  # 5 s of a key that repeats
        taken += rest.takes_press()
        time.now += 0.05
    assert taken == 1


def test_what_happened_elsewhere_begins_a_rest() -> None:
    time = Time()
    rest = Rest(time.monotonic)
    rest.begin()
    assert not rest.takes_press()
    time.now += REST_S
    assert rest.takes_press()
