"""The networks that the instructor has chosen for phones, the latest first; kept for next time."""

from collections.abc import Callable
from pathlib import Path

from classroom_app.system.startup_settings import StartupSettings

# A laptop sees a few; what is not used for so many choices is forgotten.
MOST = 30


class ChosenNetworks:
    """Read from `start.json` of the data folder when it is made. Blocks then."""

    def __init__(self, data_dir: Path) -> None:
        self._settings = StartupSettings(data_dir)
        self._networks = self._settings.networks[:MOST]

    @property
    def networks(self) -> tuple[str, ...]:
        """The names of networks (see `Interface.network`), the latest choice first."""
        return self._networks

    def prefer(self, network: str) -> Callable[[], None]:
        """Put a network before all others; return what keeps that, which blocks.

        What is returned raises OSError where the choice cannot be kept.
        """
        others = (one for one in self._networks if one != network)
        self._networks = chosen = (network, *others)[:MOST]
        return lambda: self._settings.choose(networks=list(chosen))
