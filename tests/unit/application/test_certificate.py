"""What is remembered of the words on certificates."""

from dataclasses import replace

from classroom_app.application.certificate import (
    KEPT_KEYS,
    CertificateWords,
    without_names,
    words_to_keep,
    words_with,
)

DEFAULT = CertificateWords(
    "수료증", "목요반", "3월 ~ 5월", "20시간", "마쳤습니다.", "5월 30일", "김선생"
)


def test_only_what_somebody_wrote_is_remembered() -> None:
    assert words_to_keep(DEFAULT, DEFAULT) == {}
    written = replace(DEFAULT, issuer="행복복지관장", words="")
    kept = words_to_keep(DEFAULT, written)
    assert kept == {"issuer": "행복복지관장", "words": ""}
    assert words_with(DEFAULT, kept) == written


def test_the_day_of_issue_is_always_todays() -> None:
    kept = words_to_keep(DEFAULT, replace(DEFAULT, issued_on="6월 1일"))
    assert kept == {}
    assert words_with(DEFAULT, {"issued_on": "6월 1일"}) == DEFAULT


def test_dates_and_hours_hold_until_there_is_another_class() -> None:
    written = replace(DEFAULT, dates="3월 2일부터", hours="22시간")
    kept = words_to_keep(DEFAULT, written)
    assert kept.keys() <= KEPT_KEYS
    assert words_with(DEFAULT, kept) == written
    later = replace(DEFAULT, dates="3월 ~ 6월")
    assert words_with(later, kept) == replace(later, hours="22시간")


def test_what_nobody_knows_any_more_is_left_alone() -> None:
    assert words_with(DEFAULT, {"colour": "red"}) == DEFAULT


def test_no_name_is_remembered_of_whom_somebody_deleted() -> None:
    kept = {"words": "김영희 님이 마쳤습니다", "issuer": "행복복지관장"}
    assert without_names(kept, ["김영희"]) == {"issuer": "행복복지관장"}
    assert without_names(kept, ["", "이철수"]) == kept
