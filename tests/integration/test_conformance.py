"""All that a real server says in a class has the form that docs/ promises, down to each field."""

import copy
import json
import re
from base64 import b64encode
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from jsonschema import Draft202012Validator
from websockets.exceptions import InvalidStatus

from classroom_app.application.handout_job import HandoutJob
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Helper
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.protocol import endpoints
from classroom_app.protocol.endpoints import Endpoint
from classroom_app.protocol.errors import ErrorCode
from classroom_app.protocol.lesson_file import FORMAT
from classroom_app.server import help_pictures
from scripts import specs
from tests.helpers.asking_lesson import ASKING, write_asking_lesson
from tests.helpers.device import Device, picture, rest_url
from tests.helpers.numbered import NumberedClass
from tests.helpers.phone import Message, Phone, cookie_of
from tests.helpers.sample import JournalMaker, picture_bytes
from tests.helpers.school import School, open_school
from tests.helpers.upload_phone import UploadPhone, pass_of

SOCKET_ERRORS = {
    ErrorCode.INVALID_JSON,
    ErrorCode.UNKNOWN_TYPE,
    ErrorCode.INVALID_FIELD,
    ErrorCode.UNKNOWN_SUBTASK,
    ErrorCode.FORBIDDEN,
    ErrorCode.INVALID_STATE,
    ErrorCode.ALREADY_GOING,
    ErrorCode.SESSION_ENDED,
    ErrorCode.NOT_JOINED,
    ErrorCode.RATE_LIMITED,
    ErrorCode.STORAGE_FAILED,
}

ANSWERS = {
    name: specs.REPLIES[kind].TYPE
    for name, kind in specs.received().items()
    if kind in specs.REPLIES
}


