"""Fixes the text layer of Qt's PDFs, so that text can be searched, copied and read aloud.

Qt maps each glyph to the lowest code point that has it: a space becomes a tab, an opening quotation
mark a Hawaiian letter, a Chinese character a radical. Qt also writes no document language, which
screen readers need.
"""

import re
import unicodedata

_TABLE, _TABLE_ENDS = b"begincmap", b"endcmap"
# A range of glyphs with an array of code points, or with the first of consecutive ones.
_RANGE = re.compile(rb"(<[0-9A-F]{4}> <[0-9A-F]{4}> )(\[[^\]]*\]|<[0-9A-F]{4}>)")
_CODE = re.compile(rb"<([0-9A-F]{4})>")
# Code points that share a glyph in many fonts but are unrelated by Unicode normalization.
_LOOK_ALIKE = {0x0009: 0x0020, 0x02BB: 0x2018, 0x02BC: 0x2019, 0x2012: 0x2013}

_TRAILER = re.compile(
    rb"trailer\s*<<(?P<entries>.*?/Root\s+(?P<root>\d+)\s+0\s+R.*?)>>\s*"
    rb"startxref\s+(?P<xref>\d+)\s+%%EOF\s*\Z",
    re.DOTALL,
)
_CATALOGUE = re.compile(rb"\d+ 0 obj\s*<<(.{,2000}?)>>\s*endobj", re.DOTALL)
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


def with_letters_of(pdf: bytes, text: str) -> bytes:
    """Return a PDF written by Qt with glyphs mapped to the characters of `text`, if ambiguous."""
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

    # The length does not change, so all offsets in the file stay valid. No regular expression runs
    # over the whole file: it may be long, and matching holds the GIL.
    parts, done = [], 0
    while (start := pdf.find(_TABLE, done)) >= 0:
        end = pdf.find(_TABLE_ENDS, start)
        if end < 0:
            break
        parts += [pdf[done:start], _RANGE.sub(mend, pdf[start:end])]
        done = end
    return b"".join((*parts, pdf[done:])) if parts else pdf


def with_language(pdf: bytes, language: str) -> bytes:
    """Return a PDF written by Qt with its language set and its title shown in the viewer's window.

    Appends an incremental update (ISO 32000-1, 7.5.6): a new catalogue and a cross-reference table.
    A PDF that does not look like Qt's, or an invalid language tag, leaves it unchanged.
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
