"""The parts that know who is connected, who may reconnect, and what they have sent."""

from msgspec import Struct

from classroom_app.bootstrap.basis import Basis
from classroom_app.bootstrap.core import Core
from classroom_app.server.admission import WrongTries
from classroom_app.server.android.device_service import DeviceService
from classroom_app.server.android.screenshot_files import ScreenshotFiles
from classroom_app.server.decoding_queue import DecodingQueue
from classroom_app.server.departures import Departures
from classroom_app.server.guessing import Guessing
from classroom_app.server.held_pictures import HeldPictures
from classroom_app.server.help_pictures import HelpPictures
from classroom_app.server.identities import Identities
from classroom_app.server.invitations import Invitations
from classroom_app.server.lapses import Lapses
from classroom_app.server.new_name_limit import NewNameLimit
from classroom_app.server.own_names import Remembered, own_host_names
from classroom_app.server.picture_space import PictureSpace
from classroom_app.server.presence_limit import PresenceLimit
from classroom_app.server.registry import Registry
from classroom_app.server.remote import RemotePasses
from classroom_app.server.repeat_limit import RepeatLimit
from classroom_app.server.rights import Rights
from classroom_app.server.seats import Seats
from classroom_app.storage.cookie_store import SqlCookieStore
from classroom_app.storage.device_store import SqlDeviceStore, SqlScreenshotStore


class Visitors(Struct, frozen=True, kw_only=True):
    """Made by `know_visitors`."""

    registry: Registry
    identities: Identities
    rights: Rights
    cookies: SqlCookieStore
    passes: RemotePasses
    invitations: Invitations
    tries: WrongTries
    guessing: Guessing
    lapses: Lapses
    seats: Seats
    devices: DeviceService
    departures: Departures
    screenshots: ScreenshotFiles
    decoding_queue: DecodingQueue
    help_pictures: HelpPictures
    repeat_limit: RepeatLimit

    def forget_person(self, participant_id: int) -> None:
        """Make a person's cookie and device invalid."""
        self.identities.void(participant_id)
        self.devices.forget(participant_id)


async def know_visitors(basis: Basis, core: Core) -> Visitors:
    """Load the known cookies and devices, and make the parts that watch connections.

    Raises:
        StorageError: the database cannot be read.
    """
    monotonic = basis.clock.monotonic
    registry, decoding_queue, home = Registry(), DecodingQueue(), core.picture_home
    held, space = HeldPictures(monotonic), PictureSpace(home)
    rights = Rights(basis.instructor_key, basis.clock.now)
    devices = DeviceService(core.classroom, registry, SqlDeviceStore(core.database))
    await devices.start()
    lapses = Lapses(core.classroom, registry, basis.clock)
    guessing = Guessing(monotonic, lambda: core.classroom.has_short_code)
    return Visitors(
        registry=registry,
        rights=rights,
        identities=Identities(await core.archive.grants(), rights.holds),
        cookies=SqlCookieStore(core.database),
        passes=RemotePasses(monotonic),
        invitations=Invitations(monotonic),
        tries=WrongTries(monotonic, guessing),
        guessing=guessing,
        lapses=lapses,
        seats=Seats(
            core.classroom,
            lapses,
            NewNameLimit(monotonic, Remembered(own_host_names)),
            PresenceLimit(monotonic),
        ),
        devices=devices,
        departures=Departures(core.classroom, registry, PresenceLimit(monotonic)),
        screenshots=ScreenshotFiles(
            SqlScreenshotStore(core.database), home, decoding_queue, held, space
        ),
        decoding_queue=decoding_queue,
        help_pictures=HelpPictures(core.classroom, decoding_queue, held, space, home),
        repeat_limit=RepeatLimit(monotonic),
    )
