"""The services that the window and the server use, bundled by `bootstrap`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from classroom_app.application.attendance_service import AttendanceService
from classroom_app.application.backup_service import BackupService
from classroom_app.application.classroom import Classroom
from classroom_app.application.disk_watch import DiskWatch
from classroom_app.application.firewall import FirewallReport
from classroom_app.application.handout_service import HandoutService
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.picture_upload import PictureUploads
from classroom_app.application.ports import Clock, Line
from classroom_app.application.privacy_service import PrivacyService
from classroom_app.application.report_service import ReportService
from classroom_app.application.roster_service import RosterService
from classroom_app.application.seat_cards import SeatCards
from classroom_app.application.shared_lists import SharedLists
from classroom_app.application.start_service import StartService
from classroom_app.application.stranded_classes import StrandedClasses


class CertificateFacts(Struct, frozen=True):
    """The hosts that an encrypted class's certificate is valid for, and when it expires."""

    hosts: tuple[str, ...]
    until: datetime


class ServerFacts(Protocol):
    """Where phones find this program."""

    @property
    def port(self) -> int:
        """The port that was actually bound."""

    @property
    def scheme(self) -> str:
        """`https` when classes are encrypted, else `http`."""

    @property
    def certificate(self) -> CertificateFacts | None:
        """The certificate at the address that phones use; None without encryption or network."""

    def urls(self) -> list[str]:
        """Return the URLs of this PC for phones, the best one first; [] if there is none."""

    def join_url(self, code: str) -> str:
        """Return the URL in a session's QR code; "" if phones cannot reach this PC."""


class RemoteControl(Protocol):
    """The instructor's own phone as a remote."""

    @property
    def is_in_use(self) -> bool:
        """Whether a phone or program may lead the class."""

    @property
    def has_remotes(self) -> bool:
        """Whether one of them is a phone that was invited today."""

    @property
    def has_programs(self) -> bool:
        """Whether one of them has signed in with the instructor key."""

    @property
    def is_connected(self) -> bool:
        """Whether such a phone is connected now."""

    def new_url(self, session_id: int) -> str:
        """Return the URL in the remote's QR code, which works once, within 60 s.

        "" if phones cannot reach this PC.
        """

    async def revoke(self) -> None:
        """Revoke the access of every remote and program, and replace the instructor key.

        Raises:
            StorageError: they keep their access.
            OSError: they have lost it, but the old key is valid again after the next start.
        """


class HelperControl(Protocol):
    """The helpers whom the instructor invites to look after students."""

    def new_url(self, session_id: int) -> str:
        """Return the URL in an invitation's QR code, which lets in one helper, for some minutes.

        "" if phones cannot reach this PC.
        """

    def new_pass(self, session_id: int) -> str:
        """Return the pass of an invitation, without a URL."""

    def withdraw(self, session_id: int) -> None:
        """Void the invitations to a session that have not been used."""

    def is_connected(self, session_id: int, helper_id: int) -> bool:
        """Tell whether a helper's phone is connected now."""


class GuessDetector(Protocol):
    """Detects that somebody is guessing class codes."""

    @property
    def is_guessed(self) -> bool:
        """Whether somebody is trying one class code after another."""

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when guessing begins; return a function that unsubscribes it."""


class AddressKind(StrEnum):
    """The kind of network an address of this PC belongs to."""

    HOTSPOT = "hotspot"
    WIFI = "wifi"
    CABLE = "cable"
    TETHER = "tether"
    LINK_LOCAL = "link_local"
    VPN = "vpn"
    VIRTUAL = "virtual"
    LOOPBACK = "loopback"

    @property
    def is_for_phones(self) -> bool:
        """Whether phones may be in the same network."""
        return self not in (AddressKind.VPN, AddressKind.VIRTUAL, AddressKind.LOOPBACK)


class AddressReport(Struct, frozen=True):
    """One address of this PC.

    `answers` if this program could connect to it, `was_reached` if another device has. `is_chosen`
    if the instructor has chosen its network; `is_offered` if QR codes may contain it.
    """

    url: str
    adapter: str
    answers: bool
    was_reached: bool
    kind: AddressKind = AddressKind.CABLE
    is_chosen: bool = False
    is_offered: bool = True


class Network(Protocol):
    """How phones find this PC."""

    @property
    def name_url(self) -> str | None:
        """The URL by name (`http://teacher-pc.local:8000`), if the name resolves."""

    @property
    def android_port(self) -> int | None:
        """The second port, used by the Android app alone, while it is open."""

    @property
    def android_fault(self) -> str | None:
        """Why that port could not be opened for a class that allows guests, or None."""

    async def check(self) -> list[AddressReport]:
        """Find every address and try to connect to it; the likeliest for phones comes first.

        Addresses that phones can hardly reach come after those that are offered to them.
        """

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the addresses or the name change; return what unsubscribes it."""

    async def choose(self, url: str) -> None:
        """Offer this address first, now and whenever this PC is in its network again.

        Raises:
            OSError: the choice could not be stored; it holds until the program ends.
        """

    async def firewall(self) -> FirewallReport | None:
        """Return how Windows' firewall treats phones; None on other systems."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """The services of the running program."""

    classroom: Classroom
    lessons: LessonLibrary
    handouts: HandoutService
    instructor: InstructorService
    server: ServerFacts
    remote: RemoteControl
    helpers: HelperControl
    uploads: PictureUploads
    reports: ReportService
    rosters: RosterService
    attendance: AttendanceService
    seat_cards: SeatCards
    changes: SharedLists
    network: Network
    guess_detector: GuessDetector
    start: StartService
    privacy: PrivacyService
    backups: BackupService
    disk: DiskWatch
    line: Line
    stranded: StrandedClasses
    clock: Clock
    data_dir: Path
    picture_home: Path
