"""Manages uploads of lesson pictures from the instructor's phone, one at a time."""

import re
import secrets
from collections.abc import Callable

from classroom_app.application.picture_upload import TakePicture
from classroom_app.server.admission import Monotonic
from classroom_app.server.picture_upload import Decode, Upload

_PHONE_KEY = re.compile(r"[0-9a-f]{16,64}", re.ASCII)


class PhoneUploads:
    """Implements `application.picture_upload.PictureUploads`.

    A pass is valid for `lives_s` seconds, and as long again after each picture. It works only for
    uploads, and only for one phone, which creates a random key and sends it with each connection.
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
        """Start an upload of at most `most` pictures; an earlier one is closed."""
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
        """Close the upload, if there is one."""
        upload, self._upload = self._upload, None
        if upload is not None:
            upload.close()

    def find(self, token: str, phone: str) -> Upload | None:
        """Return the upload of a pass if this phone may use it, else None."""
        upload = self._upload
        if upload is None or not _PHONE_KEY.fullmatch(phone):
            return None
        is_right = secrets.compare_digest(token.encode(), upload.token.encode())
        return upload if is_right and upload.is_for(phone) else None
