"""The networks that the instructor has chosen for phones, stored in the settings."""

from collections.abc import Callable
from pathlib import Path

from classroom_app.system.startup_settings import StartupSettings

# A laptop sees a few; beyond this many the oldest choice is forgotten.
MOST = 30


class ChosenNetworks:
    """The choices, read from `start.json` of the data folder by the constructor, which blocks."""

    def __init__(self, data_dir: Path) -> None:
        self._settings = StartupSettings(data_dir)
        self._networks = self._settings.networks[:MOST]

    @property
    def networks(self) -> tuple[str, ...]:
        """The names of networks (see `Interface.network`), the latest choice first."""
        return self._networks

    def prefer(self, network: str) -> Callable[[], None]:
        """Put a network before all others; return a function that stores the choice.

        That function blocks, and raises OSError if the choice cannot be stored.
        """
        others = (one for one in self._networks if one != network)
        self._networks = chosen = (network, *others)[:MOST]
        return lambda: self._settings.choose(networks=list(chosen))
