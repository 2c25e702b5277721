"""Pictures from the instructor's phone: one pass, one phone, nothing twice, nothing else."""

import asyncio
import io
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from PIL import Image
from websockets.exceptions import InvalidStatus

from classroom_app.application.picture_upload import (
    NoRoomError,
    PhonePresence,
    PictureUpload,
    RefusedPicture,
)
from classroom_app.application.ports import StorageError
from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.picture_refusal import RefusalReason
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import limits
from classroom_app.server.bounds import Bounds
from classroom_app.server.picture_upload import MAX_REFUSED
from tests.helpers.heavy_pictures import large_png, many_frames, many_scans
from tests.helpers.phone import Phone
from tests.helpers.sample import picture_bytes
from tests.helpers.school import HOST, School, open_school
from tests.helpers.timing import PATIENCE_S
from tests.helpers.upload_phone import UploadPhone, pass_of

ID = "0123456789abcdef"


class Lesson:
    """What the editor does with pictures, and an upload that is open for it."""

    def __init__(self, school: School, most: int = 60) -> None:
        self.school = school
        self.pictures: list[Picture] = []
        self.trouble: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.entered = asyncio.Event()
        self.changed = asyncio.Event()
        self.upload: PictureUpload = school.services.uploads.open(most, self.take, self.changed.set)

    async def take(self, picture: Picture) -> bool:
        self.entered.set()
        await self.gate.wait()
        if self.trouble is not None:
            raise self.trouble
        if picture in self.pictures:
            return False
        self.pictures.append(picture)
        return True

    @property
    def presence(self) -> str:
        return str(self.upload.progress.phone.value)

    @property
    def token(self) -> str:
        return pass_of(self.upload.url)

    async def phone(self, key: str = "") -> UploadPhone:
        phone = await UploadPhone.come(self.school, self.token, key)
        assert (await phone.hear())[0] == "upload_ready"
        return phone


@pytest.fixture
async def lesson(school: School) -> Lesson:
    return Lesson(school)


def noise(side: int, kind: str = "PNG") -> bytes:
    """Return a picture that no format can pack."""
    buffer = io.BytesIO()
    content = random.Random(side).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), content).save(buffer, kind)
    return buffer.getvalue()


async def status_of(awaited: Awaitable[object]) -> int:
    with pytest.raises(InvalidStatus) as caught:
        await awaited
    return caught.value.response.status_code


# Sending ------------------------------------------------------------------------------------------


async def test_a_picture_is_confirmed_when_the_lesson_has_it(lesson: Lesson) -> None:
    content = noise(300)
    assert len(content) > 3 * limits.PICTURE_PIECE_BYTES
    lesson.gate.clear()
    phone = await lesson.phone()
    giving = asyncio.create_task(phone.give(ID, content, place=2, total=8))
    async with asyncio.timeout(PATIENCE_S):
        await lesson.entered.wait()
    assert not giving.done()
    assert (lesson.upload.progress.stored, lesson.upload.progress.fraction) == (0, 1.0)
    lesson.gate.set()
    assert await giving == ("picture_stored", {"id": ID, "was_known": False})
    assert lesson.pictures == [Picture("image/png", content)], "as it was sent: no word is blurred"
    progress = lesson.upload.progress
    assert (progress.phone, progress.stored, progress.total) == (PhonePresence.HERE, 1, 8)


async def test_a_lost_line_goes_on_where_it_stopped(lesson: Lesson) -> None:
    content = noise(300)
    phone = await lesson.phone()
    assert await phone.offer(ID, len(content)) == ("send_picture", {"id": ID, "offset": 0})
    await phone.raw(content[: limits.PICTURE_PIECE_BYTES])
    received = ("picture_received", {"id": ID, "bytes": limits.PICTURE_PIECE_BYTES})
    assert await phone.hear() == received
    phone.socket.transport.abort()
    await phone.socket.wait_closed()
    again = await lesson.phone(phone.key)
    answer = await again.offer(ID, len(content))
    assert answer == ("send_picture", {"id": ID, "offset": limits.PICTURE_PIECE_BYTES})
    assert (await again.give(ID, content))[0] == "picture_stored"
    assert [picture.data for picture in lesson.pictures] == [content]


