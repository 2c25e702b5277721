"""Reads the rows of an Excel workbook (.xlsx): the values that it shows, and nothing else.

A workbook is an untrusted zip file of XML. Only its sheets and strings are read, with limits;
links, macros and pictures are never read, and document types with entities are refused.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from classroom_app.domain.sheet import (
    MAX_CELL_LENGTH,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Sheet,
    SheetError,
    SheetFlaw,
)

_MOST_PARTS, _MOST_SHEETS = 2_000, 12
# For all parts together: unpacked bytes, and elements, of which the smallest has four bytes.
_MOST_BYTES, _MOST_ELEMENTS = 16_000_000, 800_000
# The parser is fed in pieces, so that other threads can run in between. A longer tag is not in any
# real workbook, and would be parsed anew with each piece.
_PIECE, _LONGEST_TAG = 32_768, 131_072
_MOST_STRINGS = 400_000
_WORKBOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_PLACE = re.compile(r"([A-Z]{1,3})\d*\Z")
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,
    RuntimeError,  # a part that is encrypted
    ValueError,
    LookupError,
    OSError,
)

Attributes = dict[str, str]


def workbook_rows(content: bytes) -> list[Sheet]:
    """Return the visible sheets of a workbook that are not empty.

    Raises:
        SheetError: it is damaged, too large, or malicious.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            return _Workbook(file).sheets()
    except SheetError:
        raise
    except _DAMAGES as error:
        raise SheetError(SheetFlaw.DAMAGED, str(error)) from error


class _Workbook:
    """Reads the parts that are needed, within limits on their bytes, elements and rows."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        if len(file.infolist()) > _MOST_PARTS:
            raise SheetError(SheetFlaw.TOO_LARGE, "parts")
        self._file, self._names = file, set(file.namelist())
        self._bytes_left, self._elements_left = _MOST_BYTES, _MOST_ELEMENTS
        self._rows_left = MAX_ROWS

    def sheets(self) -> list[Sheet]:
        listed = self._listed()
        strings = self._strings() if _STRINGS in self._names else []
        found = []
        for title, part in listed[:_MOST_SHEETS]:
            if part in self._names:
                rows = self._rows(part, strings)
                if rows:
                    found.append(Sheet(title, tuple(rows)))
        return found

    def _listed(self) -> list[tuple[str, str]]:
        """Return the title and part of each visible sheet, or of all if all are hidden."""
        if _WORKBOOK not in self._names:
            raise SheetError(SheetFlaw.OTHER_KIND)
        targets: dict[str, str] = {}

        def relation(name: str, about: Attributes) -> None:
            if name == "Relationship" and about.get("TargetMode") != "External":
                target = about.get("Target", "")
                targets[about.get("Id", "")] = posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                )

        self._parse("xl/_rels/workbook.xml.rels", relation)
        sheets: list[tuple[bool, str, str]] = []

        def sheet(name: str, about: Attributes) -> None:
            if name == "sheet":
                is_hidden = about.get("state", "visible") != "visible"
                sheets.append((is_hidden, about.get("name", ""), about.get("id", "")))

        self._parse(_WORKBOOK, sheet)
        known = [(is_hidden, name, targets[r]) for is_hidden, name, r in sheets if r in targets]
        seen = [one for one in known if not one[0]] or known
        return [(title, part) for _is_hidden, title, part in seen]

    def _strings(self) -> list[str]:
        strings: list[str] = []
        reading = _Text()

        def begin(name: str, _about: Attributes) -> None:
            if name == "si":
                reading.begin()
            reading.enter(name)

        def end(name: str) -> None:
            reading.leave(name)
            if name == "si":
                if len(strings) >= _MOST_STRINGS:
                    raise SheetError(SheetFlaw.TOO_LARGE, "strings")
                strings.append(reading.text)

        self._parse(_STRINGS, begin, end, reading.add)
        return strings

    def _rows(self, part: str, strings: list[str]) -> list[Row]:
        sheet = _SheetReading(strings, self._take_row)
        self._parse(part, sheet.begin, sheet.end, sheet.add)
        return sheet.rows

    def _take_row(self) -> None:
        self._rows_left -= 1
        if self._rows_left < 0:
            raise SheetError(SheetFlaw.TOO_MANY_ROWS)

    def _parse(
        self,
        part: str,
        begin: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        add: Callable[[str], None] | None = None,
    ) -> None:
        """Parse a part of the file; names are passed without their namespace prefixes."""
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def begun(name: str, about: Attributes) -> None:
            self._elements_left -= 1
            if self._elements_left < 0:
                raise SheetError(SheetFlaw.TOO_LARGE, part)
            plain = {key.rpartition(":")[2]: value for key, value in about.items()}
            begin(name.rpartition(":")[2], plain)

        parser.StartElementHandler = begun
        if end is not None:
            parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        if add is not None:
            parser.CharacterDataHandler = add
        parser.StartDoctypeDeclHandler = _refuse_doctype
        fed = 0
        with self._file.open(part) as source:
            while piece := source.read(_PIECE):
                self._bytes_left -= len(piece)
                if self._bytes_left < 0:
                    raise SheetError(SheetFlaw.TOO_LARGE, part)
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise SheetError(SheetFlaw.TOO_LARGE, part)
        parser.Parse(b"", True)


def _refuse_doctype(*_about: object) -> None:
    """Refuse a document type: no workbook has one, except for an entity expansion attack."""
    raise SheetError(SheetFlaw.DAMAGED, "a document type")


class _Text:
    """Collects the text of a string (`t`) or value (`v`), without its pronunciation (`rPh`)."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._parts: list[str] = []
        self._length, self._is_read, self._spoken = 0, False, 0

    def enter(self, name: str) -> None:
        self._spoken += name == "rPh"
        self._is_read = name in ("t", "v") and not self._spoken

    def leave(self, name: str) -> None:
        self._spoken -= name == "rPh"
        self._is_read = False

    def add(self, text: str) -> None:
        if self._is_read and self._length < MAX_CELL_LENGTH:
            text = text[: MAX_CELL_LENGTH - self._length]
            self._length += len(text)
            self._parts.append(text)

    @property
    def text(self) -> str:
        return "".join(self._parts)


