"""Texts about files of names and problems with their rows, and a roster as a document."""

from PySide6.QtCore import QCoreApplication

from classroom_app.application.report_document import Column, Kind, Table, TableDocument
from classroom_app.domain.names import MAX_NAME_LENGTH
from classroom_app.domain.roster import MAX_NUMBER, MAX_PEOPLE, Roster
from classroom_app.domain.sheet import MAX_FILE_BYTES, MAX_ROWS, SheetError, SheetFlaw
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.protocol.roster_rows import Line, Problem


def fault_text(error: Exception) -> str:
    """Return why a file cannot be read, and what to do instead."""
    if not isinstance(error, SheetError):
        return cause_text(error)
    match error.flaw:
        case SheetFlaw.EMPTY:
            return QCoreApplication.translate("RosterWords", "There is nothing in this file.")
        case SheetFlaw.TOO_LARGE:
            return QCoreApplication.translate(
                "RosterWords",
                "This file is too large for a roster (more than {size} MB). Save the sheet with "
                "the names alone, as an Excel workbook (.xlsx) or CSV.",
            ).format(size=MAX_FILE_BYTES // 1_000_000)
        case SheetFlaw.TOO_MANY_ROWS:
            return QCoreApplication.translate(
                "RosterWords", "This file has more than {count} rows."
            ).format(count=MAX_ROWS)
        case SheetFlaw.ENCODING:
            return QCoreApplication.translate(
                "RosterWords",
                "The letters in this file cannot be read. Save it as “CSV UTF-8” or as an Excel "
                "workbook (.xlsx).",
            )
        case SheetFlaw.OLD_EXCEL:
            return QCoreApplication.translate(
                "RosterWords",
                "This is a workbook of an old Excel (.xls), or one with a password. Save it as an "
                "Excel workbook (.xlsx) without a password.",
            )
        case SheetFlaw.OTHER_KIND:
            return QCoreApplication.translate(
                "RosterWords",
                "This is no table of names. Choose an Excel workbook (.xlsx) or a CSV file.",
            )
        case SheetFlaw.DAMAGED:
            return QCoreApplication.translate(
                "RosterWords",
                "This file is damaged. Open it in Excel or LibreOffice and save it again.",
            )


def problem_text(line: Line) -> str:
    """Return what is wrong with a row and how it is handled, or ""."""
    match line.problem:
        case None:
            return ""
        case Problem.NO_NAME:
            return QCoreApplication.translate("RosterWords", "Left out: no name")
        case Problem.LONG_NAME:
            return QCoreApplication.translate(
                "RosterWords", "Left out: longer than {count} letters"
            ).format(count=MAX_NAME_LENGTH)
        case Problem.NO_TEXT:
            return QCoreApplication.translate("RosterWords", "Left out: not a name")
        case Problem.FORMULA:
            return QCoreApplication.translate("RosterWords", "Left out: a formula, not a name")
        case Problem.TWICE if line.other:
            return QCoreApplication.translate(
                "RosterWords", "Left out: the same as row {row}"
            ).format(row=line.other)
        case Problem.TWICE:
            return QCoreApplication.translate("RosterWords", "Left out: on the roster already")
        case Problem.TOO_MANY:
            return QCoreApplication.translate(
                "RosterWords", "Left out: a roster has at most {count} people"
            ).format(count=MAX_PEOPLE)
        case Problem.BAD_NUMBER:
            return QCoreApplication.translate(
                "RosterWords", "“{text}” is not a number from 1 to {most}: a new one"
            ).format(text=line.written, most=MAX_NUMBER)
        case Problem.NUMBER_IN_USE if line.other:
            return QCoreApplication.translate(
                "RosterWords", "Number {number} is in row {row}: a new one"
            ).format(number=line.written, row=line.other)
        case Problem.NUMBER_IN_USE:
            return QCoreApplication.translate(
                "RosterWords", "Number {number} is on the roster: a new one"
            ).format(number=line.written)
        case Problem.SAME_NAME if line.other:
            return QCoreApplication.translate(
                "RosterWords", "The same name as in row {row}"
            ).format(row=line.other)
        case Problem.SAME_NAME:
            return QCoreApplication.translate("RosterWords", "The same name is on the roster")


def document_of(roster: Roster) -> TableDocument:
    """Return a roster as a document with one table, for export."""
    number = QCoreApplication.translate("RosterWords", "Number")
    name = QCoreApplication.translate("RosterWords", "Name")
    columns = (Column("number", number, Kind.COUNT), Column("name", name))
    rows = [(person.number, person.name) for person in roster.people]
    title = QCoreApplication.translate("RosterWords", "Roster")
    return TableDocument(roster.title, (), (Table(title, columns, rows),))
