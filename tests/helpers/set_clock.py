"""A clock that a test sets."""

from datetime import datetime, timedelta

from tests.helpers.lecture import NINE


class SetClock:
    """Advances only when told."""

    def __init__(self) -> None:
        self.passed_s = 0.0

    def now(self) -> datetime:
        return NINE + timedelta(seconds=self.passed_s)

    def monotonic(self) -> float:
        return self.passed_s
