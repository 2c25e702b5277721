"""Minifies the phones' pages: `python scripts/minify_pages.py`.

Each text file of the pages, and each file joined from several, gets a copy in resources/minified.
Its name contains the digest of its source, so that an outdated copy is never served. Copies without
a source are deleted.
"""

import sys
from pathlib import Path

import minify

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from classroom_app.server.joined_modules import joined_modules  # noqa: E402
from classroom_app.server.pages import (  # noqa: E402
    JOINED,
    MINIFIED_FOLDER,
    PAGE_FOLDERS,
    minified_name,
)

# The newest version of JavaScript that Chrome 80 supports.
SCRIPT_VERSION = 2020
MEDIA_TYPES = {".js": "application/javascript", ".css": "text/css", ".html": "text/html"}


def minify_pages(resources: Path) -> None:
    """Bring the folder of minified copies up to date."""
    target = resources / MINIFIED_FOLDER
    target.mkdir(exist_ok=True)
    minify.config({"js-version": SCRIPT_VERSION})
    wanted = set()
    sources: dict[str, bytes] = {}

    def copy(name: str, body: bytes) -> None:
        path = target / minified_name(name, body)
        wanted.add(path)
        if not path.exists():
            media_type = MEDIA_TYPES[Path(name).suffix]
            path.write_bytes(minify.string(media_type, body.decode("utf-8")).encode("utf-8"))

    for folder in PAGE_FOLDERS:
        for source in sorted((resources / folder).iterdir()):
            if source.suffix in MEDIA_TYPES:
                sources[source.name] = source.read_bytes()
                copy(source.name, sources[source.name])
    for entry, apart in JOINED.items():
        if entry in sources:
            copy(entry, joined_modules(entry, sources, apart)[0])
    for outdated in set(target.iterdir()) - wanted:
        outdated.unlink()


if __name__ == "__main__":
    minify_pages(ROOT / "resources")
