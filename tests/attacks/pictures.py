"""Help requests with pictures that are hard to decode, and large frames on all connections."""

import asyncio
import base64
import io
import json

from PIL import Image
from websockets.frames import Opcode

from tests.attacks.attack import LOST, Attack, Outcome, Target, drain, frame, message
from tests.helpers.heavy_pictures import large_png, many_scans, png_of
from tests.helpers.sample import picture_bytes

CONNECTIONS = 40
PARKED = 17
PAUSE_S = 0.5


def colours(side: int, subsampling: int) -> bytes:
    """Return a progressive JPEG, which decoders hold in memory: three or six bytes per pixel."""
    buffer = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(
        buffer, "JPEG", progressive=True, subsampling=subsampling
    )
    return buffer.getvalue()


def calls() -> list[bytes]:
    """Return help requests with pictures: refused ones, the heaviest accepted ones, large ones."""
    pictures = [
        many_scans(33_000),
        many_scans(90, 4_898),  # the most that is accepted
        large_png(16_000),
        large_png(4_898),
        png_of((4_898, 4_898), 2, 8),
        colours(4_898, subsampling=2),
        colours(3_900, subsampling=0),
        picture_bytes("JPEG").ljust(1_500_000, b"\0"),
    ]
    texts = [base64.b64encode(one).decode() for one in pictures if len(one) <= 1_500_000]
    return [message("request_help", message="?", screenshot=text) for text in texts]


async def send_pictures(target: Target) -> Outcome:
    """Let each stranger ask for help with all of them, and queue large frames behind."""
    sent = 0
    frames = calls()
    parked = frame(Opcode.TEXT, json.dumps({"type": "heartbeat"}).encode().ljust(2_500_000))

    async def write(writer: asyncio.StreamWriter, content: bytes) -> None:
        nonlocal sent
        writer.write(content)
        async with asyncio.timeout(5):
            await writer.drain()
        sent += len(content)

    async def one(cookie: str, address: str) -> None:
        while not target.is_over:
            try:
                reader, writer = await target.open_socket(cookie, address)
            except LOST:
                await asyncio.sleep(PAUSE_S)
                continue
            reading = asyncio.create_task(drain(reader))
            try:
                await write(writer, message("join"))
                while not (reading.done() or target.is_over):
                    for call in frames:
                        await write(writer, call)
                    for _ in range(PARKED):
                        await write(writer, parked)
                    await asyncio.sleep(PAUSE_S)
            except LOST:
                pass
            finally:
                writer.transport.abort()
                await reading

    async def upload(number: int) -> None:
        """Do the same at the Android app's port."""
        device = f"picture-{number}"
        joining = json.dumps({"session_code": target.code, "name": device, "device_id": device})
        json_type = "Content-Type: application/json"
        path = "POST /api/sessions/join"
        answer = await target.ask(path, json_type, url=target.android_url, body=joining.encode())
        session = json.loads(answer[2])["session"]["id"]
        image = base64.b64encode(many_scans(90, 4_898)).decode()
        body = json.dumps({"device_id": device, "image_data": image}).encode()
        while not target.is_over:
            try:
                path = f"POST /api/sessions/{session}/screenshots/upload"
                await target.ask(path, json_type, url=target.android_url, body=body)
            except LOST:
                pass
            await asyncio.sleep(PAUSE_S)

    results = await asyncio.gather(
        *(one(*seat) for seat in target.seats),
        *(upload(n) for n in range(4)),
        return_exceptions=True,
    )
    faults = [one for one in results if isinstance(one, Exception) and not isinstance(one, LOST)]
    if faults:
        raise faults[0]
    return Outcome(f"{sent >> 20} MB of pictures and parked frames")


ATTACK = Attack(
    "pictures",
    "Calls for help with pictures that take minutes or gigabytes, and parks large frames.",
    send_pictures,
    CONNECTIONS,
)
