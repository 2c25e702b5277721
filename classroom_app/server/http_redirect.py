"""Plain HTTP beside an encrypted class: phones start here, and are guided to the https address.

It serves the authority's certificate, and nothing about the class.
"""

import asyncio
import re
from collections.abc import Callable
from typing import Any, Protocol

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response

from classroom_app.application.services import CertificateFacts
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server.addresses import LOOPBACK, in_url, plain
from classroom_app.server.allowed_hosts import AllowedHosts, refusal
from classroom_app.server.bounds import Bounds
from classroom_app.server.http import (
    answer,
    asset_answer,
    error_answer,
    header_of,
    path_of,
    without_body,
    wrong_method,
)
from classroom_app.server.listening import listening_socket
from classroom_app.server.own_names import OwnNames
from classroom_app.server.pages import SECURE_PAGE, Pages
from classroom_app.server.pending_connections import IncomingConnection, PendingConnections
from classroom_app.server.typed_paths import is_typed

CERTIFICATE_PATH = "/classroom-ca.crt"
# Android offers to install a certificate with this media type.
CERTIFICATE_TYPE = "application/x-x509-ca-cert"
_HOST = re.compile(r"(?P<name>[\w.\-]+|\[[0-9a-fA-F:.]+\])(:\d+)?", re.ASCII)
_FOR_PEOPLE = re.compile(r"/|/join/?|/join/[^/]+/?|/remote/[^/]+/?|/upload/?")


class Authorities(Protocol):
    """Provides the certificates for the addresses of this PC; None if there is none yet."""

    def authority_for(self, address: str) -> bytes | None:
        """Return the authority that phones install (DER)."""

    def certificate_for(self, address: str) -> CertificateFacts | None:
        """Return the facts of the server's certificate."""


class RedirectServer:
    """Listens beside the encrypted server, whose port is `secure_port`."""

    def __init__(
        self,
        host: str,
        port: int,
        secure_port: Callable[[], int],
        authorities: Authorities,
        pages: Pages,
        bounds: Bounds,
        names: OwnNames,
    ) -> None:
        self._host, self._wanted_port, self._secure_port = host, port, secure_port
        self._authorities, self._pages, self._bounds = authorities, pages, bounds
        self._pending = PendingConnections(bounds.waiting, bounds.request_within_s)
        self._hosts = AllowedHosts(names)
        self._server: Server | None = None
        self._port: int | None = None

    @property
    def port(self) -> int:
        """The port that was bound. Call `start` first."""
        assert self._port is not None, "start() comes first"
        return self._port

    async def start(self) -> None:
        """Start listening.

        Raises:
            OSError: the address or port cannot be bound.
        """
        self._server = await serve(
            _no_sockets,
            sock=listening_socket(self._host, self._wanted_port),
            process_request=self._answer,
            create_connection=self._pending.connection_type(),
            compression=None,
            server_header=None,
            max_size=1_024,
            open_timeout=None,  # it would include our answer's time: see `request_within_s`
            close_timeout=self._bounds.close_timeout_s,
        )
        self._port = int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening, if started, and wait until every connection is closed."""
        if self._server is not None:
            self._server.close()
            await asyncio.sleep(0)  # from now on no connection is accepted
            self._pending.turn_out_silent()
            await self._server.wait_closed()

    async def _answer(self, socket: ServerConnection, request: Request) -> Response:
        assert isinstance(socket, IncomingConnection)
        socket.request_has_come()
        here = plain(str(socket.local_address[0]))
        foreign_host = self._hosts.foreign(request.headers.get_all("Host"), request.path)
        if foreign_host is None:
            response = self._respond(request, here)
        else:
            response = refusal(request, foreign_host, f"http://{in_url(here)}:{self.port}")
        return without_body(response) if request.method == "HEAD" else response

    def _respond(self, request: Request, here: str) -> Response:
        path = path_of(request)
        is_read = request.method in ("GET", "HEAD")
        if path == CERTIFICATE_PATH:
            if not is_read:
                return wrong_method("GET, HEAD")
            return self._certificate(here)
        asset = self._pages.assets.get(path)
        if asset is not None and is_read:
            return asset_answer(request, asset, {"Cache-Control": "no-cache"})
        secure = self._secure_origin(request)
        if is_read and (_FOR_PEOPLE.fullmatch(path) or is_typed(request)):
            page = self._pages.documents[SECURE_PAGE]
            return asset_answer(
                request, page, _page_headers(secure, self._authorities.certificate_for(here))
            )
        if is_read:
            return answer(308, b"", "text/plain", {"Location": secure + request.path})
        return error_answer(
            403, ErrorCode.FORBIDDEN, f"This class is encrypted: use {secure}{path}"
        )

    def _certificate(self, here: str) -> Response:
        authority = self._authorities.authority_for(here)
        if authority is None:
            return error_answer(
                503, ErrorCode.NOT_FOUND, "This address has no certificate yet: try again"
            )
        disposition = {"Content-Disposition": 'attachment; filename="classroom-ca.crt"'}
        return answer(200, authority, CERTIFICATE_TYPE, disposition)

    def _secure_origin(self, request: Request) -> str:
        match = _HOST.fullmatch(header_of(request, "Host"))
        host = match["name"] if match else in_url(LOOPBACK)
        return f"https://{host}:{self._secure_port()}"


def _page_headers(secure: str, certificate: CertificateFacts | None) -> dict[str, str]:
    told = [secure.rpartition(":")[2]]
    if certificate is not None:
        # If the phone used a name that the certificate lacks, the page leads to the address.
        address = f"https://{in_url(certificate.hosts[0])}:{told[0]}"
        secure += "" if address == secure else f" {address}"
        told += ["+".join(certificate.hosts), certificate.until.date().isoformat()]
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"connect-src {secure}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "X-Frame-Options": "DENY",
        # The page's script reads this cookie: the page itself is static, without inline scripts.
        "Set-Cookie": f"secure_class={'/'.join(told)}; SameSite=Lax; Path=/",
    }


async def _no_sockets(_socket: Any) -> None:
    """Never called: every request is answered over HTTP."""
