"""Of several presses in quick succession, the first counts."""

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.gui.kit.debounce import DEBOUNCE_S, SHORT_DEBOUNCE_S, Debounce

Gaps = st.lists(st.floats(0, 3, allow_nan=False), max_size=30)


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@given(Gaps, st.sampled_from([DEBOUNCE_S, SHORT_DEBOUNCE_S]))
def test_a_press_counts_after_the_debounce_time(gaps: list[float], debounce_s: float) -> None:
    time = Time()
    debounce = Debounce(time.monotonic, debounce_s)
    assert debounce.takes_press()
    for gap in gaps:
        before, time.now = time.now, time.now + gap
        assert debounce.takes_press() is (time.now - before >= debounce_s)


def test_a_burst_counts_once_however_long_it_is() -> None:
    time = Time()
    debounce = Debounce(time.monotonic)
    taken = 0
    for _ in range(100):  # 5 s of a key that repeats
        taken += debounce.takes_press()
        time.now += 0.05
    assert taken == 1


def test_what_happened_elsewhere_starts_the_debounce_time() -> None:
    time = Time()
    debounce = Debounce(time.monotonic)
    debounce.begin()
    assert not debounce.takes_press()
    time.now += DEBOUNCE_S
    assert debounce.takes_press()
