"""HTTP routes for the pages and what they load: assets, and the pictures of lessons."""

import re

from websockets.http11 import Response

from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.protocol import endpoints
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server import refusals
from classroom_app.server.caller import Caller, Handler
from classroom_app.server.http import (
    answer,
    asset_answer,
    error_answer,
    page_headers,
    refusal_answer,
)
from classroom_app.server.pages import HELPER_PAGE, REMOTE_PAGE, STUDENT_PAGE, UPLOAD_PAGE, Pages
from classroom_app.server.typed_paths import join_path

FOREVER = "public, max-age=31536000, immutable"


class PageRoutes:
    """Answers with pages, assets and pictures of lessons."""

    def __init__(self, pages: Pages, lessons: LessonLibrary) -> None:
        self._pages, self._lessons = pages, lessons
        self.handlers: dict[endpoints.Endpoint, Handler] = {
            endpoints.INDEX: self._student,
            endpoints.JOIN_INDEX: self._student,
            endpoints.JOIN_PAGE: self._student,
            endpoints.REMOTE_INDEX: self._remote,
            endpoints.REMOTE_PAGE: self._remote,
            endpoints.UPLOAD_PAGE: self._upload,
            endpoints.HELPER_INDEX: self._helper,
            endpoints.HELPER_PAGE: self._helper,
            endpoints.STATIC: self._asset,
            endpoints.PICTURE: self._picture,
        }

    def mistyped(self, caller: Caller, path: str) -> Response:
        """Redirect to the class that a mistyped path means, or return the page for its code."""
        meant = join_path(path)
        if meant is not None:
            return answer(302, b"", "text/plain", {"Location": meant})
        page = self._page(caller, STUDENT_PAGE)
        return Response(404, "Not Found", page.headers, page.body)

    async def _student(self, caller: Caller, _match: re.Match[str]) -> Response:
        return self._page(caller, STUDENT_PAGE)

    async def _remote(self, caller: Caller, _match: re.Match[str]) -> Response:
        return self._page(caller, REMOTE_PAGE)

    async def _upload(self, caller: Caller, _match: re.Match[str]) -> Response:
        return self._page(caller, UPLOAD_PAGE)

    async def _helper(self, caller: Caller, _match: re.Match[str]) -> Response:
        return self._page(caller, HELPER_PAGE)

    def _page(self, caller: Caller, name: str) -> Response:
        page = self._pages.documents[name]
        return asset_answer(caller.request, page, page_headers(caller.request))

    async def _asset(self, caller: Caller, match: re.Match[str]) -> Response:
        asset = self._pages.assets.get(match[0])
        if asset is None:
            return refusal_answer(refusals.NOTHING_HERE)
        return asset_answer(caller.request, asset, {"Cache-Control": FOREVER})

    async def _picture(self, _caller: Caller, match: re.Match[str]) -> Response:
        picture = await self._lessons.picture(match[1])
        if picture is None:
            return error_answer(404, ErrorCode.NOT_FOUND, "There is no such picture")
        return answer(200, picture.data, picture.media_type, {"Cache-Control": FOREVER})
