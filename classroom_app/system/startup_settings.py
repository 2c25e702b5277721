"""Settings for the start that the command line does not give, such as the port and data folder.

They are stored in the data folder they belong to, except the choice of the data folder itself: that
is in the platform's folder, where every start looks.
"""

import json
import logging
from pathlib import Path
from typing import Any

from classroom_app.system.atomic_write import atomic_write

log = logging.getLogger(__name__)

FILE = "start.json"


class StartupSettings:
    """The file `start.json` of one folder. Blocks."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @property
    def port(self) -> int | None:
        """The chosen port, or None."""
        port = self._read().get("port")
        return port if isinstance(port, int) and 0 <= port <= 65_535 else None

    @property
    def data_dir(self) -> Path | None:
        """The chosen data folder, or None."""
        folder = self._read().get("data_dir")
        return Path(folder) if isinstance(folder, str) and folder else None

    @property
    def tls(self) -> bool:
        """Whether classes are to be encrypted."""
        return self._read().get("tls") is True

    @property
    def database(self) -> str | None:
        """The URL of the chosen database, without a password; None for the folder's own file."""
        database = self._read().get("database")
        return database if isinstance(database, str) and database else None

    @property
    def networks(self) -> tuple[str, ...]:
        """The networks chosen for phones, the latest first."""
        networks = self._read().get("networks")
        if not isinstance(networks, list):
            return ()
        return tuple(one for one in networks if isinstance(one, str))

    def choose(self, **choice: str | int | bool | list[str]) -> None:
        """Store a choice for the next start.

        Raises:
            OSError: it cannot be written; earlier choices still hold.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**self._read(), **choice}, ensure_ascii=False, indent=1)
        with atomic_write(self._path) as beside:
            beside.write_text(text + "\n", encoding="utf-8")

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except OSError:  # usually there is none; a bad folder is reported when it is used
            return {}
        except ValueError as error:
            log.warning("%s cannot be read and is passed over (%s)", self._path, error)
            return {}
        return content if isinstance(content, dict) else {}
