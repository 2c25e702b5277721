"""The sample lessons shipped with the program, by language."""

from pathlib import Path

from classroom_app.system.paths import resources_dir

LANGUAGES = ("ko", "en")


def sample_paths() -> dict[str, list[Path]]:
    """Return the files, by language and in order."""
    folder = resources_dir() / "lessons"
    return {language: sorted((folder / language).glob("*.json")) for language in LANGUAGES}
