"""The server: one port for WebSocket and HTTP, on the app's event loop."""

import asyncio
import logging
import re
import ssl
from collections.abc import Callable
from typing import Protocol
from urllib.parse import unquote

from msgspec import structs
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.protocol import State

from classroom_app.application.services import CertificateFacts
from classroom_app.protocol import endpoints, limits
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server import addresses, handshake, refusals
from classroom_app.server.adapter_kinds import Interface
from classroom_app.server.allowed_hosts import AllowedHosts, refusal
from classroom_app.server.bounds import Bounds
from classroom_app.server.caller import Caller
from classroom_app.server.connection import Connection
from classroom_app.server.conversation import Conversation, ConversationContext
from classroom_app.server.handshake import Accepted
from classroom_app.server.held_answers import HeldAnswers
from classroom_app.server.http import (
    error_answer,
    header_of,
    path_of,
    phone_key_of,
    role_of,
    ticket_of,
    without_body,
    wrong_method,
)
from classroom_app.server.identities import HELPER, INSTRUCTOR, Identities, token_sha256
from classroom_app.server.listening import listening_socket, reset
from classroom_app.server.long_answer import written_slowly
from classroom_app.server.own_names import OwnNames, OwnOrigins
from classroom_app.server.page_requests import may_be_of_a_foreign_page
from classroom_app.server.pending_connections import (
    IncomingConnection,
    PendingConnections,
    is_held_back,
)
from classroom_app.server.pending_tls import PendingTls
from classroom_app.server.picture_upload import AcceptedPhone
from classroom_app.server.unsent_limit import UnsentLimit
from classroom_app.server.upload_connection import UploadConnection
from classroom_app.server.web import Web

log = logging.getLogger(__name__)

# An empty code matches too: it is answered like any other wrong code.
SOCKET_PATH = re.compile(endpoints.SOCKET.path.replace("{code}", "([^/]*)") + "/?")
UPLOAD_SOCKET_PATH = endpoints.UPLOAD_SOCKET.pattern
# With 1,024, some of 2,000 phones that came at once had to try again after a second
# (docs/PERFORMANCE.md, "Accepting").
BACKLOG = 4_096
# When this many wait, reading pauses and TCP slows the phone down: a connection's message is
# answered before its next one is handled (ARCHITECTURE.md, decision 2).
MAX_QUEUED_FRAMES = 16
# How many foreign origins are logged per run.
MOST_FOREIGN = 20
GOODBYE_S = 2.5
"""How long phones have to complete the closing handshake when the program stops.

Windows ends a program five seconds after its console closes (ARCHITECTURE.md, decision 21).
"""


class Encrypts(Protocol):
    """Provides the certificates of an encrypted class."""

    def context_for(self, address: str) -> ssl.SSLContext:
        """Return the TLS context for connections to one of our addresses."""

    def certificate_for(self, address: str) -> CertificateFacts | None:
        """Return the facts of that address's certificate, None if there is none."""