async def test_nothing_comes_twice_when_the_confirmation_was_lost(lesson: Lesson) -> None:
    phone = await lesson.phone()
    await phone.give(ID, picture_bytes())
    again = await UploadPhone.come(lesson.school, lesson.token, phone.key)
    ready = {"most": limits.MAX_LESSON_PICTURES - 1, "stored": [ID]}
    assert await again.hear() == ("upload_ready", ready)
    assert await again.offer(ID, 999) == ("picture_stored", {"id": ID, "was_known": False})
    assert len(lesson.pictures) == 1


async def test_nothing_comes_twice_over_two_lines_at_once(lesson: Lesson) -> None:
    """The phone is back before its last picture is on the disk."""
    lesson.gate.clear()
    phone, content = await lesson.phone(), picture_bytes()
    assert (await phone.offer(ID, len(content)))[0] == "send_picture"
    await phone.raw(content)
    async with asyncio.timeout(PATIENCE_S):
        await lesson.entered.wait()
    phone.socket.transport.abort()
    again = await lesson.phone(phone.key)
    asking = asyncio.create_task(again.offer(ID, len(content)))
    other = await UploadPhone.come(lesson.school, lesson.token, phone.key)
    assert (await other.hear())[0] == "upload_ready"
    lesson.gate.set()
    assert (await other.give("ffffffff", picture_bytes("JPEG")))[0] == "picture_stored"
    assert (await other.offer(ID, len(content)))[0] == "picture_stored"
    await asyncio.wait([asking])
    asking.exception()  # the older line was closed, or had its answer just before
    assert [picture.media_type for picture in lesson.pictures] == ["image/png", "image/jpeg"]


async def test_the_disk_that_takes_nothing_is_tried_again_without_sending_again(
    lesson: Lesson,
) -> None:
    lesson.trouble = StorageError("disk full")
    phone, content = await lesson.phone(), picture_bytes()
    refused = ("picture_refused", {"id": ID, "reason": "storage_failed"})
    assert await phone.give(ID, content) == refused
    assert await phone.offer(ID, len(content)) == refused
    lesson.trouble = None
    assert (await phone.offer(ID, len(content)))[0] == "picture_stored"
    assert (lesson.upload.progress.stored, lesson.upload.progress.refused) == (1, ())


async def test_what_the_lesson_has_already_is_said(lesson: Lesson) -> None:
    phone = await lesson.phone()
    lesson.pictures.append(Picture("image/png", picture_bytes()))
    known = {"id": ID, "was_known": True}
    assert await phone.give(ID, picture_bytes()) == ("picture_stored", known)
    assert (lesson.upload.progress.stored, lesson.upload.progress.known) == (0, 1)


# What is no picture, and what is another kind of one ----------------------------------------------


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(Image.new("RGB", (40, 20), "teal"), "JPEG", exif=exif)


