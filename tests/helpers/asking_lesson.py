"""A lesson whose second step asks a question."""

from pathlib import Path

from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft
from classroom_app.domain.question import Question
from classroom_app.protocol.lesson_file import write_lesson_file

ASKED = Question("글자가 커졌나요?", ("네, 커졌어요", "아니요", "잘 모르겠어요"))
ASKING = 2
"""The id of the step that asks, in a fresh database."""


def asking_lesson() -> LessonDraft:
    """Return a lesson of three steps."""
    return LessonDraft(
        title="글자 크게 보기",
        language="ko",
        description=None,
        subtasks=(
            SubtaskDraft(title="설정 열기", guide_text="톱니바퀴를 누르세요."),
            SubtaskDraft(title="글자 크기", guide_text="화면을 보세요.", question=ASKED),
            SubtaskDraft(title="닫기"),
        ),
    )


def write_asking_lesson(folder: Path) -> Path:
    """Write the lesson into a folder and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "asking.lesson"
    path.write_bytes(write_lesson_file(asking_lesson()))
    return path
