"""Uploads of pictures for a lesson from the instructor's phone, one at a time."""

import re
import secrets
from collections.abc import Callable

from classroom_app.application.picture_upload import TakePicture
from classroom_app.server.admission import Monotonic
from classroom_app.server.picture_upload import Decode, Upload

_PHONE_KEY = re.compile(r"[0-9a-f]{16,64}", re.ASCII)


class PhoneUploads:
    """Implements `application.picture_upload.PictureUploads`.

    A pass lives for `lives_s`, and so long again after each picture of its phone. It is good for
    nothing else, and for one phone, which makes a random key and sends it each time it connects.
    """

    def __init__(
        self,
        base_url: Callable[[], str],
        decode: Decode,
        monotonic: Monotonic,
        lives_s: float,
    ) -> None:
        self._base_url, self._decode = base_url, decode
        self._monotonic, self._lives_s = monotonic, lives_s
        self._upload: Upload | None = None

    def open(self, most: int, take: TakePicture, changed: Callable[[], None]) -> Upload:
        """Begin to wait for a phone with at most so many pictures; an earlier upload ends."""
        self.close()
        self._upload = Upload(
            self._base_url(),
            most,
            take,
            changed,
            self._decode,
            self._monotonic,
            self._lives_s,
        )
        return self._upload

    def close(self) -> None:
        """End the upload, if there is one."""
        upload, self._upload = self._upload, None
        if upload is not None:
            upload.close()

    def find(self, token: str, phone: str) -> Upload | None:
        """Return the upload of a pass, if this phone may use it."""
        upload = self._upload
        if upload is None or not _PHONE_KEY.fullmatch(phone):
            return None
        is_right = secrets.compare_digest(token.encode(), upload.token.encode())
        return upload if is_right and upload.is_for(phone) else None
