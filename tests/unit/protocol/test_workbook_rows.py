"""Workbooks: what Excel and others write, and what somebody makes to do harm."""

import contextlib
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.sheet import MAX_COLUMNS, MAX_ROWS, SheetError, SheetFlaw
from classroom_app.protocol.workbook_rows import workbook_rows
from tests.helpers.roster_files import inline, raw_workbook, workbook


def cells(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in workbook_rows(content)[0].rows]


def flaw_of(content: bytes) -> SheetFlaw:
    with pytest.raises(SheetError) as raised:
        workbook_rows(content)
    return raised.value.flaw


def test_texts_and_numbers_stand_as_they_are_seen() -> None:
    content = workbook([["번호", "이름"], [1, "김영희"], [], [12.0, "이 순자"], [None, "박철수"]])
    assert cells(content) == [
        (1, ("번호", "이름")),
        (2, ("1", "김영희")),
        (4, ("12", "이 순자")),
        (5, ("", "박철수")),
    ]


def test_only_sheets_with_something_in_them_that_are_seen() -> None:
    sheets = workbook_rows(workbook([], [["김영희"]], [["이순자"]]))
    assert [(one.title, len(one.rows)) for one in sheets] == [("Sheet2", 1), ("Sheet3", 1)]
    assert workbook_rows(workbook([])) == []


def test_hidden_sheets_are_passed_over() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        hidden, shown = book.add_worksheet("hidden"), book.add_worksheet("shown")
        for sheet in (hidden, shown):
            sheet.write_string(0, 0, "김영희")
        shown.activate()
        hidden.hide()
    assert [sheet.title for sheet in workbook_rows(buffer.getvalue())] == ["shown"]


def test_the_value_of_a_formula_is_read_and_errors_are_empty() -> None:
    row = (
        '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c>'
        '<c r="B3" t="str"><f>HYPERLINK("http://x","김")</f><v>김영희</v></c>'
        '<c r="C3" t="e"><v>#REF!</v></c><c r="D3" t="b"><v>1</v></c></row>'
    )
    assert cells(raw_workbook(row)) == [(3, ("2", "김영희", "", "1"))]


def test_parts_of_a_text_are_joined_without_how_they_are_spoken() -> None:
    strings = (
        "<si><r><t>김</t></r><r><rPr/><t xml:space='preserve'>영희</t></r></si>"
        "<si><t>田中</t><rPh sb='0' eb='2'><t>タナカ</t></rPh><phoneticPr/></si>"
    )
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    assert cells(raw_workbook(row, strings=strings)) == [(1, ("김영희", "田中"))]


def test_rows_and_cells_without_places_follow_one_another() -> None:
    rows = (
        f"<row><c><v>7</v></c>{inline('D1', '김')}<c><v>8</v></c></row><row><c><v>9</v></c></row>"
    )
    assert cells(raw_workbook(rows)) == [(1, ("7", "", "", "김", "8")), (2, ("9",))]


def test_prefixes_and_absolute_targets_are_understood() -> None:
    content = raw_workbook('<row r="1"><c r="A1"><v>7</v></c></row>')
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace('Target="worksheets', 'Target="/xl/worksheets')
            if "sheet1" in name:
                text = (
                    text.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
                )
            new.writestr(name, text)
    assert cells(buffer.getvalue()) == [(1, ("7",))]


def test_far_columns_and_rows_cost_nothing() -> None:
    far = f'<row r="1048576">{inline("XFD1048576", "x")}{inline("A1048576", "김영희")}</row>'
    assert cells(raw_workbook(far)) == [(1048576, ("김영희",))]
    wide = "<row>" + "<c><v>1</v></c>" * 500 + "</row>"
    assert len(cells(raw_workbook(wide))[0][1]) == MAX_COLUMNS


