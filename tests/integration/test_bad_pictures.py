"""Every bad picture at every door that has no window: taken rightly, or refused with its name.

The doors of the window are in `tests/end2end/test_window_bad_pictures.py`, those of the phones'
pages in `tests/browser/test_bad_pictures.py`.
"""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import Rule
from classroom_app.gui.kit.images import read_image
from classroom_app.gui.lessons.picture_box import png_of
from classroom_app.protocol.lesson_file import FORMAT
from tests.helpers.bad_pictures import BAD_PICTURES, BadPicture
from tests.helpers.device import Device
from tests.helpers.sample import error_of, flat, picture_bytes
from tests.helpers.school import School
from tests.helpers.stored import one_of, rows_of
from tests.helpers.upload_phone import UploadPhone, pass_of

ID = "0123456789abcdef"
# What a lesson file and a call for help may hold, whatever else is a picture.
LESSON_KINDS, CALL_KINDS = ("png", "jpeg", "webp"), ("png", "jpeg")

every_bad_picture = pytest.mark.parametrize(
    "bad", BAD_PICTURES.values(), ids=lambda bad: str(bad.name)
)


@every_bad_picture
async def test_from_the_instructors_phone(school: School, bad: BadPicture) -> None:
    pictures: list[Picture] = []

    async def take(picture: Picture) -> bool:
        pictures.append(picture)
        return True

    upload = school.services.uploads.open(9, take, lambda: None)
    phone = await UploadPhone.come(school, pass_of(upload.url))
    assert (await phone.hear())[0] == "upload_ready"
    if not bad.content:
        return  # no phone can offer a picture without a byte
    kind, data = await phone.give(ID, bad.content, name=bad.name)
    if bad.is_picture:
        assert kind == "picture_stored"
        assert bad.is_shown_by(pictures[0].data)
    else:
        reason = "heic" if bad.name.endswith("HEIC") else "no_picture"
        assert (kind, data["reason"]) == ("picture_refused", reason)
        assert upload.progress.refused[0].name == bad.name
        assert not pictures
    assert (await phone.give("ffffffff", picture_bytes()))[0] == "picture_stored", "it goes on"


@pytest.mark.parametrize("is_mobedu", [False, True], ids=["lesson", "mobedu"])
@every_bad_picture
async def test_in_a_file(school: School, tmp_path: Path, bad: BadPicture, is_mobedu: bool) -> None:
    encoded = base64.b64encode(bad.content).decode()
    steps: list[dict[str, Any]] = [
        {"title": "One"},
        {"title": "Two", "picture": f"data:image/{bad.kind or 'png'};base64,{encoded}"},
    ]
    document: dict[str, Any] = {"title": "T", "subtasks": steps}
    if not is_mobedu:
        document["format"] = FORMAT
    path = tmp_path / "lesson.json"
    path.write_text(json.dumps(document), "utf-8")
    data_dir = school.program.config.data_dir
    before = one_of(data_dir, "SELECT count(*) FROM lessons")
    (report,) = await school.services.lessons.import_files([path])
    if bad.is_picture and bad.kind in LESSON_KINDS:
        assert not report.faults
        assert report.lesson_id is not None
        draft = await school.services.lessons.draft(report.lesson_id)
        picture = draft.subtasks[1].picture
        assert picture is not None
        assert bad.is_shown_by(picture.data)
    else:
        (fault,) = report.faults
        assert fault.place == "subtasks[2].picture"
        assert fault.rule in (Rule.PICTURE, Rule.DAMAGED_PICTURE)
        is_damaged = bad.name.startswith(("head", "half", "spoiled"))
        assert (fault.rule is Rule.DAMAGED_PICTURE) == is_damaged
        assert one_of(data_dir, "SELECT count(*) FROM lessons") == before
        assert rows_of(data_dir, "SELECT * FROM pictures") == []


def seen_by_the_instructor(data_dir: Path, path: str) -> bytes:
    """Return what the window shows of a picture that was kept."""
    image = read_image(str(data_dir / path))
    assert not image.isNull()
    return png_of(image.convertToFormat(QImage.Format.Format_RGB32))


@every_bad_picture
async def test_with_a_call_for_help(school: School, bad: BadPicture) -> None:
    phone = await school.student("Kim", presence=False)
    screenshot = base64.b64encode(bad.content).decode()
    answer = await phone.ask("request_help", message="Where?", screenshot=screenshot)
    await school.pictures_settled()
    data_dir = school.program.config.data_dir
    if bad.is_picture and bad.kind in CALL_KINDS:
        assert answer["type"] == "request_help_confirmed"
        path = one_of(data_dir, "SELECT screenshot_path FROM help_requests")
        assert bad.is_shown_by(seen_by_the_instructor(data_dir, path))
        return
    if not bad.content:
        assert answer["type"] == "request_help_confirmed", "no picture was sent"
    elif answer["type"] == "request_help_confirmed":  # the picture was looked at after the words
        refused = flat(await phone.expect("help_picture_refused"))
        assert "screenshot must be" in refused["error"]
    else:
        assert error_of(answer) == ("invalid_field", "request_help")
        assert "screenshot must be" in answer["error"]
        again = await phone.ask("request_help", message="Where?")
        assert again["type"] == "request_help_confirmed", "the words can go without it"
    assert not list((data_dir / "screenshots").rglob("*.*"))


@every_bad_picture
async def test_from_the_android_app(open_house: School, bad: BadPicture) -> None:
    async with Device(open_house) as device:
        await device.join()
        answer = await device.upload(base64.b64encode(bad.content).decode())
    data_dir = open_house.program.config.data_dir
    kept = list((data_dir / "screenshots").rglob("*.*"))
    if bad.is_picture and bad.kind in CALL_KINDS:
        assert answer.status_code == 201
        assert bad.is_shown_by(seen_by_the_instructor(data_dir, str(kept[0])))
    else:
        assert answer.status_code == 400
        assert "image_data must be" in answer.json()["error"]["message"]
        assert not kept
