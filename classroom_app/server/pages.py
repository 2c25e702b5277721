"""The phones' pages and their assets, read once, each under a name that holds its hash.

A changed asset has another name, so phones may keep what they have for a year. What explains the
source to people (comments, indentation, long blanks) is taken out: phones need not fetch it.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

STATIC = "/static/"
STUDENT_PAGE = "index.html"
REMOTE_PAGE = "remote.html"
SECURE_PAGE = "secure.html"
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}
_REFERENCE = re.compile(rb"""(?P<quote>["'(])(?P<prefix>/static/|\./)(?P<name>[\w\-.]+)""")
_INDENTATION = re.compile(rb"^[ \t]+|\n(?=\n)|(?<=>)\n\s*(?=<)", re.MULTILINE)
# Not before a slash, which would become part of the value.
_NEEDLESS_QUOTES = re.compile(rb"""="([\w#./-]+)"(?=[\s>])""")
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

        suffix = Path(name).suffix
        if suffix not in _TEXT:
            return bodies[name]
        return lean(_REFERENCE.sub(refer, bodies[name]), suffix)

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


def lean(body: bytes, suffix: str) -> bytes:
    """Return what a browser needs of a text: the same page, script or style in fewer bytes."""
    match suffix:
        case ".js":
            return bytes(jsmin(body))
        case ".css":
            return bytes(cssmin(body))
        case ".html":
            return _NEEDLESS_QUOTES.sub(rb"=\1", _INDENTATION.sub(b"", body))
        case _:
            return body


def _asset(path: Path, body: bytes) -> Asset:
    return Asset(_media_type(path), body, gzip.compress(body, mtime=0))


def _media_type(path: Path) -> str:
    known = _MEDIA_TYPES.get(path.suffix)
    return known or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
