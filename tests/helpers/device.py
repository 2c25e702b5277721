"""A simulated Android app: REST first, then a socket without a cookie."""

import base64
import io
from typing import Any

import httpx
from PIL import Image

from tests.helpers.phone import Phone
from tests.helpers.school import HOST, School


def rest_url(school: School) -> str:
    """Return the base URL of the app's REST API."""
    port = school.program.android.port
    assert port is not None, "the listener is open"
    return f"http://{HOST}:{port}"


def picture(kind: str = "JPEG", size: tuple[int, int] = (20, 40)) -> str:
    """Return a picture as the app sends it."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return base64.b64encode(buffer.getvalue()).decode()


class Device:
    """A phone with the app at an address of its own; every 127.x.y.z is this machine."""

    def __init__(self, school: School, device_id: str = "device-1", address: str = HOST) -> None:
        self.school, self.device_id, self.address = school, device_id, address
        self.http = httpx.AsyncClient(
            base_url=rest_url(school),
            trust_env=False,
            transport=httpx.AsyncHTTPTransport(local_address=address),
        )

    async def __aenter__(self) -> "Device":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def post(self, path: str, **fields: Any) -> httpx.Response:
        """Send a JSON body with the device's id in it."""
        return await self.http.post(path, json={"device_id": self.device_id, **fields})

    async def join(self, name: str = "학생", code: str | None = None) -> httpx.Response:
        """Join over REST."""
        code = self.school.session.code if code is None else code
        return await self.post("/api/sessions/join/", session_code=code, name=name)

    async def report(self, subtask_id: int, **fields: Any) -> httpx.Response:
        """Report a step as the app's accessibility service does."""
        fields = {"is_completed": True, "completed_at": "2026-01-01T00:00:00.000Z", **fields}
        path = f"/api/sessions/{self.school.session.id}/report-completion/"
        return await self.post(path, subtask_id=subtask_id, **fields)

    async def upload(self, image_data: str, **fields: Any) -> httpx.Response:
        """Upload a picture of the screen."""
        path = f"/api/sessions/{self.school.session.id}/screenshots/upload/"
        fields = {"captured_at": 1_767_225_600_123, **fields}
        return await self.post(path, image_data=image_data, **fields)

    async def open_socket(self) -> Phone:
        """Open the socket, without a cookie."""
        return await self.school.connect(local_addr=(self.address, 0))
