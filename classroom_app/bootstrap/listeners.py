"""The servers that listen on ports: the class's own, the Android app's, and the HTTP redirect."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from classroom_app.application.activity import Activity
from classroom_app.bootstrap.basis import Basis
from classroom_app.bootstrap.core import Core
from classroom_app.bootstrap.visitors import Visitors
from classroom_app.config import Config
from classroom_app.server.addresses import LOOPBACK
from classroom_app.server.allowed_hosts import AllowedHosts
from classroom_app.server.android.listener import AndroidListener
from classroom_app.server.android.surroundings import AndroidContext
from classroom_app.server.bounded_connections import ConnectionLimit
from classroom_app.server.conversation import ConversationContext
from classroom_app.server.helper_service import HelperService
from classroom_app.server.http_redirect import RedirectServer
from classroom_app.server.name_lookups import NameLookups
from classroom_app.server.numbers import Numbers
from classroom_app.server.own_names import (
    OwnNames,
    Remembered,
    own_host_names,
    search_domains,
)
from classroom_app.server.phone_uploads import PhoneUploads
from classroom_app.server.session_server import SessionServer
from classroom_app.server.web import Web

if TYPE_CHECKING:
    from classroom_app.server.android.device_server import DeviceServer


def listening_ports(config: Config) -> list[int]:
    """Return the ports needed from the start; the Android app's is opened with a class."""
    return [config.port, _redirect_port(config)] if config.tls else [config.port]


def _redirect_port(config: Config) -> int:
    """Return the port of the HTTP redirect; the one between is the Android app's."""
    return config.port + 2 if config.port else 0


class Listeners:
    """The three servers; `redirect` is None unless classes are encrypted."""

    def __init__(self, basis: Basis, core: Core, visitors: Visitors, activity: Activity) -> None:
        self._basis, self._core, self._visitors = basis, core, visitors
        self._activity = activity
        self._names = OwnNames(
            basis.config.host, Remembered(own_host_names), Remembered(search_domains)
        )
        self.android = self._make_android()
        self.redirect = self._make_redirect()
        self.uploads = PhoneUploads(
            self.base_url,
            core.lessons.phone_picture,
            basis.clock.monotonic,
            basis.bounds.picture_pass_s,
        )
        self.helpers = HelperService(visitors.invitations, visitors.registry, self.base_url)
        self.server = self._make_server(self._make_web())

    async def start(self) -> None:
        """Listen; the Android app's port is opened when a class allows guests.

        Raises:
            OSError: a port cannot be listened on.
        """
        if self.redirect is not None:
            await self.redirect.start()
        await self.server.start()

    async def stop(self) -> None:
        """Close all connections and stop listening, on all ports at once."""
        self.uploads.close()
        parts = (self.android, self.redirect, self.server)
        await asyncio.gather(*(part.stop() for part in parts if part is not None))

    def base_url(self) -> str:
        """Return the address for phones, or "" if they cannot reach this computer."""
        return next(iter(self.server.urls()), "")

    def _make_android(self) -> AndroidListener:
        config, core, visitors = self._basis.config, self._core, self._visitors
        context = AndroidContext(
            classroom=core.classroom,
            instructor=core.instructor,
            devices=visitors.devices,
            screenshots=visitors.screenshots,
            repeat_limit=visitors.repeat_limit,
            tries=visitors.tries,
            activity=self._activity,
            clock=self._basis.clock,
            base_url=lambda: self.base_url() or f"http://{LOOPBACK}:{self.server.port}",
            hosts=AllowedHosts(self._names),
            seats=visitors.seats,
        )
        return AndroidListener(
            partial(_load_android_server, context, self._basis.bounds.waiting),
            config.host,
            config.port + 1 if config.port else 0,
        )

    def _make_redirect(self) -> RedirectServer | None:
        basis, config = self._basis, self._basis.config
        if basis.encryption is None:
            return None
        return RedirectServer(
            config.host,
            _redirect_port(config),
            lambda: self.server.port,
            basis.encryption,
            basis.pages,
            basis.bounds,
            self._names,
        )

    def _make_web(self) -> Web:
        basis, core, visitors = self._basis, self._core, self._visitors
        return Web(
            classroom=core.classroom,
            instructor=core.instructor,
            lessons=core.lessons,
            handouts=core.handouts,
            registry=visitors.registry,
            identities=visitors.identities,
            cookies=visitors.cookies,
            tries=visitors.tries,
            seats=visitors.seats,
            clock=basis.clock,
            pages=basis.pages,
            passes=visitors.passes,
            helpers=self.helpers,
            uploads=self.uploads,
            screenshots=visitors.screenshots,
            rest_port=lambda: self.android.port,
            instructor_key=basis.instructor_key,
            rights=visitors.rights,
            numbers=Numbers(core.rosters, NameLookups(basis.clock.monotonic)),
            cards=core.seat_cards,
            secure_cookies=basis.config.tls,
        )

    def _make_server(self, web: Web) -> SessionServer:
        basis, core, visitors = self._basis, self._core, self._visitors
        redirect, encryption = self.redirect, basis.encryption
        context = ConversationContext(
            classroom=core.classroom,
            instructor=core.instructor,
            registry=visitors.registry,
            activity=self._activity,
            clock=basis.clock,
            devices=visitors.devices,
            departures=visitors.departures,
            help_pictures=visitors.help_pictures,
            repeat_limit=visitors.repeat_limit,
            seats=visitors.seats,
            guest_join_s=basis.bounds.guest_join_s,
        )
        return SessionServer(
            context,
            web,
            visitors.identities,
            names=self._names,
            host=basis.config.host,
            port=basis.config.port,
            bounds=basis.bounds,
            encryption=encryption,
            entrance_port=(lambda: redirect.port) if redirect else None,
        )


def _load_android_server(
    context: AndroidContext, limit: ConnectionLimit
) -> "Callable[[], DeviceServer]":
    """Import aiohttp, which blocks for a while, and return the factory of the app's server."""
    from classroom_app.server.android.android_api import AndroidApi
    from classroom_app.server.android.device_server import DeviceServer

    return lambda: DeviceServer(AndroidApi(context).respond, limit)