class _SheetReading:
    """Collects the rows of a sheet as it is parsed; `take_row` counts them and may raise."""

    def __init__(self, strings: list[str], take_row: Callable[[], None]) -> None:
        self.rows: list[Row] = []
        self._strings, self._take_row = strings, take_row
        self._number = self._place = 0
        self._kind = ""
        self._cells: dict[int, str] = {}
        self._text = _Text()

    def begin(self, name: str, about: Attributes) -> None:
        if name == "row":
            given = about.get("r", "")
            self._number = int(given) if given.isascii() and given.isdecimal() else self._number + 1
            self._cells, self._place = {}, -1
        elif name == "c":
            found = _PLACE.match(about.get("r", ""))
            self._place = _column(found[1]) if found else self._place + 1
            self._kind = about.get("t", "n")
            self._text.begin()
        self._text.enter(name)

    def add(self, text: str) -> None:
        self._text.add(text)

    def end(self, name: str) -> None:
        self._text.leave(name)
        if name == "c":
            value = self._value()
            if value and 0 <= self._place < MAX_COLUMNS:
                self._cells[self._place] = value
        elif name == "row" and self._cells:
            self._take_row()
            width = max(self._cells) + 1
            cells = tuple(self._cells.get(place, "") for place in range(width))
            self.rows.append(Row(self._number, cells))

    def _value(self) -> str:
        text = self._text.text.strip()
        match self._kind:
            case "s" if text.startswith("-"):  # a negative index would count from the end
                raise SheetError(SheetFlaw.DAMAGED, text)
            case "s":
                return self._strings[int(text)].strip() if text else ""
            case "e":  # such as #REF!
                return ""
            case "n":
                return _plain_number(text)
            case _:
                return text


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1


def _plain_number(text: str) -> str:
    """Return "12" for "12.0" and "1.2E1": Excel writes whole numbers in any of these ways."""
    try:
        number = float(text)
    except ValueError:
        return text
    is_whole = number.is_integer() and abs(number) < 1e15
    return str(int(number)) if is_whole else text
