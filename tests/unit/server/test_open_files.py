"""The limit of open files is raised as far as the system allows."""

import sys

import pytest

from classroom_app.server.open_files import ENOUGH, allow_many_connections

if sys.platform != "win32":
    import resource

    class Limits:
        """The system's limits; `most` is what it really allows."""

        def __init__(self, soft: int, hard: int, most: int) -> None:
            self.soft, self.hard, self._most = soft, hard, most

        def getrlimit(self, _which: int) -> tuple[int, int]:
            return self.soft, self.hard

        def setrlimit(self, _which: int, limits: tuple[int, int]) -> None:
            if limits[0] > self._most:
                raise ValueError("current limit exceeds maximum limit")
            self.soft, self.hard = limits

    @pytest.mark.parametrize(
        ("soft", "hard", "most", "then"),
        [
            (1_024, 1_048_576, 1_048_576, ENOUGH),
            (1_024, 4_096, 4_096, 4_096),
            (256, resource.RLIM_INFINITY, 10_240, 10_240),  # macOS
            (256, resource.RLIM_INFINITY, 512, 256),
            (65_536, 65_536, 65_536, 65_536),
            (resource.RLIM_INFINITY, resource.RLIM_INFINITY, 1, resource.RLIM_INFINITY),
        ],
    )
    def test_it_is_raised_as_far_as_allowed(
        monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, most: int, then: int
    ) -> None:
        limits = Limits(soft, hard, most)
        monkeypatch.setattr(resource, "getrlimit", limits.getrlimit)
        monkeypatch.setattr(resource, "setrlimit", limits.setrlimit)
        allow_many_connections()
        assert (limits.soft, limits.hard) == (then, hard)
