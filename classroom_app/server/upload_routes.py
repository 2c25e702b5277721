"""HTTP route of an upload: whether a phone may send pictures, and how many more."""

import re

from websockets.http11 import Response

from classroom_app.protocol import endpoints
from classroom_app.protocol.picture_messages import UploadInfo
from classroom_app.server import refusals
from classroom_app.server.caller import Caller, Handler
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.http import json_answer, phone_key_of
from classroom_app.server.phone_uploads import PhoneUploads
from classroom_app.server.picture_upload import Upload


class UploadRoutes:
    """Answers phones that have the pass of an upload."""

    def __init__(self, uploads: PhoneUploads, throttle: CodeThrottle) -> None:
        self._uploads, self._throttle = uploads, throttle
        self.handlers: dict[endpoints.Endpoint, Handler] = {endpoints.UPLOAD: self._upload}

    def find(self, caller: Caller, token: str) -> Upload | Response:
        """Return the upload of a pass, or the refusal for a phone that may not use it."""
        # Before the throttle: a pass cannot be guessed, so its phone need not wait for guessers.
        upload = self._uploads.find(token, phone_key_of(caller.request))
        return (
            upload
            or self._throttle.slowed(caller)
            or self._throttle.refuse(caller, refusals.NO_PASS, token)
        )

    async def _upload(self, caller: Caller, match: re.Match[str]) -> Response:
        upload = self.find(caller, match[1])
        if isinstance(upload, Response):
            return upload
        return json_answer(200, UploadInfo(upload.room))