HEIC = (24).to_bytes(4) + b"ftypheic\0\0\0\0mif1heic" + bytes(99)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>a page that was saved as .png", RefusalReason.NO_PICTURE),
        (b"GIF89a" + bytes(50), RefusalReason.NO_PICTURE),
        (picture_bytes("PNG")[:-30], RefusalReason.NO_PICTURE),
        (picture_bytes("JPEG")[:200], RefusalReason.NO_PICTURE),
        (HEIC, RefusalReason.HEIC),
        (large_png(20_000), RefusalReason.NO_PICTURE),
        (many_scans(400), RefusalReason.NO_PICTURE),
    ],
    ids=["page", "gif", "cut-png", "cut-jpeg", "heic", "huge", "scans"],
)
async def test_what_is_no_picture_is_refused_with_its_name(
    lesson: Lesson, content: bytes, reason: RefusalReason
) -> None:
    phone = await lesson.phone()
    refused = ("picture_refused", {"id": ID, "reason": reason.value})
    assert await phone.give(ID, content, name="내 사진\n.png") == refused
    assert await phone.offer(ID, len(content)) == refused, "once is enough"
    assert lesson.upload.progress.refused == (RefusedPicture("내 사진 .png", reason),)
    assert (await phone.give("ffffffff", picture_bytes()))[0] == "picture_stored"
    assert len(lesson.pictures) == 1


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (encoded(Image.new("CMYK", (40, 80)), "JPEG"), (40, 80)),
        (encoded(Image.new("I;16", (40, 80), 40_000), "PNG"), (40, 80)),
        (turned(), (20, 40)),
        (many_frames(9), (8, 8)),
        (encoded(Image.new("RGB", (40, 80)), "GIF"), (40, 80)),
        (encoded(Image.new("RGB", (3_000, 3_000), "teal"), "PNG"), (1_280, 1_280)),
    ],
    ids=["cmyk", "16-bit", "turned", "moving", "gif", "large"],
)
async def test_other_kinds_of_pictures_become_one_that_all_can_show(
    lesson: Lesson, content: bytes, size: tuple[int, int]
) -> None:
    phone = await lesson.phone()
    assert (await phone.give(ID, content))[0] == "picture_stored"
    (picture,) = lesson.pictures
    assert picture.data != content
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.size, image.mode) == (size, "RGB")
        assert not image.getexif()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_what_all_can_show_is_kept_as_it_is(lesson: Lesson, kind: str) -> None:
    phone, content = await lesson.phone(), picture_bytes(kind, (720, 1600))
    assert (await phone.give(ID, content))[0] == "picture_stored"
    assert lesson.pictures == [Picture(f"image/{kind.lower()}", content)]


# Who may ------------------------------------------------------------------------------------------


async def test_the_pass_is_for_the_first_phone_alone(lesson: Lesson) -> None:
    await lesson.phone()
    assert await status_of(UploadPhone.come(lesson.school, lesson.token)) == 403
    other = await lesson.school.http.get(f"/api/upload/{lesson.token}?phone={'ab' * 16}")
    assert other.status_code == 403


async def test_asking_does_not_use_the_pass_up(lesson: Lesson) -> None:
    for key in ("ab" * 16, "cd" * 16):
        answer = await lesson.school.http.get(f"/api/upload/{lesson.token}?phone={key}")
        assert (answer.status_code, answer.json()) == (200, {"most": limits.MAX_LESSON_PICTURES})
        no_upgrade = await lesson.school.http.get(f"/ws/upload/{lesson.token}?phone={key}")
        assert no_upgrade.status_code == 426
    assert lesson.upload.progress.phone is PhonePresence.NONE
    await lesson.phone()


@pytest.mark.parametrize("key", ["", "xyz", "ab" * 99, "ab" * 8 + "%00"])
async def test_a_phone_without_a_key_of_its_own_is_refused(lesson: Lesson, key: str) -> None:
    answer = await lesson.school.http.get(f"/api/upload/{lesson.token}?phone={key}")
    assert answer.status_code == 403


async def test_passes_cannot_be_guessed(lesson: Lesson) -> None:
    http = lesson.school.http
    for number in range(limits.WRONG_TRIES):
        answer = await http.get(f"/api/upload/guess{number}?phone={'ab' * 16}")
        assert answer.status_code == 403
    assert (await http.get(f"/api/upload/guess?phone={'ab' * 16}")).status_code == 429
    assert await status_of(UploadPhone.come(lesson.school, "guess")) == 429
    await lesson.phone()  # behind the same router


async def test_a_page_from_elsewhere_is_refused(lesson: Lesson) -> None:
    coming = UploadPhone.come(lesson.school, lesson.token, origin="http://evil.example")
    assert await status_of(coming) == 403
    assert lesson.upload.progress.phone is PhonePresence.NONE


