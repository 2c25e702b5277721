"""What is read of a request's body, and what becomes of one that does not come."""

import asyncio
import tracemalloc

import pytest
from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import StreamReader
from aiohttp.test_utils import make_mocked_request

from classroom_app.protocol.android import JoinRequest
from classroom_app.server.android.bodies import BodyReader, RejectedError


async def test_a_phone_that_was_gone_before_its_body_was_waited_for_is_no_fault_of_ours() -> None:
    """On Windows the end of a connection may be known before the request is looked at."""
    loop = asyncio.get_running_loop()
    never_connected = BaseProtocol(loop)
    body = StreamReader(never_connected, limit=1_000, loop=loop)
    request = make_mocked_request("POST", "/", payload=body)
    request._protocol.transport = None
    reader = BodyReader(silence_s=1)
    with reader.holding(request, 1_000), pytest.raises(ConnectionResetError):
        await reader.read(request, JoinRequest, limit=1_000)


async def test_a_body_of_very_many_values_is_not_taken_apart() -> None:
    loop = asyncio.get_running_loop()
    content = b'{"device_id":"d","junk":[' + b"[]," * 300_000 + b"1]}"
    body = StreamReader(BaseProtocol(loop), limit=len(content), loop=loop)
    body.feed_data(content)
    body.feed_eof()
    request = make_mocked_request("POST", "/", payload=body)
    reader = BodyReader()
    tracemalloc.start()
    try:
        with reader.holding(request, len(content)), pytest.raises(RejectedError) as rejected:
            await reader.read(request, JoinRequest, limit=len(content))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rejected.value.status == 400
    assert most < 3 * len(content), "of empty lists it would be twenty times as much"
