"""Reads HTTP requests and builds responses, on top of what `websockets` parses."""

import re
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from classroom_app.protocol.codec import encode_body
from classroom_app.protocol.errors import ErrorCode
from classroom_app.protocol.messages_out import HttpError, HttpErrorDetail
from classroom_app.server.pages import Asset
from classroom_app.server.refusals import Rejected

JSON = "application/json"
_ASCII_FOR = [bytes([n]) if n < 0x80 else b"%%%02X" % n for n in range(256)]
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_MOST_ACCEPTED = 1_000
"""Characters of `Accept-Encoding`, which names a handful: taking 90 kB apart takes 20 ms."""
_SAFE_HOST = re.compile(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?", re.ASCII)


def header_of(request: Request, name: str) -> str:
    """Return a header's value, "" if absent; repeated headers are joined (RFC 9110 §5.3)."""
    return ", ".join(request.headers.get_all(name))


def path_of(request: Request) -> str:
    """Return the path, percent-decoded; undecodable bytes become U+FFFD and match nothing.

    Return "" if the target cannot be parsed as a URL.
    """
    try:
        return unquote(urlsplit(request.path).path)
    except ValueError:
        return ""


def query_of(request: Request) -> dict[str, str]:
    """Return the first value of each query parameter.

    Raises:
        UnicodeDecodeError: a value is not UTF-8.
        ValueError: there are too many parameters.
    """
    if "?" not in request.path:
        return {}
    values = _values_in(urlsplit(request.path).query)
    if isinstance(values, ValueError):
        raise values.with_traceback(None)
    return values


# Of each request it is asked for several times: of a long one, that took two milliseconds.
@lru_cache(maxsize=16)
def _values_in(query: str) -> dict[str, str] | ValueError:
    try:
        values = parse_qs(query, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError as error:
        return error
    return {name: first[0] for name, first in values.items()}


def ticket_of(request: Request) -> str | None:
    """Return the ticket of a page whose browser keeps no cookies, None if there is none."""
    try:
        return query_of(request).get("ticket") or None
    except ValueError:
        return None


def phone_key_of(request: Request) -> str:
    """Return the key that identifies a phone uploading pictures for a lesson; "" if none."""
    try:
        return query_of(request).get("phone", "")
    except ValueError:
        return ""


def role_of(request: Request) -> str | None:
    """Return the role named in the query, None if it names none that we know."""
    try:
        role = query_of(request).get("role")
    except ValueError:
        return None
    return role if role in ("STUDENT", "INSTRUCTOR", "HELPER") else None


def answer(
    status: int, body: bytes, media_type: str, extra: dict[str, str] | None = None
) -> Response:
    """Return a response that is not cached; `extra` adds headers or replaces the defaults."""
    headers = Headers(
        {
            "Content-Type": media_type,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Connection": "close",
        }
    )
    for name, value in (extra or {}).items():
        if name in headers:
            del headers[name]
        headers[name] = value
    return Response(status, HTTPStatus(status).phrase, headers, body)


def json_answer(status: int, body: Struct, extra: dict[str, str] | None = None) -> Response:
    """Return a JSON response."""
    return answer(status, encode_body(body), JSON, extra)


def language_header(language: str) -> dict[str, str]:
    """Return the header that names a lesson's language; empty if it is no language tag.

    Phones read the steps aloud in this language.
    """
    return {"Content-Language": language} if _LANGUAGE_TAG.fullmatch(language) else {}


def error_answer(
    status: int, code: ErrorCode, message: str, extra: dict[str, str] | None = None
) -> Response:
    """Return the JSON form of a refusal (docs/PROTOCOL.md, "Errors")."""
    return json_answer(status, HttpError(HttpErrorDetail(code, message)), extra)


def refusal_answer(rejected: Rejected) -> Response:
    """Return the JSON response for a refusal, with `Retry-After` if it names a wait."""
    retry_after_s = rejected.retry_after_s
    extra = None if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    return error_answer(rejected.status, rejected.code, rejected.message, extra)


def refusal_by_library(status: int, text: str) -> Response:
    """Return the JSON form of a refusal by `websockets` itself, with the first line of its text."""
    code = ErrorCode.INTERNAL_ERROR if status in (500, 503) else ErrorCode.INVALID_FIELD
    return error_answer(int(status), code, text.partition("\n")[0])


def not_a_request(fault: BaseException) -> Response:
    """Return the 400 for data that `websockets` cannot parse as a request without a body."""
    cause = fault.__cause__
    has_body = isinstance(cause, NotImplementedError) or "request body" in str(cause)
    message = "Send this request without a body" if has_body else "This is not an HTTP request"
    return error_answer(400, ErrorCode.INVALID_FIELD, message)


def in_ascii(request_line: bytes) -> bytes:
    """Percent-encode the raw UTF-8 bytes that some clients send in the request line."""
    if request_line.isascii():
        return request_line
    return b"".join([_ASCII_FOR[byte] for byte in request_line])


def takes_gzip(accepted: str) -> bool:
    """Return whether `Accept-Encoding` allows gzip: by name, or by `*` where it is not named.

    A weight of zero forbids it (RFC 9110 §12.5.3).
    """
    weights = {}
    for coding in accepted[:_MOST_ACCEPTED].lower().split(","):
        name, _, parameters = coding.partition(";")
        weight = re.fullmatch(r"\s*q\s*=\s*([0-9.]+)\s*", parameters)
        weights[name.strip()] = weight is None or weight[1].strip("0.") != ""
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", False)))


def asset_answer(request: Request, asset: Asset, extra: dict[str, str]) -> Response:
    """Return a page or an asset, gzipped if the client accepts that."""
    headers = {"Vary": "Accept-Encoding", **extra}
    if not takes_gzip(header_of(request, "Accept-Encoding")):
        return answer(200, asset.body, asset.media_type, headers)
    headers["Content-Encoding"] = "gzip"
    return answer(200, asset.gzipped, asset.media_type, headers)


def wrong_method(allow: str) -> Response:
    """Return a 405; `allow` is the value of its `Allow` header."""
    return error_answer(405, ErrorCode.METHOD_NOT_ALLOWED, f"Use {allow} here", {"Allow": allow})


def without_body(response: Response) -> Response:
    """Return the response to HEAD: the same headers, no body."""
    return Response(response.status_code, response.reason_phrase, response.headers, b"")


def page_headers(request: Request) -> dict[str, str]:
    """Return the headers of our pages: no inline code, nothing from other origins.

    The WebSocket addresses are listed besides 'self', which does not cover ws: in older browsers.
    """
    host = header_of(request, "Host")
    sockets = f" ws://{host} wss://{host}" if _SAFE_HOST.fullmatch(host) else ""
    return {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; "
            f"connect-src 'self'{sockets}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "X-Frame-Options": "DENY",
        # So that its requests for a class can be told from those of foreign pages.
        "Referrer-Policy": "same-origin",
    }