async def test_the_pass_opens_nothing_else(lesson: Lesson) -> None:
    school, token = lesson.school, lesson.token
    mine = {"Cookie": f"sessionid={token}; remoteid={token}", "Authorization": f"Bearer {token}"}
    session = f"/api/sessions/{school.session.code}"
    for method, path in (
        ("POST", f"/api/remote/{token}"),
        ("POST", "/api/instructor/login"),
        ("GET", "/api/instructor/session"),
        ("GET", f"{session}/board"),
        ("GET", f"{session}/subtasks?ticket={token}"),
        ("GET", "/api/screenshots/1"),
    ):
        answer = await school.http.request(method, path, headers=mine)
        assert answer.status_code == 403, path
    assert await status_of(Phone.open(school.socket_url, token)) == 403
    phone = await lesson.phone()
    await phone.send("next_step")
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 1008
    assert school.session.status is SessionStatus.WAITING


async def test_closing_the_dialog_ends_it(lesson: Lesson) -> None:
    phone = await lesson.phone()
    lesson.upload.close()
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 1000
    assert lesson.upload.is_over
    assert await status_of(UploadPhone.come(lesson.school, lesson.token, phone.key)) == 403


async def test_a_newer_code_ends_the_older(lesson: Lesson) -> None:
    phone, old = await lesson.phone(), lesson.token
    newer = Lesson(lesson.school)
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 1000
    assert await status_of(UploadPhone.come(lesson.school, old, phone.key)) == 403
    await newer.phone()


async def test_a_newer_line_of_the_phone_takes_over(lesson: Lesson) -> None:
    phone = await lesson.phone()
    again = await lesson.phone(phone.key)
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 4001
    assert lesson.presence == "here"
    lesson.changed.clear()
    await again.close()
    async with asyncio.timeout(PATIENCE_S):
        await lesson.changed.wait()
    assert lesson.presence == "away"


@pytest.fixture
async def hasty(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path / "data", bounds=Bounds(picture_pass_s=0.2)) as school:
        yield school


async def test_a_pass_lapses(hasty: School) -> None:
    over = asyncio.Event()
    upload = hasty.services.uploads.open(1, Lesson(hasty).take, over.set)
    async with asyncio.timeout(PATIENCE_S):
        await over.wait()
    assert (upload.is_over, upload.seconds_left) == (True, 0.0)
    assert await status_of(UploadPhone.come(hasty, pass_of(upload.url))) == 403


async def test_a_phone_that_does_nothing_is_let_go(hasty: School) -> None:
    phone = await Lesson(hasty).phone()
    async with asyncio.timeout(PATIENCE_S):
        await phone.socket.wait_closed()
    assert phone.socket.close_code == 1000


async def test_the_program_stops_in_order_with_a_phone_connected(tmp_path: Path) -> None:
    async with open_school(tmp_path / "data") as school:
        phone = await Lesson(school).phone()
    await phone.socket.wait_closed()


# A hostile phone ----------------------------------------------------------------------------------


async def test_no_more_pictures_than_have_room(school: School) -> None:
    lesson = Lesson(school, most=1)
    phone = await lesson.phone()
    await phone.give("aaaaaaaa", picture_bytes())
    refused = ("picture_refused", {"id": "bbbbbbbb", "reason": "too_many"})
    assert await phone.offer("bbbbbbbb", 100) == refused
    lesson.upload.close()
    full = Lesson(school)
    full.trouble = NoRoomError()
    phone = await full.phone()
    answer = await phone.give("cccccccc", picture_bytes())
    assert answer == ("picture_refused", {"id": "cccccccc", "reason": "too_many"})


async def test_no_pass_is_good_for_more_than_sixty(school: School) -> None:
    assert (await school.http.get("/upload")).status_code == 200
    lesson = Lesson(school, most=10_000)
    phone = await UploadPhone.come(school, lesson.token)
    ready = {"most": limits.MAX_LESSON_PICTURES, "stored": []}
    assert await phone.hear() == ("upload_ready", ready)


async def test_a_picture_that_is_too_large_is_not_even_sent(lesson: Lesson) -> None:
    phone = await lesson.phone()
    for size in (limits.MAX_LESSON_PICTURE_BYTES + 1, 2**62):
        kind, data = await phone.offer(f"{size:016x}", size)
        assert (kind, data["reason"]) == ("picture_refused", "too_large")


