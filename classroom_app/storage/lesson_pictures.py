"""Pictures for lessons are decoded in a process of its own, whoever they are from."""

from dataclasses import replace

from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.lesson_rules import HeicPictureError
from classroom_app.system.side_process import JobRefusedError, SideProcess, SideProcessError

# A scan of 80 million pixels takes a slow computer ten seconds, and 600 MB for a moment.
DECODED_WITHIN_S = 30.0
DECODING_MEMORY_MB = 1_500
_CAMERA_MARKS = (b"Exif", b"EXIF", b"eXIf")  # in JPEG, WebP and PNG


class NoPictureError(ValueError):
    """It is no picture that can be read."""

    def __str__(self) -> str:
        """Say so."""
        return "This is no picture that can be read."


class LessonPictures:
    """Has pictures made small, and turned; one after another."""

    def __init__(self, decoder: SideProcess | None = None) -> None:
        self._decoder = decoder or SideProcess(DECODED_WITHIN_S, DECODING_MEMORY_MB)

    async def small(self, content: bytes) -> Picture:
        """Return a picture as a PNG or a JPEG within the limits.

        Raises:
            NoPictureError: it is none that can be read, in the time and memory that it may take.
            HeicPictureError: it is one of a phone, of a kind that is not read here.
        """
        try:
            return _picture_of(await self._decoder.run("small", content))
        except JobRefusedError as error:
            if str(error) == HeicPictureError.__name__:
                raise HeicPictureError from None
            raise NoPictureError from None
        except SideProcessError:
            raise NoPictureError from None

    async def upright(self, draft: LessonDraft) -> LessonDraft:
        """Return the lesson with no picture that some programs turn and others do not."""
        turned: dict[int, Picture] = {}
        for place, step in enumerate(draft.subtasks):
            picture = step.picture
            if picture is not None and any(mark in picture.data for mark in _CAMERA_MARKS):
                turned[place] = await self._upright(picture)
        if not turned:
            return draft
        steps = enumerate(draft.subtasks)
        return replace(
            draft,
            subtasks=tuple(
                replace(step, picture=turned[place]) if place in turned else step
                for place, step in steps
            ),
        )

    async def close(self) -> None:
        """End the process at once."""
        await self._decoder.close()

    async def _upright(self, picture: Picture) -> Picture:
        content = picture.media_type.encode() + b"\n" + picture.data
        try:
            return _picture_of(await self._decoder.run("upright", content))
        except (JobRefusedError, SideProcessError):
            return picture


def _picture_of(answer: bytes) -> Picture:
    media_type, _, data = answer.partition(b"\n")
    return Picture(media_type.decode(), data)
