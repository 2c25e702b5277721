"""Minifies the phones' pages: `python scripts/minify_pages.py`.

Each text of the pages gets a copy in resources/minified, named by the digest of its source, so that
a copy that is out of date is never served. Copies without a source are deleted.
"""

import sys
from pathlib import Path

import minify

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from classroom_app.server.pages import MINIFIED_FOLDER, PAGE_FOLDERS, minified_name  # noqa: E402

# The newest JavaScript that Chrome 80 knows.
SCRIPT_VERSION = 2020
MEDIA_TYPES = {".js": "application/javascript", ".css": "text/css", ".html": "text/html"}


def minify_pages(resources: Path) -> None:
    """Bring the folder of minified copies up to date."""
    target = resources / MINIFIED_FOLDER
    target.mkdir(exist_ok=True)
    minify.config({"js-version": SCRIPT_VERSION})
    wanted = set()
    for folder in PAGE_FOLDERS:
        for source in sorted((resources / folder).iterdir()):
            media_type = MEDIA_TYPES.get(source.suffix)
            if media_type is None:
                continue
            body = source.read_bytes()
            copy = target / minified_name(source.name, body)
            wanted.add(copy)
            if not copy.exists():
                copy.write_bytes(minify.string(media_type, body.decode("utf-8")).encode("utf-8"))
    for copy in set(target.iterdir()) - wanted:
        copy.unlink()


if __name__ == "__main__":
    minify_pages(ROOT / "resources")
