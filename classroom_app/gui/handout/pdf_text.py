"""What Qt leaves out of a PDF whose text is to be found, copied and read aloud.

Qt writes for each glyph the lowest letter that has it: a tab for a blank, a sign of Hawaiian for an
opening quotation mark, a radical for a Chinese character. And it writes no language, without which
nobody knows how to read aloud.
"""

import re
import unicodedata

_TABLE, _TABLE_ENDS = b"begincmap", b"endcmap"
# A range of glyphs with a letter each, or with the first of letters that follow one another.
_RANGE = re.compile(rb"(<[0-9A-F]{4}> <[0-9A-F]{4}> )(\[[^\]]*\]|<[0-9A-F]{4}>)")
_CODE = re.compile(rb"<([0-9A-F]{4})>")
# Letters that look alike in many fonts, and have nothing in common for Unicode.
_LOOK_ALIKE = {0x0009: 0x0020, 0x02BB: 0x2018, 0x02BC: 0x2019, 0x2012: 0x2013}

_TRAILER = re.compile(
    rb"trailer\s*<<(?P<entries>.*?/Root\s+(?P<root>\d+)\s+0\s+R.*?)>>\s*"
    rb"startxref\s+(?P<xref>\d+)\s+%%EOF\s*\Z",
    re.DOTALL,
)
_CATALOGUE = re.compile(rb"\d+ 0 obj\s*<<(.{,2000}?)>>\s*endobj", re.DOTALL)
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


def with_letters_of(pdf: bytes, text: str) -> bytes:
    """Return a PDF of Qt's that says the letters of `text` where its glyphs have several."""
    used = {ord(letter) for letter in text} | {0x20, *range(0x30, 0x3A)}
    by_form = {unicodedata.normalize("NFKC", chr(code)): code for code in sorted(used)}

    def right(match: re.Match[bytes]) -> bytes:
        code = int(match[1], 16)
        if code not in used:
            alike = _LOOK_ALIKE.get(code, code)
            form = unicodedata.normalize("NFKC", chr(code))
            code = alike if alike in used else by_form.get(form, code)
        return b"<%04X>" % code if code <= 0xFFFF else match[0]

    def mend(found: re.Match[bytes]) -> bytes:
        return found[1] + _CODE.sub(right, found[2])

    # The length stays as it is, and so does where everything stands in the file. No pattern goes
    # over the whole of it: it may be long, and Python does nothing else meanwhile.
    parts, done = [], 0
    while (start := pdf.find(_TABLE, done)) >= 0:
        end = pdf.find(_TABLE_ENDS, start)
        if end < 0:
            break
        parts += [pdf[done:start], _RANGE.sub(mend, pdf[start:end])]
        done = end
    return b"".join((*parts, pdf[done:])) if parts else pdf


def with_language(pdf: bytes, language: str) -> bytes:
    """Return a PDF of Qt's with its language, and with its title for the reader's window.

    It is added at the end (ISO 32000-1, 7.5.6): the catalogue once more, and a table that says
    where. What does not look like Qt's is returned as it is.
    """
    trailer = _TRAILER.search(pdf, max(0, len(pdf) - 4_096))
    if trailer is None or not _TAG.fullmatch(language):
        return pdf
    root = int(trailer["root"])
    catalogue = _CATALOGUE.match(pdf, pdf.find(b"\n%d 0 obj" % root) + 1)
    if catalogue is None or b"<<" in catalogue[1]:
        return pdf
    added = b"/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>\n" % language.encode()
    start = len(pdf)
    body = b"%d 0 obj\n<<%s%s>>\nendobj\n" % (root, catalogue[1], added)
    table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (root, start)
    entries = trailer["entries"].strip() + b"\n/Prev " + trailer["xref"]
    end = b"trailer\n<<\n%s\n>>\nstartxref\n%d\n%%%%EOF\n" % (entries, start + len(body))
    return b"".join((pdf, body, table, end))
