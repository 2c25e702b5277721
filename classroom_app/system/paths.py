"""Where files are: those shipped with the program, and those that it stores."""

from pathlib import Path

import platformdirs

from classroom_app.system.owner_only import make_folder_private

_PACKAGE = Path(__file__).parents[1]


def _shipped(name: str) -> Path:
    """Return a folder that is in the package when installed, and beside it in the source tree."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources_dir() -> Path:
    """Return the folder of the student page, icons, translations and sample lessons."""
    return _shipped("resources")


def guides_dir() -> Path:
    """Return the folder of the instructor's guide and its pictures."""
    return _shipped("docs")


def migrations_dir() -> Path:
    """Return the folder of the database migrations."""
    return _shipped("migrations")


def default_log_dir() -> Path:
    """Return the platform's folder for this user's log files."""
    return platformdirs.user_log_path("classroom_app", appauthor=False)


def default_data_dir() -> Path:
    """Return the platform's folder for this user's data."""
    return platformdirs.user_data_path("classroom_app", appauthor=False)


def make_data_dir(folder: Path) -> None:
    """Make this user's data folder unless it exists; other accounts cannot look into it.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_folder_private(folder)
