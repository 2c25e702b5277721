"""The phones' pages and their assets, read once, each under a name that holds its hash.

A changed asset has another name, so phones may keep what they have for a year.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

STATIC = "/static/"
STUDENT_PAGE = "index.html"
REMOTE_PAGE = "remote.html"
SECURE_PAGE = "secure.html"
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}
_REFERENCE = re.compile(rb"""(?P<quote>["'(])(?P<prefix>/static/|\./)(?P<name>[\w\-.]+)""")
_MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent, plain and compressed."""

    media_type: str
    body: bytes
    gzipped: bytes


@dataclass(frozen=True, slots=True)
class Pages:
    """The documents by file name, and their assets by hashed path."""

    documents: dict[str, Asset]
    assets: dict[str, Asset]


def read_pages(*folders: Path) -> Pages:
    """Read pages and assets; names are shared by all folders. Blocks: call it before serving.

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
    hashed: dict[str, str] = {}
    assets: dict[str, Asset] = {}

    def rewrite(name: str, ancestors: tuple[str, ...]) -> bytes:
        if name in ancestors:
            raise ValueError(f"assets refer to each other: {' -> '.join((*ancestors, name))}")

        def refer(match: re.Match[bytes]) -> bytes:
            target = match["name"].decode()
            if target not in bodies:
                return match[0]
            return match["quote"] + match["prefix"] + settle(target, (*ancestors, name)).encode()

        body = bodies[name]
        return _REFERENCE.sub(refer, body) if Path(name).suffix in _TEXT else body

    def settle(name: str, ancestors: tuple[str, ...]) -> str:
        if name not in hashed:
            body = rewrite(name, ancestors)
            path = Path(name)
            digest = hashlib.sha256(body).hexdigest()[:8]
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


def _asset(path: Path, body: bytes) -> Asset:
    return Asset(_media_type(path), body, gzip.compress(body, mtime=0))


def _media_type(path: Path) -> str:
    known = _MEDIA_TYPES.get(path.suffix)
    return known or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
