"""The source of the phone's own page, which the preview follows."""

from classroom_app.system.paths import resources_dir

STUDENT = resources_dir() / "student"


def read(name: str) -> str:
    return (STUDENT / name).read_text(encoding="utf-8")