class SessionServer:
    """Listens, authorizes each connection, and runs a `Conversation` on it."""

    def __init__(
        self,
        around: ConversationContext,
        web: Web,
        identities: Identities,
        *,
        names: OwnNames,
        host: str,
        port: int,
        bounds: Bounds,
        encryption: Encrypts | None = None,
        entrance_port: Callable[[], int] | None = None,
    ) -> None:
        self._around, self._web, self._identities = around, web, identities
        self._host, self._wanted_port = host, port
        self._bounds = bounds
        self._encryption, self._entrance_port = encryption, entrance_port
        self._scheme = "https" if encryption else "http"
        self._server: Server | None = None
        self._port: int | None = None
        # The adapters where phones reach this PC, the likeliest first; `network` refreshes them.
        self.interfaces: tuple[Interface, ...] = ()
        # Our addresses that requests from another device have arrived at.
        self.reached: set[str] = set()
        self._names, self._hosts = names, AllowedHosts(names)
        self._origins = OwnOrigins(port, names, self._scheme)
        self._foreign: set[str] = set()
        self._pending = PendingConnections(
            bounds.waiting, bounds.request_within_s, around.clock.monotonic
        )
        self._unsent_limit = UnsentLimit(around.clock.monotonic)
        self._held_answers = HeldAnswers()
        self._pending_tls = (
            PendingTls(
                encryption.context_for,
                self._pending,
                entrance_port,
                close_timeout_s=bounds.close_timeout_s,
            )
            if encryption
            else None
        )

    @property
    def host(self) -> str:
        """The address the server listens on."""
        return self._host

    @property
    def scheme(self) -> str:
        """`https` when the class is encrypted."""
        return self._scheme

    @property
    def port(self) -> int:
        """The port that was bound, also after `stop`. Call `start` first."""
        assert self._port is not None, "start() comes first"
        return self._port

    @property
    def certificate(self) -> CertificateFacts | None:
        """The certificate at the address that phones use; None without encryption or network."""
        if self._encryption is None or not self.interfaces:
            return None
        return self._encryption.certificate_for(self.interfaces[0].address)

    def urls(self) -> list[str]:
        """Return the URLs that phones open first, the likeliest first.

        They lead to the HTTP redirect if there is one. The list is empty while this PC is in no
        network that phones can reach.
        """
        return [self.url_of(interface) for interface in self.interfaces]

    @property
    def entrance_port(self) -> int:
        """The port that phones open first: the HTTP redirect's if there is one, or our own."""
        return self._entrance_port() if self._entrance_port else self.port

    def url_of(self, interface: Interface) -> str:
        """Return the URL that phones open first on one adapter."""
        return self._url_at(interface.address)

    def _url_at(self, address: str) -> str:
        return f"http://{addresses.in_url(address)}:{self.entrance_port}"

    def join_url(self, code: str) -> str:
        """Return the URL in a session's QR code; "" while phones cannot reach this PC."""
        urls = self.urls()
        return f"{urls[0]}/join/{code}" if urls else ""

    async def start(self) -> None:
        """Start listening.

        Raises:
            OSError: the address or port cannot be bound.
        """
        self._server = await serve(
            self._converse,
            sock=listening_socket(self._host, self._wanted_port, BACKLOG),
            process_request=self._process_request,
            # With TLS this creates a `PendingTlsConnection`, replaced after the handshake.
            create_connection=(self._pending_tls or self._pending).connection_type(),  # type: ignore[arg-type]
            compression=None,  # so that a frame has the same bytes for all (decision 6)
            server_header=None,
            max_size=limits.MAX_FRAME_BYTES,
            max_queue=MAX_QUEUED_FRAMES,
            open_timeout=None,  # it would include our answer's time: see `request_within_s`
            ping_interval=self._bounds.ping_every_s,
            ping_timeout=self._bounds.ping_timeout_s,
            close_timeout=self._bounds.close_timeout_s,
            backlog=BACKLOG,
        )
        self._port = int(self._server.sockets[0].getsockname()[1])
        self._origins = OwnOrigins(self.port, self._names, self._scheme)

    async def stop(self) -> None:
        """Close every connection with 1001 and wait until each conversation is over.

        Connections that have not closed after `GOODBYE_S` are reset.
        """
        if self._server is not None:
            for socket in self._server.all_connections:
                # It has been sent a close and is slow to answer; or its close frame would be
                # read only after much other data.
                if socket.state is State.CLOSING or is_held_back(socket):
                    socket.transport.abort()
            self._server.close()
            self._pending.turn_out_silent()
            over = asyncio.ensure_future(self._server.wait_closed())
            await asyncio.wait([over], timeout=GOODBYE_S)
            for socket in self._server.all_connections:
                reset(socket.transport)
            self._pending.turn_out_silent()  # those that connected in the meantime
            await over

    # Each request -------------------------------------------------------------------------------

    async def _process_request(self, socket: ServerConnection, request: Request) -> Response | None:
        assert isinstance(socket, IncomingConnection)
        socket.request_has_come()
        try:
            response = await self._answer(socket, request)
        except Exception:
            log.exception("A request failed")
            response = error_answer(500, ErrorCode.INTERNAL_ERROR, "Something went wrong here")
        if response is None:
            return None
        if request.method == "HEAD":
            return without_body(response)
        with self._held_answers.holding(socket, bytes(response.body)) as response.body:
            return await written_slowly(socket, response)

    async def _answer(self, socket: IncomingConnection, request: Request) -> Response | None:
        """Return the HTTP response, or None to accept the WebSocket (`socket.accepted` is set)."""
        here = addresses.plain(str(socket.local_address[0]))
        self._note_visit(socket.address, here)
        caller = self._caller(socket, request)
        path = path_of(request)
        match = SOCKET_PATH.fullmatch(path)
        upload = UPLOAD_SOCKET_PATH.fullmatch(path) if match is None else None
        is_socket = match is not None or upload is not None
        is_foreign = not self._comes_from_us(socket, request)
        changes = is_socket or request.method not in ("GET", "HEAD")
        foreign_host = self._hosts.foreign(request.headers.get_all("Host"), request.path)
        if foreign_host is not None and not (is_foreign and changes):
            return refusal(request, foreign_host, self._url_at(here))
        if not is_socket:
            if is_foreign and changes:
                return self._web.throttle.refuse(caller, refusals.FOREIGN)
            return await self._web.respond(caller)
        if request.method != "GET":
            return wrong_method("GET")
        if is_foreign:
            return self._web.throttle.refuse(caller, refusals.FOREIGN)
        if upload is not None:
            return self._let_pictures_in(socket, caller, upload[1])
        assert match is not None, "it is one of the two sockets"
        too_soon = await self._web.throttle.turn_at_socket(caller)
        if too_soon is not None:
            return too_soon
        slowed = self._web.throttle.slowed_at_socket(caller)
        if slowed is not None:
            return slowed
        await self._make_room(caller, match[1])
        decision = handshake.authorize(
            self._around.classroom, match[1], caller.identity, brings_cookie=caller.brings_cookie
        )
        if isinstance(decision, refusals.Rejected):
            return self._web.throttle.refuse(caller, decision, match[1])
        if caller.identity is None and not decision.only_back:
            self._web.throttle.note_right(caller)
        phone = token_sha256(caller.token) if caller.token else ""
        socket.accepted = structs.replace(decision, phone=phone)
        return None

    async def _make_room(self, caller: Caller, code_text: str) -> None:
        """If the class is full, free a seat for a guest or a student whose own has lapsed."""
        if caller.is_instructor or (caller.brings_cookie and caller.identity is None):
            return
        classroom = self._around.classroom
        meant = handshake.session_meant(classroom, code_text, caller.identity)
        session = classroom.session(meant.id) if meant else None
        if session is not None and handshake.is_full(session):
            await self._around.seats.make_room(session)

    def _let_pictures_in(
        self, socket: IncomingConnection, caller: Caller, token: str
    ) -> Response | None:
        upload = self._web.uploads.find(caller, token)
        if isinstance(upload, Response):
            return upload
        socket.protocol.max_message_size = limits.PICTURE_PIECE_BYTES
        socket.accepted = AcceptedPhone(upload, phone_key_of(caller.request))
        return None

    def _caller(self, socket: IncomingConnection, request: Request) -> Caller:
        cookies = request.headers.get_all("Cookie")
        role = role_of(request)
        known = self._identities.identify(cookies, role)
        if known is None and role not in (INSTRUCTOR, HELPER):
            known = self._identities.of_ticket(ticket_of(request))
        token, identity = known if known else (None, None)
        _, leader = self._identities.identify(cookies, INSTRUCTOR) or (None, None)
        is_certain = self._hosts.is_certain(request.headers.get_all("Host"))
        here, host = addresses.plain(str(socket.local_address[0])), header_of(request, "Host")
        from_page = may_be_of_a_foreign_page(
            request, lambda origin: self._origins.is_own(unquote(origin), here, host)
        )
        return Caller(request, socket.address, token, identity, leader, is_certain, from_page)

    def _note_visit(self, visitor: str, own: str) -> None:
        if visitor != own and visitor != addresses.LOOPBACK:
            self.reached.add(own)

    def _comes_from_us(self, socket: ServerConnection, request: Request) -> bool:
        here, host = addresses.plain(str(socket.local_address[0])), header_of(request, "Host")
        for origin in request.headers.get_all("Origin"):
            if not self._origins.is_own(unquote(origin), here, host):
                self._note_foreign(origin, host)
                return False
        return True

    def _note_foreign(self, origin: str, host: str) -> None:
        """Log a refused origin once: it may be our own page under a name we do not know."""
        if origin in self._foreign or len(self._foreign) >= MOST_FOREIGN:
            return
        self._foreign.add(origin)
        log.info(
            "A page of %.100r was refused, which asked under %.100r: neither is an address of this "
            "computer. If it is the class's own page, open it at the address that the window shows",
            origin,
            host,
        )

    async def _converse(self, socket: ServerConnection) -> None:
        assert isinstance(socket, IncomingConnection)
        accepted = socket.accepted
        assert accepted is not None, "only who was accepted gets this far"
        socket.forget_handshake()
        if isinstance(accepted, AcceptedPhone):
            self._pending.leave(socket)
            await UploadConnection(accepted, socket, socket.counted.rate).run()
        else:
            await self._converse_in_class(socket, accepted)

    async def _converse_in_class(self, socket: IncomingConnection, accepted: Accepted) -> None:
        identity = accepted.identity
        connection = Connection(
            socket,
            accepted.session_id,
            is_instructor=identity is not None and identity.role == INSTRUCTOR,
            is_remote=identity is not None and identity.remote,
            participant_id=identity.participant_id if identity else None,
            helper_id=identity.user_id if identity and identity.role == HELPER else None,
            invited_at=identity.invited_at if identity else None,
            phone=accepted.phone,
            unsent_limit=self._unsent_limit,
        )

        def let_in() -> None:
            self._pending.leave(socket)
            if self._pending_tls is not None:
                self._pending_tls.handshakes.know(socket.address)

        await Conversation(
            self._around,
            socket,
            connection,
            socket.counted.rate,
            let_in,
            socket.address,
            only_back=accepted.only_back,
        ).run()
