"""Headers that carry what people wrote."""

import time
from contextlib import suppress

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from classroom_app.server.http import language_header, query_of, takes_gzip
from tests.helpers.timing import SCALE


@pytest.mark.parametrize("language", ["ko", "en", "pt-BR", "zh-Hant-TW"])
def test_a_language_is_named_by_its_code(language: str) -> None:
    assert language_header(language) == {"Content-Language": language}


@pytest.mark.parametrize("language", ["한국어", "ko\r\nX: y", "", "k", "ko-", "ko\n"])
def test_what_is_no_code_is_no_header(language: str) -> None:
    assert language_header(language) == {}


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("", False),
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1, GZIP; q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, deflate", False),
        ("identity, *;q=0.1", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0, gzip;q=0.001", True),
        ("x-gzip", True),
        ("notgzip", False),
        ("identity", False),
        (";;,q=1,", False),
    ],
)
def test_who_takes_what_is_compressed(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_no_list_of_codings_takes_long_to_be_read() -> None:
    begun = time.process_time()
    for _ in range(40):
        takes_gzip("a;q=," * 17_000)
    assert time.process_time() - begun < 0.1 * SCALE, "it took 400 ms"


@pytest.mark.parametrize("end", ["", "&b=%ff", "&" * 20])
def test_a_long_query_is_taken_apart_once(end: str) -> None:
    """Each request asks for several of its values, and eight kilobytes took 0.4 ms each time."""
    request = Request(
        "/join?" + "&".join(f"a{n}={'%41' * 130}" for n in range(19)) + end, Headers()
    )
    begun = time.process_time()
    for _ in range(600):
        with suppress(ValueError):
            assert query_of(request)["a18"] == "A" * 130
    assert time.process_time() - begun < 0.1 * SCALE, "it took 200 ms"