def test_links_to_elsewhere_are_not_followed() -> None:
    relations = (
        '<Relationship Id="rId9" Type="x" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
        '<Relationship Id="rId8" Type="x" Target="../../../etc/passwd"/>'
    )
    row = f"<row>{inline('A1', '김영희')}</row>"
    others = {
        "xl/externalLinks/externalLink1.xml": b"<x/>",
        "xl/vbaProject.bin": b"x",
        "../../evil": b"x",
    }
    assert cells(raw_workbook(row, relations=relations, others=others)) == [(1, ("김영희",))]


def test_a_sheet_that_is_elsewhere_is_none() -> None:
    relations = (
        '<Relationship Id="rId1" Type="x" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    )
    content = raw_workbook("<row/>", relations=relations)
    content = _with(
        content,
        "xl/_rels/workbook.xml.rels",
        lambda text: text.split("<Rel")[0] + (f"<Relationships>{relations}</Relationships>"),
    )
    assert workbook_rows(content) == []


def _with(content: bytes, part: str, change) -> bytes:  # type: ignore[no-untyped-def]
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    return buffer.getvalue()


def test_entities_are_refused() -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert flaw_of(raw_workbook(f"<row>{inline('A1', '&b;')}</row>", head=lol)) is SheetFlaw.DAMAGED
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    content = raw_workbook(f"<row>{inline('A1', '&a;')}</row>", head=outside)
    assert flaw_of(content) is SheetFlaw.DAMAGED


def test_a_bomb_is_not_unpacked() -> None:
    content = raw_workbook("<row/>" + " " * 60_000_000)
    assert len(content) < 100_000
    assert flaw_of(content) is SheetFlaw.TOO_LARGE
    strings = raw_workbook("<row/>", strings=" " * 60_000_000)
    assert flaw_of(strings) is SheetFlaw.TOO_LARGE


def test_many_elements_are_not_read_to_the_end() -> None:
    assert flaw_of(raw_workbook("<row/>" * 2_000_000)) is SheetFlaw.TOO_LARGE


def test_a_tag_without_end_is_not_waited_for() -> None:
    many = " ".join(f'a{n}="x"' for n in range(100_000))
    assert flaw_of(raw_workbook(f"<row {many}/>")) is SheetFlaw.TOO_LARGE
    assert flaw_of(raw_workbook(f"<row r='{'1' * 1_000_000}'/>")) is SheetFlaw.TOO_LARGE


def test_many_parts_are_none_of_a_roster() -> None:
    others = {f"xl/{n}": b"" for n in range(2_100)}
    assert flaw_of(raw_workbook("<row/>", others=others)) is SheetFlaw.TOO_LARGE


def test_too_many_rows() -> None:
    rows = "<row><c><v>1</v></c></row>" * (MAX_ROWS + 1)
    assert flaw_of(raw_workbook(rows)) is SheetFlaw.TOO_MANY_ROWS


def test_a_long_text_is_cut() -> None:
    assert len(cells(raw_workbook(f"<row>{inline('A1', 'a' * 90_000)}</row>"))[0][1][0]) == 1_000


def test_what_is_damaged_or_something_else() -> None:
    whole = workbook([["김영희"]] * 50)
    assert flaw_of(whole[: len(whole) // 2]) is SheetFlaw.DAMAGED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    assert flaw_of(buffer.getvalue()) is SheetFlaw.OTHER_KIND
    assert flaw_of(raw_workbook("<row><c")) is SheetFlaw.DAMAGED
    assert flaw_of(raw_workbook('<row><c t="s"><v>7</v></c></row>')) is SheetFlaw.DAMAGED
    assert flaw_of(raw_workbook('<row><c t="s"><v>-1</v></c></row>')) is SheetFlaw.DAMAGED


@given(st.integers(min_value=0, max_value=4_000), st.integers(min_value=0, max_value=255))
def test_a_spoiled_byte_is_read_or_refused(place: int, value: int) -> None:
    spoiled = bytearray(workbook([["번호", "이름"], [1, "김영희"], [2, "이순자"]]))
    spoiled[place % len(spoiled)] = value
    with contextlib.suppress(SheetError):
        workbook_rows(bytes(spoiled))
