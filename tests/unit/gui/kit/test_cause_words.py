"""The usual reasons of the system are said in the window's language; others as they are."""

import errno
import os

import pytest
from PySide6.QtWidgets import QApplication

from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.language import Language


@pytest.mark.parametrize(
    ("cause", "english", "korean"),
    [
        ("database or disk is full", "the disk is full", "디스크가 가득 참"),
        (
            'could not extend file "base/5/1259": No space left on device HINT: Check free disk '
            "space.",
            "the server's disk is full",
            "서버의 디스크가 가득 참",
        ),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the disk is full", "디스크가 가득 참"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), "no permission", "권한 없음"),
        ("8001: Address already in use", "8001: already in use", "8001: 이미 사용 중"),
        ("attempt to write a readonly database", "read-only", "읽기 전용"),
        ("database disk image is malformed", "the database is damaged", "데이터베이스가 손상됨"),
        ("disk I/O error", "the disk reports an error", "디스크 오류"),
        (
            OSError("the paper cannot be painted on"),
            "the printer accepts nothing",
            "프린터가 인쇄를 받지 않음",
        ),
        (
            'connection failed: connection to server at "10.0.0.5", port 5432 failed: '
            "Connection refused Is the server running on that host?",
            "no connection to the server",
            "서버에 연결할 수 없음",
        ),
        (
            'connection failed: FATAL: password authentication failed for user "room1"',
            "wrong user or password",
            "사용자 또는 비밀번호가 맞지 않습니다",
        ),
        (
            'connection failed: FATAL: no pg_hba.conf entry for host "10.0.0.7", user "room1"',
            "the server doesn't let this computer in",
            "서버가 이 컴퓨터의 접속을 허용하지 않음",
        ),
        (
            "connection failed: FATAL: sorry, too many clients already",
            "the server has no connection left",
            "서버에 남은 연결이 없음",
        ),
        ("the server does not answer", "no connection to the server", "서버에 연결할 수 없음"),
        ("Der Datenträger ist voll.", "Der Datenträger ist voll", "Der Datenträger ist voll"),
        (ValueError("strange"), "strange", "strange"),
    ],
)
def test_the_usual_causes_in_both_languages(
    qapp: QApplication, cause: str | Exception, english: str, korean: str
) -> None:
    language = Language(qapp, "en")
    assert cause_text(cause) == english
    language.choose("ko")
    try:
        assert cause_text(cause) == korean
    finally:
        language.choose("en")
