import pytest

from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server import refusals
from classroom_app.server.android.bodies import RejectedError
from classroom_app.server.http import refusal_answer


@pytest.mark.parametrize("code", RefusalCode)
def test_each_refusal_is_said_on_every_way(code: RefusalCode) -> None:
    turned = refusals.rejection(Refused(code, "No"))
    assert 400 <= turned.status < 600
    assert (turned.code, turned.message) == (code.value, "No")
    assert (turned.retry_after_s is not None) is (turned.status == 503)
    assert refusals.SOCKET_CODES[code] in ErrorCode
    assert not turned.wrong_code, "a decision knows nothing of guesses"


@pytest.mark.parametrize(
    "turned",
    [each for each in vars(refusals).values() if isinstance(each, refusals.Rejected)],
    ids=lambda turned: turned.code.value,
)
def test_both_ports_say_the_same(turned: refusals.Rejected) -> None:
    page, app = refusal_answer(turned), RejectedError.of(turned).answer()
    assert page.status_code == app.status == turned.status
    assert page.body == app.body
    assert page.headers.get("Retry-After") == app.headers.get("Retry-After")
    assert (turned.status == 503) is ("Retry-After" in page.headers)


@pytest.mark.parametrize(("wait_s", "said_s"), [(0.1, 1), (59.2, 60), (60.0, 60)])
def test_who_guessed_too_often_is_told_how_long_to_wait(wait_s: float, said_s: int) -> None:
    turned = refusals.too_many_tries(wait_s)
    assert turned is not None
    assert (turned.status, turned.retry_after_s) == (429, said_s)
    assert f"wait {said_s} s" in turned.message


@pytest.mark.parametrize("wait_s", [0.0, -3.0])
def test_who_has_not_may_go_on(wait_s: float) -> None:
    assert refusals.too_many_tries(wait_s) is None
