"""Reads a workbook from its XML, without our code or XlsxWriter."""

import posixpath
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Cell = tuple[str, str]
"""A cell's type (`n` for a number) and its content."""


class Workbook:
    """The sheets of an .xlsx file by name; `parts` are all files in it."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        shared = self._root("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in self.parts else ()
        self._strings = ["".join(item.itertext()) for item in shared]
        relations = {
            relation.get("Id"): relation.get("Target", "")
            for relation in self._root("xl/_rels/workbook.xml.rels")
        }
        self.sheets = {
            sheet.get("name", ""): self._root(posixpath.join("xl", relations[sheet.get(_RELATION)]))
            for sheet in self._root("xl/workbook.xml").iter(f"{_MAIN}sheet")
        }

    def cells(self, sheet: str) -> dict[str, Cell]:
        """Return the filled cells of a sheet by their place, such as `B2`."""
        found: dict[str, Cell] = {}
        for cell in self.sheets[sheet].iter(f"{_MAIN}c"):
            kind, text = cell.get("t", "n"), "".join(cell.itertext())
            assert cell.find(f"{_MAIN}f") is None, "no formula anywhere"
            if text:
                found[cell.get("r", "")] = (kind, self._strings[int(text)] if kind == "s" else text)
        return found

    def is_head_frozen(self, sheet: str) -> bool:
        """Return whether the first row is frozen."""
        pane = next(self.sheets[sheet].iter(f"{_MAIN}pane"), None)
        return pane is not None and (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")

    def _root(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[part])  # noqa: S314 - our own file
