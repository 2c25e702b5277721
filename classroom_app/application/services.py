"""Everything that the window and the server may ask for, in one bundle made by `bootstrap`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What the certificate of an encrypted class is good for, and until when."""

    hosts: tuple[str, ...]
    until: datetime


class ServerFacts(Protocol):
    """Where phones find this program."""

    @property
    def port(self) -> int:
        """The port that is really bound."""

    @property
    def scheme(self) -> str:
        """`https` when classes are encrypted, else `http`."""

    @property
    def certificate(self) -> CertificateFacts | None:
        """The certificate at the address that phones use; None without encryption or network."""

    def urls(self) -> list[str]:
        """Return the addresses of this PC for phones, the one to use first; none without any."""

    def join_url(self, code: str) -> str:
        """Return what the QR code of a session holds; "" where phones cannot come."""


class RemoteControl(Protocol):
    """The instructor's own phone as a remote."""

    @property
    def is_in_use(self) -> bool:
        """Whether some phone or program may lead the class."""

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
        """Return what the QR code for the remote holds: it works once, for 60 s.

        "" where phones cannot come.
        """

    async def revoke(self) -> None:
        """Take the right to lead back from every remote and program, and make another key.

        Raises:
            StorageError: they keep it.
            OSError: they have lost it, but the key of before is there again at the next start.
        """


class HelperControl(Protocol):
    """Whom the instructor asks to look after students."""

    def new_url(self, session_id: int) -> str:
        """Return what the QR code of an invitation holds: it lets in one helper, for minutes.

        "" where phones cannot come.
        """

    def new_pass(self, session_id: int) -> str:
        """Return the pass of an invitation, for who needs no address."""

    def withdraw(self, session_id: int) -> None:
        """Void the invitations to a session that nobody has taken up."""

    def is_connected(self, session_id: int, helper_id: int) -> bool:
        """Tell whether a helper's phone is connected now."""


class GuessDetector(Protocol):
    """Notices that somebody guesses class codes."""

    @property
    def is_guessed(self) -> bool:
        """Whether somebody tries one class code after another."""

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when somebody begins to; return what ends that."""


class AddressKind(StrEnum):
    """What an address of this PC is in; `is_for_phones` where they may reach it."""

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


@dataclass(frozen=True, slots=True)
class AddressReport:
    """One address of this PC; `was_reached` when another computer or phone has come to it.

    `is_chosen` when the instructor has chosen its network; `is_offered` when the codes may hold it.
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
        """The address by name (`http://teacher-pc.local:8000`), where the name is found."""

    @property
    def android_port(self) -> int | None:
        """The second port, for the Android app alone, while it is open."""

    @property
    def android_fault(self) -> str | None:
        """Why that port could not be had when a class let guests in."""

    async def check(self) -> list[AddressReport]:
        """Find every address and try to connect to it; the likeliest for phones comes first.

        After those that are offered to phones come those that phones can hardly reach.
        """

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the addresses or the name have changed; return what ends that."""

    async def choose(self, url: str) -> None:
        """Offer this address first, now and whenever this PC is in its network again.

        Raises:
            OSError: the choice holds until the end of the program; it could not be kept.
        """

    async def firewall(self) -> FirewallReport | None:
        """Look what Windows' firewall does with phones; None on other systems."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """The parts of the running program."""

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
