"""What is added to Qt's PDFs keeps them as they are for every reader."""

import re

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.gui.handout.pdf_text import with_language, with_letters_of

QTS = (
    b"%PDF-1.4\n3 0 obj\n<<\n/Type /Catalog\n/Pages 4 0 R\n>>\nendobj\nxref\n0 1\n"
    b"0000000000 65535 f \ntrailer\n<<\n/Size 24\n/Info 1 0 R\n/Root 3 0 R\n>>\n"
    b"startxref\n64\n%%EOF\n"
)


def test_the_language_is_added_at_the_end() -> None:
    made = with_language(QTS, "ko-KR")
    assert made.startswith(QTS)
    start = int(re.findall(rb"startxref\n(\d+)\n", made)[-1])
    assert made[start:].startswith(b"xref\n")
    entry = re.search(rb"\n3 1\n(\d{10}) 00000 n \n", made[start:])
    assert entry is not None
    catalogue = made[int(entry[1]) :]
    assert catalogue.startswith(b"3 0 obj\n<<")
    assert b"/Pages 4 0 R" in catalogue
    assert b"/Lang (ko-KR)" in catalogue
    assert b"/Prev 64\n>>" in made[start:]
    assert made.endswith(b"%%EOF\n")


def test_what_is_no_language_or_no_pdf_of_qt_stays() -> None:
    for language in ("", "ko) /OpenAction (", "한국어", "x" * 300):
        assert with_language(QTS, language) == QTS
    for other in (b"", b"no PDF", QTS.replace(b"/Root 3 0 R", b"/Root 9 0 R"), QTS + b"more"):
        assert with_language(other, "ko") == other


def test_letters_are_those_of_the_text() -> None:
    table = (
        b"<0009> begincmap <0000> <FFFF>\n<0001> <0004> [<0009> <02BB> <2F00> <1100> ]\n"
        b"<0009> <000B> <0041>\n<000C> <000C> <2012>\nendcmap <0009>"
    )
    made = with_letters_of(table, "\u2018\u4e00\u3131\u2013 A")
    assert made == (
        b"<0009> begincmap <0000> <FFFF>\n<0001> <0004> [<0020> <2018> <4E00> <3131> ]\n"
        b"<0009> <000B> <0041>\n<000C> <000C> <2013>\nendcmap <0009>"
    )
    assert with_letters_of(table, "\u02bb\u1100\u2f00\u2012\t") == table


@given(st.binary(max_size=300), st.text(max_size=20))
def test_nothing_moves(content: bytes, text: str) -> None:
    pdf = b"begincmap\n" + content + b"\n<0001> <0002> [<0009> <0041> ]\nendcmap"
    assert len(with_letters_of(pdf, text)) == len(pdf)
