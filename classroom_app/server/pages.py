"""The phones' pages and their assets, read once; each asset's name contains its hash.

A changed asset has another name, so phones may cache assets for a year. The build writes a minified
copy of each text into the folder `minified` (see `scripts/minify_pages.py`); a source without a
copy, such as one that was just edited, is served unchanged.

The student page's modules are served as one, `main.js`, without the strings: those are fetched
first, in the phone's language. Other modules are loaded only when needed: `lesson_picture.js` and
`lesson_question.js` by lessons with pictures or questions, `number_pad.js` by classes that ask for
numbers, `picture.js` to add a photo to a help request, and `moved.js` for a class that was resumed
at another computer.
"""

import gzip
import hashlib
import mimetypes
import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from classroom_app.server.joined_modules import joined_modules

STATIC = "/static/"
STUDENT_PAGE = "index.html"
REMOTE_PAGE = "remote.html"
SECURE_PAGE = "secure.html"
UPLOAD_PAGE = "upload.html"
SEAT_PAGE = "seat.html"
HELPER_PAGE = "helper.html"
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}
PAGE_FOLDERS = ("student", "remote", "secure", "upload", "seat", "helper")
MINIFIED_FOLDER = "minified"
# The modules that their imports are joined to, each with the imports that stay separate.
JOINED = {
    "main.js": ("texts.js",),
    "lesson_picture.js": ("texts.js",),
    "lesson_question.js": ("texts.js",),
    "number_pad.js": ("texts.js",),
    "picture.js": (),
}
_PRELOAD = re.compile(rb"""<link rel=["']?modulepreload["']? href=["']?/static/([\w.]+)["']?>\n?""")
_DIGEST_LENGTH = 16
# A reference in a document, style sheet or module to an asset of the same or another page's folder:
# on the server all assets share one folder. A minified attribute has no quotes.
_REFERENCE = re.compile(
    rb"""(?P<before>["'(=])(?P<prefix>/static/|\.\.?/(?:\w+/)?)(?P<name>[\w\-.]+)"""
)
_COMMENT = re.compile(rb"(/\*\*.*?\*/)", re.DOTALL)
_MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".json": "application/json",
}


class Asset(Struct, frozen=True, dict=True):
    """A file as it is sent, uncompressed and gzipped."""

    media_type: str
    body: bytes

    @cached_property
    def gzipped(self) -> bytes:
        """The file gzipped; done when the first phone asks, so that the start does not wait."""
        return gzip.compress(self.body, mtime=0)


class Pages(Struct, frozen=True):
    """The documents by file name, and their assets by hashed path."""

    documents: dict[str, Asset]
    assets: dict[str, Asset]


def read_pages(*folders: Path, minified: Path | None = None) -> Pages:
    """Read pages and assets; names are shared by all folders. Blocks: call it before serving.

    `minified` is the folder of the minified copies, if there are any.

    Raises:
        OSError: a file cannot be read.
        ValueError: assets refer to each other in a circle.
    """
    bodies = {
        path.name: path.read_bytes()
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.is_file()
    }
    texts = {
        name: _smallest(name, body, minified)
        for name, body in bodies.items()
        if Path(name).suffix in _TEXT
    }
    joined: dict[str, set[str]] = {}
    for entry, apart in JOINED.items():
        if entry in texts:
            source, joined[entry] = joined_modules(entry, bodies, apart)
            smallest = _smallest(entry, source, minified)
            # Without a minified copy of the whole, join the minified parts.
            texts[entry] = (
                joined_modules(entry, texts, apart)[0] if smallest is source else smallest
            )
    hashed: dict[str, str] = {}
    assets: dict[str, Asset] = {}

    def rewrite(name: str, ancestors: tuple[str, ...]) -> bytes:
        if name in ancestors:
            raise ValueError(f"assets refer to each other: {' -> '.join((*ancestors, name))}")

        def refer(match: re.Match[bytes]) -> bytes:
            target = match["name"].decode()
            if target not in bodies:
                return match[0]
            prefix = STATIC.encode() if match["prefix"] == STATIC.encode() else b"./"
            return match["before"] + prefix + settle(target, (*ancestors, name)).encode()

        if name not in texts:
            return bodies[name]
        text = _without_joined(texts[name], joined)
        # Skip comments: type imports in them refer to modules that browsers do not load.
        parts = _COMMENT.split(text) if name.endswith(".js") else [text]
        return b"".join(
            part if part.startswith(b"/**") else _REFERENCE.sub(refer, part) for part in parts
        )

    def settle(name: str, ancestors: tuple[str, ...]) -> str:
        if name not in hashed:
            body = rewrite(name, ancestors)
            path = Path(name)
            digest = hashlib.sha256(body).hexdigest()[:6]
            hashed[name] = f"{path.stem}.{digest}{path.suffix}"
            assets[STATIC + hashed[name]] = _asset(path, body)
        return hashed[name]

    documents: dict[str, Asset] = {}
    for name in bodies:
        if name.endswith(".html"):
            documents[name] = _asset(Path(name), rewrite(name, ()))
        else:
            settle(name, ())
    return Pages(documents, assets)


def minified_name(name: str, source: bytes) -> str:
    """Return the file name of the minified copy of exactly this source."""
    digest = hashlib.sha256(source).hexdigest()[:_DIGEST_LENGTH]
    return f"{Path(name).stem}.{digest}{Path(name).suffix}"


def _without_joined(document: bytes, joined: dict[str, set[str]]) -> bytes:
    """Remove the preload links of modules that are joined to another preloaded one."""
    preloaded = {name.decode() for name in _PRELOAD.findall(document)}
    needless = set().union(*(joined[entry] for entry in preloaded & joined.keys()))
    return _PRELOAD.sub(lambda link: b"" if link[1].decode() in needless else link[0], document)


def _smallest(name: str, source: bytes, minified: Path | None) -> bytes:
    if minified is None:
        return source
    copy = minified / minified_name(name, source)
    return copy.read_bytes() if copy.is_file() else source


def _asset(path: Path, body: bytes) -> Asset:
    return Asset(_media_type(path), body)


def _media_type(path: Path) -> str:
    known = _MEDIA_TYPES.get(path.suffix)
    return known or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
