import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from classroom_app.protocol.picture_end import is_cut_short
from tests.helpers.bad_pictures import BAD_PICTURES
from tests.helpers.sample import picture_bytes


def encoded(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((40, 80), 90).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()


def with_thumbnail() -> bytes:
    """Return a JPEG with a whole one in its head, as cameras write them."""
    exif = b"Exif\0\0" + picture_bytes("JPEG")
    whole = encoded("JPEG")
    return whole[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif + whole[2:]


WHOLE = {
    "png": encoded("PNG"),
    "jpeg": encoded("JPEG"),
    "progressive": encoded("JPEG", progressive=True),
    "thumbnail": with_thumbnail(),
    "filled up": encoded("JPEG").replace(b"\xff\xda", b"\xff\xff\xff\xda", 1),
    "webp": encoded("WEBP"),
    "lossless": encoded("WEBP", lossless=True),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_one_is_whole_whatever_stands_behind_it(name: str) -> None:
    assert not is_cut_short(WHOLE[name])
    assert not is_cut_short(WHOLE[name] + bytes(9_000))
    assert not is_cut_short(WHOLE[name] + b"\xff\xd8\xff\xda")


@pytest.mark.parametrize("name", WHOLE)
@given(part=st.floats(0, 0.99))
def test_wherever_it_was_cut_it_is_not_there_to_its_end(name: str, part: float) -> None:
    whole = WHOLE[name]
    cut = whole[: max(12, int(len(whole) * part))]
    assert is_cut_short(cut)


def test_a_damaged_one_may_have_its_end() -> None:
    assert not is_cut_short(BAD_PICTURES["spoiled.png"].content), "decoding it tells"


@given(content=st.binary(max_size=300), name=st.sampled_from(sorted(WHOLE)))
def test_whatever_follows_a_beginning_it_is_looked_at_to_its_end(content: bytes, name: str) -> None:
    is_cut_short(WHOLE[name][:40] + content)
    assert not is_cut_short(b"GIF89a" + content), "another kind"
