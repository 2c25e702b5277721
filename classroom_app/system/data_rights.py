"""Keeps what is in a data folder from other accounts of the computer, where the folder does not.

A folder that this program made is closed to them. One that was there before, since somebody chose
it or made it for `--data-dir`, may be open to all.
"""

import logging
from pathlib import Path

from classroom_app.system.owner_only import (
    create_private,
    keep_file_private,
    make_folder_private,
)

log = logging.getLogger(__name__)

_SETTINGS = "settings.ini"
_FILES = ("classroom.db", "classroom.db-wal", "classroom.db-shm", _SETTINGS)
_FOLDERS = ("screenshots", "on-servers")


def keep_data_private(folder: Path) -> None:
    """Take the right to read data in a folder from other accounts, as far as it is ours. Blocks."""
    try:
        for name in _FILES:
            if (folder / name).is_file():
                keep_file_private(folder / name)
        for name in _FOLDERS:
            if (folder / name).is_dir():
                make_folder_private(folder / name)
    except OSError as error:
        log.info("Other accounts may be able to read what is in %s: %s", folder, error)


def settings_file(folder: Path) -> Path:
    """Return the file of the window's settings, the Wi-Fi's password among them. Blocks.

    It is made if need be: Qt writes under the rights that it finds.
    """
    path = folder / _SETTINGS
    try:
        if not path.exists():
            create_private(path).close()
    except OSError as error:
        log.info("The settings cannot be kept: %s", error)
    return path
