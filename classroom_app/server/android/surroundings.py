"""The services that the app's second port shares with the rest of the program."""

from collections.abc import Callable

from msgspec import Struct

from classroom_app.application.activity import Activity
from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.ports import Clock
from classroom_app.server.admission import WrongTries
from classroom_app.server.allowed_hosts import AllowedHosts
from classroom_app.server.android.device_service import DeviceService
from classroom_app.server.android.screenshot_files import ScreenshotFiles
from classroom_app.server.repeat_limit import RepeatLimit
from classroom_app.server.seats import Seats


class AndroidContext(Struct, frozen=True, kw_only=True):
    """The services that the app's endpoints use."""

    classroom: Classroom
    instructor: InstructorService
    devices: DeviceService
    screenshots: ScreenshotFiles
    repeat_limit: RepeatLimit
    tries: WrongTries
    activity: Activity
    clock: Clock
    base_url: Callable[[], str]
    hosts: AllowedHosts
    seats: Seats
