import time
from datetime import UTC, datetime

import pytest

from classroom_app.application.ports import Identity
from classroom_app.server.identities import (
    INSTRUCTOR,
    MOST_COOKIES,
    STUDENT,
    Identities,
    grant_of,
    new_token,
    token_sha256,
    tokens_in,
)
from tests.helpers.timing import SCALE

NOW = datetime(2026, 3, 2, tzinfo=UTC)
KIM = Identity(2, STUDENT, 1, 1)


@pytest.mark.parametrize(
    ("headers", "tokens"),
    [
        ([], []),
        ([""], []),
        (["sessionid=abc"], ["abc"]),
        (["a=b; sessionid=abc; c=d"], ["abc"]),
        (["a=b;sessionid=abc;c"], ["abc"]),
        (['sessionid="abc"'], ["abc"]),
        (["sessionid = abc"], []),
        (["sessionid=a=b=="], ["a=b=="]),
        (["SESSIONID=abc; xsessionid=abc; sessionid2=abc"], []),
        (["sessionid=abc; sessionid=def"], ["abc", "def"]),
        (["sessionid=abc", "sessionid=def"], ["abc", "def"]),
        (["sessionid="], [""]),
        (["sessionid"], [""]),
        ([";;=; = ;sessionid=abc;"], ["abc"]),
    ],
)
def test_our_cookie_among_others(headers: list[str], tokens: list[str]) -> None:
    assert tokens_in(headers) == tokens


@pytest.mark.parametrize(
    "cookies",
    [
        [";" * 1_000] * 120,
        ["sessionid=1; " * 70] * 120,
        [" " * 1_000 + "sessionid"] * 120,
        [("; " * 500) + "xsessionid=1"] * 120,
    ],
)
def test_no_cookies_take_long_to_be_looked_through(cookies: list[str]) -> None:
    """They come with a request of anybody's, and all others wait meanwhile."""
    known = Identities({})
    begun = time.process_time()
    for _ in range(20):
        assert known.identify(cookies) is None
    assert time.process_time() - begun < 0.1 * SCALE, "it took up to 400 ms"
    assert len(tokens_in(cookies)) <= MOST_COOKIES


def test_whom_a_cookie_stands_for() -> None:
    old, new = new_token(), new_token()
    identities = Identities({token_sha256(old): KIM})
    identities.add(grant_of(new, Identity(1, INSTRUCTOR), NOW))
    assert identities.identify([f"sessionid={old}"]) == (old, KIM)
    assert identities.identify([f"a=b; sessionid=x; sessionid={new}"]) == (
        new,
        Identity(1, INSTRUCTOR),
    )
    for nobody in ([], ["sessionid="], ["sessionid=x"], [f"other={old}"], ["sessionid=ÿ"]):
        assert identities.identify(nobody) is None


@pytest.mark.parametrize(
    ("cookies", "role", "who"),
    [
        ("both", None, STUDENT),
        ("both", STUDENT, STUDENT),
        ("both", INSTRUCTOR, INSTRUCTOR),
        ("sessionid={seat}", INSTRUCTOR, None),
        ("remoteid={remote}", None, INSTRUCTOR),
        ("remoteid={remote}", INSTRUCTOR, INSTRUCTOR),
        ("remoteid={remote}", STUDENT, None),
        # A student who was removed does not come back as the instructor.
        ("sessionid=void; remoteid={remote}", None, None),
        ("sessionid=void; remoteid={remote}", STUDENT, None),
        ("sessionid=void; remoteid={remote}", INSTRUCTOR, INSTRUCTOR),
        # A program that signed in with the key, and a remote from before there were two names.
        ("sessionid={remote}", None, INSTRUCTOR),
        ("sessionid={remote}", INSTRUCTOR, INSTRUCTOR),
        ("sessionid={remote}", STUDENT, None),
        ("sessionid={remote}; sessionid={seat}", STUDENT, STUDENT),
        # A seat is not to be had under the remote's name.
        ("remoteid={seat}", STUDENT, None),
        ("remoteid={seat}", INSTRUCTOR, None),
    ],
)
def test_two_roles_on_one_phone(cookies: str, role: str | None, who: str | None) -> None:
    seat, remote = new_token(), new_token()
    identities = Identities({token_sha256(seat): KIM})
    identities.add(grant_of(remote, Identity(1, INSTRUCTOR, remote=True), NOW))
    if cookies == "both":
        cookies = "remoteid={remote}; sessionid={seat}"
    known = identities.identify([cookies.format(seat=seat, remote=remote)], role)
    assert (known and known[1].role) == who


def test_a_void_cookie() -> None:
    first, second, other = new_token(), new_token(), new_token()
    identities = Identities({token_sha256(first): KIM})
    identities.add(grant_of(second, KIM, NOW))
    identities.add(grant_of(other, Identity(3, STUDENT, 1, 2), NOW))
    identities.void(1)
    assert identities.identify([f"sessionid={first}; sessionid={second}"]) is None
    assert identities.identify([f"sessionid={other}"]) is not None
    identities.void(1)  # twice is no harm


def test_remotes_can_be_switched_off() -> None:
    remote, desktop, seat = new_token(), new_token(), new_token()
    identities = Identities({})
    identities.add(grant_of(desktop, Identity(1, INSTRUCTOR), NOW))
    identities.add(grant_of(remote, Identity(1, INSTRUCTOR, remote=True), NOW))
    identities.add(grant_of(seat, KIM, NOW))
    assert len(identities.leaders) == 2
    assert identities.void_leaders(lambda each: each.remote)
    assert not identities.void_leaders(lambda each: each.remote)
    assert identities.identify([f"sessionid={desktop}"]) is not None
    assert identities.identify([f"sessionid={remote}"]) is None
    assert identities.void_leaders()
    assert identities.leaders == []
    assert identities.identify([f"sessionid={desktop}"]) is None
    assert identities.identify([f"sessionid={seat}"]) is not None


def test_a_token_that_is_no_longer_good() -> None:
    good, bad = new_token(), new_token()
    identities = Identities({}, lambda token, _identity: token == good)
    for token in (good, bad):
        identities.add(grant_of(token, Identity(1, INSTRUCTOR), NOW))
    assert identities.identify([f"sessionid={bad}"]) is None
    found = identities.identify([f"sessionid={bad}; sessionid={good}"])
    assert found is not None
    assert found[0] == good


def test_what_is_kept_of_a_token() -> None:
    token = new_token()
    assert len({new_token() for _ in range(100)}) == 100
    assert len(token) * 6 >= 256
    assert grant_of(token, KIM, NOW).token_sha256 == token_sha256(token) != token
