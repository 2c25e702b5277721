"""The tests' own phone."""

from tests.browser.phone import Phone
from tests.browser.program import Program


def test_a_clean_phone_knows_nothing_of_an_older_program_at_the_same_port(
    phone: Phone, program: Program
) -> None:
    phone.open(program.join_url)
    phone.run("localStorage.setItem('classroom.name', '김영희')")
    phone.open("about:blank")
    phone.clean()
    phone.open(program.join_url)
    assert phone.run("return localStorage.getItem('classroom.name')") is None
