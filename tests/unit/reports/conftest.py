"""A document with every kind of cell, hostile ones too."""

from datetime import UTC, datetime

import pytest

from classroom_app.application.report_document import (
    Column,
    Document,
    Fact,
    FactKey,
    Kind,
    StepColumn,
    Table,
    TableDocument,
)

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def document() -> Document:
    return Document(
        title="알림 켜기: [1/2]?*",
        facts=[
            Fact(FactKey.CODE, "Code", "482 913"),
            Fact(FactKey.OPENED, "Opened", NINE, Kind.MOMENT),
            Fact(FactKey.LENGTH, "Length", 754.5, Kind.SECONDS),
            Fact(FactKey.ENDED, "Ended", None, Kind.MOMENT),
        ],
        people=2,
        students=Table(
            "Students",
            (
                Column("number", "No.", Kind.COUNT),
                Column("name", "Name"),
                Column("joined", "Came", Kind.MOMENT),
                Column("step_1", "=1. Step", Kind.SECONDS),
            ),
            [
                (1, "=HYPERLINK(1)", NINE, 41.25),
                (2, '김 "영희", x', None, "done"),
            ],
        ),
        steps=Table(
            "Steps",
            tuple(
                Column(key, name, kind)
                for key, (name, kind) in zip(
                    StepColumn,
                    (
                        ("Step", Kind.COUNT),
                        ("Title", Kind.TEXT),
                        ("Finished", Kind.COUNT),
                        ("Share", Kind.SHARE),
                        ("Help", Kind.COUNT),
                        ("On it", Kind.SECONDS),
                        *((name, Kind.SECONDS) for name in ("Least", "Q1", "Median", "Q3", "Most")),
                    ),
                    strict=True,
                )
            ),
            [(1, "Open", 2, 1.0, 0, 60.0, 1.0, 2.0, 3.0, 4.0, 5.0)],
        ),
        help=Table("Help", (Column("asked", "Asked", Kind.MOMENT),), []),
        controls=Table("Log", (Column("what", "What"),), [("@start",)]),
    )


@pytest.fixture(scope="module")
def marks() -> TableDocument:
    """Who attended what, with totals, and a second table."""
    return TableDocument(
        title="출석부: 3 & 4월",
        facts=[
            Fact(None, "Classes", 2, Kind.COUNT),
            Fact(None, "Limits", "△ for more than 10 min late, or 10 min early; 3 △ count as one"),
        ],
        tables=[
            Table(
                "Attendance",
                (
                    Column("number", "No.", Kind.COUNT),
                    Column("name", "Name"),
                    Column("class_1", "03-02", Kind.MARK),
                    Column("share", "Attended", Kind.SHARE),
                ),
                [(1, "=1+1", "○", 1.0), (2, "이철수", "×", 0.0)],
                total=(None, "Here", 1, None),
                frozen=2,
            ),
            Table("Help", (Column("asked", "Asked", Kind.MOMENT),), [(NINE,)]),
        ],
    )