async def test_who_has_nothing_but_what_is_refused_is_sent_away(lesson: Lesson) -> None:
    phone = await lesson.phone()
    for number in range(MAX_REFUSED):
        await phone.offer(f"{number:016x}", limits.MAX_LESSON_PICTURE_BYTES + 1)
    await phone.send("offer_picture", id="f" * 16, name="x", bytes=2_000_000, place=1, total=1)
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 1008
    assert len(lesson.upload.progress.refused) == MAX_REFUSED


Nonsense = Callable[[UploadPhone], str | bytes]


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda _phone: b"bytes that nobody asked for",
        lambda _phone: "no JSON",
        lambda _phone: "[" * 50_000,
        lambda phone: phone.message("offer_picture", id=ID),
        lambda phone: phone.message("offer_picture", id="../x", name="", bytes=1, place=1, total=1),
        lambda phone: phone.message("offer_picture", id=ID, name="", bytes=0, place=1, total=1),
        lambda phone: phone.message("join"),
        lambda _phone: '{"type": "offer_picture", "data": {"id": "\\ud83d"}}',
    ],
)
async def test_nonsense_ends_the_connection_and_harms_nobody(
    lesson: Lesson, nonsense: Nonsense
) -> None:
    phone = await lesson.phone()
    await phone.raw(nonsense(phone))
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 1008
    assert (await (await lesson.phone(phone.key)).give(ID, picture_bytes()))[0] == "picture_stored"


async def test_more_bytes_than_were_offered_end_the_connection(lesson: Lesson) -> None:
    phone = await lesson.phone()
    await phone.offer(ID, 100)
    await phone.raw(bytes(101))
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 1008


async def test_a_flood_is_slowed_down(lesson: Lesson) -> None:
    phone, loop = await lesson.phone(), asyncio.get_running_loop()
    await phone.give(ID, picture_bytes())
    began = loop.time()
    for _ in range(2 * limits.MESSAGE_BURST):
        assert (await phone.offer(ID, 100))[0] == "picture_stored"
    assert loop.time() - began > 1.0


async def test_a_piece_that_is_too_long_ends_the_connection(lesson: Lesson) -> None:
    phone = await lesson.phone()
    await phone.offer(ID, limits.MAX_LESSON_PICTURE_BYTES)
    await phone.raw(bytes(limits.PICTURE_PIECE_BYTES + 1))
    await phone.socket.wait_closed()
    assert phone.socket.close_code == 1009
    assert lesson.upload.progress.fraction == 0.0


# While other things go on -------------------------------------------------------------------------


async def test_a_class_goes_on_beside_it(lesson: Lesson) -> None:
    student = await lesson.school.student("Kim")
    phone = await lesson.phone()
    for number in range(4):
        assert (await phone.give(f"{number:08x}", noise(120 + number)))[0] == "picture_stored"
        assert (await student.ask("heartbeat", timestamp=1))["type"] == "heartbeat_ack"
    assert len(lesson.pictures) == 4


async def test_no_class_need_be_open(tmp_path: Path) -> None:
    program = Program(Config(tmp_path / "data", host=HOST, port=0))
    program.prepare()
    try:
        await program.start()
        assert not program.services.classroom.live_sessions
        taken: list[Picture] = []

        async def take(picture: Picture) -> bool:
            taken.append(picture)
            return True

        upload = program.services.uploads.open(1, take, lambda: None)
        phone = await UploadPhone.come_to(program.server.port, pass_of(upload.url))
        assert (await phone.hear())[0] == "upload_ready"
        assert (await phone.give(ID, picture_bytes()))[0] == "picture_stored"
        await phone.close()
        assert len(taken) == 1
    finally:
        await program.stop()


async def test_the_page_runs_nothing_but_its_own(school: School) -> None:
    page = await school.http.get("/upload")
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert " style=" not in page.text
    assert page.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