def closed(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document whose objects hold nothing that it does not name."""
    document = copy.deepcopy(document)
    schemas = [
        *document["components"]["schemas"].values(),
        *(m["payload"] for m in document["components"].get("messages", {}).values()),
    ]
    for schema in schemas:
        if schema.get("type") == "object":
            schema["additionalProperties"] = False
    return document


class Witness:
    """Checks what the server says, and remembers what was seen of it."""

    def __init__(self) -> None:
        self._socket, self._http = closed(specs.asyncapi()), closed(specs.openapi())
        self.names = specs.names_of_endpoints()
        self.messages: set[str] = set()
        self.errors: set[str] = set()
        self.uploads: set[str] = set()
        self.answers: set[tuple[str, int]] = set()

    def hear(self, message: Message) -> None:
        """Check a message against its schema."""
        kind = message["type"]
        self.messages.add(kind)
        if kind == "error":
            self.errors.add(message["code"])
        payload = self._socket["components"]["messages"][f"out.{kind}"]["payload"]
        Draft202012Validator({**payload, "components": self._socket["components"]}).validate(
            message
        )

    def hear_of_upload(self, message: Message) -> None:
        """Check a message of the socket that takes pictures for a lesson."""
        kinds = self._socket["components"]["messages"]
        payload = kinds[f"upload.out.{message['type']}"]["payload"]
        components = {"components": self._socket["components"]}
        Draft202012Validator({**payload, **components}).validate(message)
        self.uploads.add(message["type"])

    def watch(self, client: httpx.AsyncClient, table: tuple[Endpoint, ...]) -> None:
        """Check each answer that this client gets."""

        async def check(response: httpx.Response) -> None:
            await response.aread()
            self._check(response, table)

        client.event_hooks["response"].append(check)

    def see_refusal(self, refusal: InvalidStatus) -> None:
        """Check the answer to an upgrade that was refused."""
        response = refusal.response
        request = httpx.Request("GET", "http://x/ws/sessions/x")
        headers = list(response.headers.raw_items())
        answer = httpx.Response(
            response.status_code,
            headers=headers,
            content=bytes(response.body or b""),
            request=request,
        )
        self._check(answer, (endpoints.SOCKET,))

    def _check(self, response: httpx.Response, table: tuple[Endpoint, ...]) -> None:
        method, path = response.request.method, response.request.url.path
        endpoint = next(e for e in table if e.pattern.fullmatch(path) and e.method == method)
        path = endpoint.path + "/" * (table is endpoints.ANDROID)
        described = self._http["paths"][path][method.lower()]["responses"]
        said = described[str(response.status_code)]
        self.answers.add((self.names[endpoint], response.status_code))
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if endpoint.answers.get(response.status_code) == endpoints.ASSET:
            return
        if not said.get("content"):
            assert response.content == b""
            return
        schema = said["content"][media_type].get("schema")
        if schema is not None:
            components = {"components": self._http["components"]}
            Draft202012Validator({**schema, **components}).validate(response.json())
        assert ("set-cookie" in response.headers) == ("Set-Cookie" in said.get("headers", {}))
        assert ("retry-after" in response.headers) or response.status_code not in (429, 503)


class WatchedPhone(Phone):
    """A phone that shows each message to a witness."""

    hear: Callable[[Message], None]
    asked: deque[str]

    @classmethod
    async def enter(cls, school: School, witness: Witness, cookie: str | None = None) -> Self:
        """Connect, with a cookie or as a guest."""
        phone = await cls.open(school.socket_url, cookie)
        phone.hear, phone.asked = witness.hear, deque()
        witness.answers.add((witness.names[endpoints.SOCKET], 101))
        school.phones.append(phone)
        return phone

    async def send(self, kind: str, **data: Any) -> None:
        if ANSWERS.keys() & {kind}:
            self.asked.append(kind)
        await super().send(kind, **data)

    async def receive(self) -> Message:
        message = await super().receive()
        self.hear(message)
        is_refusal = message["type"] == "error" and message["ref"] in ANSWERS
        if is_refusal or message["type"] in ANSWERS.values():
            kind = self.asked.popleft()  # replies keep the order of the requests
            assert message["ref"] == kind if is_refusal else message["type"] == ANSWERS[kind]
        return message


async def refused(phone: Phone, kind: str, **data: Any) -> str:
    """Send a message that is refused and return the error's code."""
    await phone.send(kind, **data)
    code: str = (await phone.expect("error"))["code"]
    return code


async def test_what_a_real_class_says_is_what_the_documents_promise(tmp_path: Path) -> None:
    maker, witness = JournalMaker(), Witness()
    lesson = write_asking_lesson(tmp_path)
    async with open_school(
        tmp_path / "data", guests=True, make_journal=maker, lesson=lesson
    ) as school:
        witness.watch(school.http, endpoints.WEB)
        await look_around(school, tmp_path)
        await send_pictures(school, witness)
        cookie = await let_in(school)
        instructor = await WatchedPhone.enter(school, witness, cookie)
        await instructor.hears_nothing_but()
        await lead(school, witness, instructor)
        await stumble(school, witness, instructor, maker)
        async with Device(school, "device-9", "127.0.0.9") as device:
            witness.watch(device.http, endpoints.ANDROID)
            await use_the_app(school, device, cookie)
        await end(school, witness, instructor)
        await take_home(school, cookie)
        await come_by_number(school)
        assert rest_url(school)
    says = specs.asyncapi()["components"]["messages"]
    assert {f"out.{name}" for name in witness.messages} == {n for n in says if n[:4] == "out."}
    assert witness.errors == SOCKET_ERRORS
    assert {f"upload.out.{t}" for t in witness.uploads} == {n for n in says if "upload.out" in n}
    promised = {
        (witness.names[endpoint], status)
        for endpoint in witness.names
        for status in endpoint.answers
    }
    assert promised <= witness.answers


async def look_around(school: School, folder: Path) -> None:
    """Ask for every page and fact that needs no cookie."""
    page = await school.http.get("/")
    part = re.search(r"/static/[\w.\-]+", page.text)
    assert part is not None
    for path in (
        "/join",
        "/join/TEST001",
        "/remote",
        "/remote/x",
        "/helper",
        "/helper/x",
        "/healthz",
        part[0],
    ):
        assert (await school.http.get(path)).status_code == 200
    lesson = folder / "pictures.json"
    step = {"title": "1", "picture": f"data:image/png;base64,{picture('PNG')}"}
    lesson.write_text(json.dumps({"format": FORMAT, "title": "t", "subtasks": [step]}), "utf-8")
    lesson_id = await school.services.lessons.import_file(lesson)
    (subtask,) = (await school.services.lessons.lesson(lesson_id)).subtasks
    assert subtask.picture_url is not None
    assert (await school.http.get(subtask.picture_url)).status_code == 200
    assert (await school.http.get(f"/pictures/{'0' * 64}")).status_code == 404
    assert (await school.http.get("/static/none.js")).status_code == 404
    assert (await school.http.get("/api/sessions/TEST001")).status_code == 200
    assert (await school.http.get("/api/sessions/NONE99")).status_code == 404


async def send_pictures(school: School, witness: Witness) -> None:
    """Send a lesson's pictures from the instructor's phone: all that is said has its form."""

    async def take(_picture: object) -> bool:
        return True

    upload = school.services.uploads.open(2, take, lambda: None)
    token, heard = pass_of(upload.url), []
    path = f"/api/upload/{token}?phone={'ab' * 16}"
    assert (await school.http.get("/upload")).status_code == 200
    assert (await school.http.get(path)).status_code == 200
    phone = await UploadPhone.come(school, token, "ab" * 16)
    witness.answers.add((witness.names[endpoints.UPLOAD_SOCKET], 101))
    heard.append(await phone.receive())
    content = picture_bytes("PNG", (40, 80))
    heard.append(await phone.ask("offer_picture", **offer_of(content)))
    await phone.socket.send(content[:9])
    heard.append(await phone.receive())
    await phone.socket.send(content[9:])
    heard.append(await phone.receive())
    heard.append(
        await phone.ask("offer_picture", **{**offer_of(content), "id": "f" * 8, "bytes": 10**6})
    )
    for message in heard:
        witness.hear_of_upload(message)
    upload.close()
    assert (await school.http.get(path)).status_code == 403


def offer_of(content: bytes) -> dict[str, Any]:
    return {"id": "0" * 8, "name": "a.png", "bytes": len(content), "place": 1, "total": 2}


async def let_in(school: School) -> str:
    """Sign in in every way; return the instructor's cookie."""
    url = school.services.remote.new_url(school.session.id).removeprefix(school.base_url)
    assert (await school.http.post(f"/api{url}")).status_code == 200
    school.http.cookies.clear()
    assert (await school.http.post(f"/api{url}")).status_code == 403
    assert (await school.http.post("/api/instructor/login")).status_code == 403
    cookie = await school.instructor_cookie()
    assert (await school.sign_in("Kim", device_id="device-1")).status_code == 201
    assert (await school.sign_in("Kim", device_id="device-1")).status_code == 200
    assert (await school.sign_in("")).status_code == 400
    mine = {"Cookie": f"sessionid={cookie}"}
    for path in ("subtasks", "board"):
        url = f"/api/sessions/TEST001/{path}"
        assert (await school.http.get(url, headers=mine)).status_code == 200
        assert (await school.http.get(url)).status_code == 403
    assert (await school.http.get("/api/instructor/session", headers=mine)).status_code == 200
    assert (await school.http.get("/api/instructor/session")).status_code == 403
    await invite(school, mine)
    return cookie


async def invite(school: School, leader: dict[str, str]) -> None:
    """Let a helper in, in every way."""
    invitation = await school.http.post("/api/sessions/TEST001/helpers", headers=leader)
    assert invitation.status_code == 200
    assert (await school.http.post("/api/sessions/TEST001/helpers")).status_code == 403
    path = "/api" + invitation.json()["url"].removeprefix(school.base_url)
    query = {"role": "HELPER", "phone": "ab" * 16}
    assert (await school.http.post(path, params=query)).status_code == 400
    let_in = await school.http.post(path, params={**query, "name": "Sora"})
    assert let_in.status_code == 200
    school.http.cookies.clear()
    mine = {"Cookie": f"helperid={cookie_of(let_in)}"}
    seen = await school.http.get("/api/helper-board?role=HELPER", headers=mine)
    assert seen.status_code == 200
    assert (await school.http.get("/api/helper-board")).status_code == 403


async def see_picture_as_helper(school: School, call: int) -> None:
    """Look at the picture of a call as a helper does."""
    url = school.services.helpers.new_url(school.session.id).removeprefix(school.base_url)
    query = {"role": "HELPER", "phone": "cd" * 16, "name": "Bora"}
    mine = cookie_of(await school.http.post(f"/api{url}", params=query))
    school.http.cookies.clear()
    picture_url = f"/api/helper-board/{call}/picture?role=HELPER"
    headers = {"Cookie": f"helperid={mine}"}
    assert (await school.http.get(picture_url, headers=headers)).status_code == 200
    assert (await school.http.get(picture_url)).status_code == 403


async def lead(school: School, witness: Witness, instructor: Phone) -> None:
    """Lead two students through steps, help, words and pauses, coming and going."""
    kim_cookie = cookie_of(await school.sign_in("Kim", device_id="device-1"))
    kim = await WatchedPhone.enter(school, witness, kim_cookie)
    me = await kim.join()
    lee = await WatchedPhone.enter(school, witness)
    await lee.join(device_id="device-2", name="Lee")
    assert (await kim.expect("participant_joined"))["user_name"] == "Lee"
    lead = ("next_step", "undo_start", "next_step", "pause_session", "resume_session")
    for command in (*lead, "next_step", "next_step"):
        await instructor.send(command)
        await kim.expect("step_changed" if command == "next_step" else "session_status_changed")
    assert await lee.ask_past("heartbeat", "step_changed", "session_status_changed", timestamp=1.5)
    await kim.send("step_complete", subtask_id=1)
    await kim.expect("step_complete_confirmed")
    await instructor.send("mark_visited", participant_id=1)
    await instructor.expect("visit_updated")
    await instructor.send("undo_visit", participant_id=1)
    await instructor.expect("visit_updated")
    await instructor.send("set_comfort", participant_id=1, larger_text=True)
    await kim.expect("comfort_changed")
    await kim.send("comfort_chosen", larger_text=False, read_aloud=True, high_contrast=False)
    await instructor.expect("comfort_updated")
    await instructor.expect("comfort_updated")
    await school.execute(cmd.MarkNotDone(1, 1))
    await kim.expect("step_reopened")
    kim.asked.append("step_complete")  # by the instructor, in the student's place
    await school.execute(cmd.MarkDone(1, 1))
    await kim.expect("step_complete_confirmed")
    await kim.send("progress_update", subtask_id=2, status="started")
    await kim.send("step_complete", subtask_id=ASKING, answer=0)
    await kim.expect("step_complete_confirmed")
    await instructor.send("show_answers", subtask_id=ASKING, shown=True)
    await instructor.expect("answers_shown")
    await kim.send("step_complete", subtask_id=3)
    await kim.expect("step_complete_confirmed")
    await kim.send("request_help", subtask_id=2, message="?", screenshot=picture())
    asked = await kim.expect("request_help_confirmed")
    await school.pictures_settled()
    url = f"/api/sessions/TEST001/help/{asked['help_request_id']}/picture"
    mine = {"Cookie": f"sessionid={await school.instructor_cookie()}"}
    assert (await school.http.get(url, headers=mine)).status_code == 200
    assert (await school.http.get(url)).status_code == 403
    await see_picture_as_helper(school, asked["help_request_id"])
    broken = b64encode(picture_bytes()[:-30]).decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(help_pictures, "SOON_S", 0)
        await lee.send("help_request", screenshot=broken)
        await lee.expect("request_help_confirmed")
        await lee.expect("help_picture_refused")
    for status in ("ON_THE_WAY", "RESOLVED"):
        request = {"help_request_id": asked["help_request_id"], "status": status}
        await instructor.send("resolve_help", **request, message="!")
        await kim.expect("help_response")
    assert (await lee.expect("help_position"))["position"] == 1
    await lee.send("cancel_help")
    await lee.expect("cancel_help_confirmed")
    await lee.ask("cancel_help")
    await instructor.send("instructor_message", message="!", user_id=me["user_id"])
    await kim.expect("instructor_message")
    await school.execute(cmd.RenameParticipant(me["participant_id"], "Kim Hana"))
    await kim.expect("participant_renamed")
    await lee.close()
    await kim.expect("participant_left")
    again = await WatchedPhone.enter(school, witness, kim_cookie)
    snapshot = await again.join()
    assert (snapshot["subtask"]["order_index"], snapshot["completed_subtasks"]) == (3, [1, 2, 3])
    assert snapshot["answers"] == {str(ASKING): 0}
    await instructor.hears_nothing_but(
        *("participant_joined", "participant_left", "participant_renamed", "step_changed"),
        *("session_status_changed", "progress_updated", "help_requested", "help_updated"),
        "instructor_message",
    )


async def stumble(school: School, witness: Witness, instructor: Phone, maker: JournalMaker) -> None:
    """Make every mistake that there is."""
    guest = await WatchedPhone.enter(school, witness)
    assert await refused(guest, "step_complete", subtask_id=1) == "not_joined"
    await guest.join(name="Park")
    await guest.socket.send("{")
    assert (await guest.expect("error"))["code"] == "invalid_json"
    assert await refused(guest, "nonsense") == "unknown_type"
    assert await refused(guest, "step_complete") == "invalid_field"
    assert await refused(guest, "step_complete", subtask_id=99) == "unknown_subtask"
    assert await refused(guest, "next_step") == "forbidden"
    assert await refused(instructor, "resume_session") == "invalid_state"
    await guest.send("request_help")
    asked = await guest.expect("request_help_confirmed")
    let_in = cmd.LetHelperIn("Minji")
    stored = await school.services.classroom.execute(school.session.id, let_in, SYSTEM)
    helper_id = list(stored.session.helpers)[-1]
    helper = Helper(helper_id, "Minji")
    request = {"help_request_id": asked["help_request_id"], "status": "ON_THE_WAY"}
    going = cmd.ResolveHelp(asked["help_request_id"], HelpStatus.ON_THE_WAY)
    await school.services.classroom.execute(school.session.id, going, helper)
    assert (await guest.expect("help_response"))["by"] == {"role": "HELPER", "name": "Minji"}
    assert await refused(instructor, "resolve_help", **request, too=False) == "already_going"
    await instructor.send("withdraw_help", help_request_id=request["help_request_id"])
    await guest.expect("help_response")
    maker.journal.trouble = "the disk is full"
    assert await refused(guest, "step_complete", subtask_id=1) == "storage_failed"
    maker.journal.trouble = None
    for _ in range(45):
        await guest.send("heartbeat", timestamp=0)
    assert (await guest.expect("error"))["code"] == "rate_limited"
    await guest.close()


async def use_the_app(school: School, device: Device, cookie: str) -> None:
    """Call every address of the Android app."""
    assert (await device.join("민수")).status_code == 201
    assert (await device.join("민수")).status_code == 200
    assert (await device.join("")).status_code == 400
    assert (await device.join("민수", code="NONE99")).status_code == 404
    assert (await device.report(1)).status_code == 200
    assert (await device.report(99)).status_code == 400
    uploaded = await device.upload(picture())
    assert uploaded.status_code == 201
    assert (await device.upload("nonsense")).status_code == 400
    logged = await device.post("/api/logs/activity/anonymous/", event_type="CLICK")
    assert logged.status_code == 201
    path = httpx.URL(uploaded.json()["image_url"]).path
    assert (await school.http.get(path)).status_code == 403
    seen = await school.http.get(path, headers={"Cookie": f"sessionid={cookie}"})
    assert seen.status_code == 200


async def end(school: School, witness: Witness, instructor: Phone) -> None:
    """End the class, and knock once more."""
    mine = await school.student_cookie("Choi")
    late = await WatchedPhone.enter(school, witness)
    await late.join(name="Choi")
    await school.execute(cmd.SetLocked(True))
    assert (await school.sign_in("Jung")).status_code == 403
    await instructor.send("end_session")
    await late.expect("session_status_changed")
    assert await refused(late, "cancel_help") == "session_ended"
    assert (await school.sign_in("Jung")).status_code == 410
    for code, cookie in (("TEST001", "x"), ("TEST001", mine), ("NONE99", mine)):
        with pytest.raises(InvalidStatus) as refusal:
            await Phone.open(school.socket_url.replace("TEST001", code), cookie)
        witness.see_refusal(refusal.value)
    assert {(witness.names[endpoints.SOCKET], status) for status in (403, 404, 410)} <= (
        witness.answers
    )
    await instructor.expect("session_status_changed")


async def come_by_number(school: School) -> None:
    """Sit down with a number, in a class of its own, by a seat card too."""
    first = school.session
    numbered = await NumberedClass.open(school)
    path = f"/n/{await school.services.seat_cards.token_of(numbered.roster.id)}"
    assert (await school.http.get(path)).status_code == 302
    assert (await school.http.get("/n/nobody")).status_code == 404
    assert (await numbered.ask(1)).status_code == 200
    assert (await numbered.ask(99)).status_code == 404
    assert (await numbered.sign_in(1)).status_code == 201
    assert (await numbered.sign_in(1, "two")).status_code == 409
    await school.execute(cmd.EndSession())
    assert (await school.http.get(path)).status_code == 200
    school.session = first


async def take_home(school: School, cookie: str) -> None:
    """Fetch the lesson as a PDF, and once more though it is the same."""

    async def paint(job: HandoutJob) -> bytes:
        return f"%PDF-1.7 {job.handout.title}".encode()

    school.services.handouts.maker = paint
    path, mine = "/api/sessions/TEST001/handout", {"Cookie": f"sessionid={cookie}"}
    made = await school.http.get(path, headers=mine)
    assert made.content.startswith(b"%PDF-")
    known = await school.http.get(path, headers={**mine, "If-None-Match": made.headers["ETag"]})
    assert known.status_code == 304
