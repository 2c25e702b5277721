"""Decodes pictures for lessons, from any source, in a separate process."""

import json
from dataclasses import replace

from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.lesson_rules import HeicPictureError, LessonFault, Rule
from classroom_app.domain.marks import Area
from classroom_app.protocol.lesson_file import LessonFileError
from classroom_app.system.side_process import JobRefusedError, SideProcess, SideProcessError

# A scan of 80 million pixels takes a slow computer ten seconds, and briefly 600 MB.
DECODED_WITHIN_S = 30.0
DECODING_MEMORY_MB = 1_500


class NoPictureError(ValueError):
    """The bytes are no picture that can be read."""

    def __str__(self) -> str:
        """Return the message."""
        return "This is no picture that can be read."


class LessonPictures:
    """Makes pictures small and checks those of lesson files, one after another."""

    def __init__(self, decoder: SideProcess | None = None) -> None:
        self._decoder = decoder or SideProcess(DECODED_WITHIN_S, DECODING_MEMORY_MB)

    async def small(self, content: bytes) -> Picture:
        """Return a picture as a PNG or a JPEG within the limits.

        Raises:
                NoPictureError: it cannot be read, or not within the limits of time and memory.
                HeicPictureError: it is a phone's HEIC picture, which is not supported.
        """
        return await self._made("small", content)

    async def of_phone(self, content: bytes) -> Picture:
        """Check a picture that a phone has made small, and return it, unchanged where possible.

        Raises:
            NoPictureError, HeicPictureError: as `small`.
        """
        return await self._made("phone", content)

    async def cover(self, picture: Picture, area: Area) -> Picture:
        """Return a picture in which an area is irrecoverably covered.

        Raises:
            NoPictureError: as `small`.
        """
        where = json.dumps([area.x, area.y, area.width, area.height]).encode()
        return await self._made("cover", where + b"\n" + as_bytes(picture))

    async def imported(self, draft: LessonDraft) -> LessonDraft:
        """Return a lesson from a file, with its pictures checked and converted if necessary.

        Raises:
            LessonFileError: pictures are damaged or take too long; it names the steps.
        """
        made: dict[Picture, Picture | None] = {}
        for picture in {step.picture: None for step in draft.subtasks if step.picture is not None}:
            try:
                made[picture] = await self._made("imported", as_bytes(picture))
            except NoPictureError:
                made[picture] = None
        faults = [
            LessonFault(Rule.DAMAGED_PICTURE, "picture", number)
            for number, step in enumerate(draft.subtasks, 1)
            if step.picture is not None and made[step.picture] is None
        ]
        if faults:
            raise LessonFileError(faults)
        if all(picture == same for picture, same in made.items()):
            return draft
        return replace(
            draft,
            subtasks=tuple(
                step if step.picture is None else replace(step, picture=made[step.picture])
                for step in draft.subtasks
            ),
        )

    async def close(self) -> None:
        """End the process at once."""
        await self._decoder.close()

    async def _made(self, job: str, content: bytes) -> Picture:
        try:
            return picture_of(await self._decoder.run(job, content))
        except JobRefusedError as error:
            if str(error) == HeicPictureError.__name__:
                raise HeicPictureError from None
            raise NoPictureError from None
        except SideProcessError:
            raise NoPictureError from None


def as_bytes(picture: Picture) -> bytes:
    """Encode a picture for the decoding process: its media type, a newline, its data."""
    return picture.media_type.encode() + b"\n" + picture.data


def picture_of(content: bytes) -> Picture:
    """Decode what `as_bytes` has encoded."""
    media_type, _, data = content.partition(b"\n")
    return Picture(media_type.decode(), data)
