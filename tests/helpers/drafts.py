"""Lessons as people write them, made up by hypothesis."""

import base64

from hypothesis import strategies as st

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft

# The smallest whole PNG there is: one dark pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
PIXEL = Picture("image/png", PNG)
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TITLES = st.text(_LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
TEXTS = st.none() | st.text(_LETTERS, min_size=1, max_size=40)
STEPS = st.builds(
    SubtaskDraft,
    title=TITLES,
    target_action=st.none() | st.sampled_from([action.value for action in TargetAction]),
    guide_text=TEXTS,
    voice_guide_text=TEXTS,
    description=TEXTS,
    view_id=TEXTS,
    text=TEXTS,
    content_description=TEXTS,
    target_package=TEXTS,
    picture=st.none() | st.just(PIXEL),
)
LESSONS = st.builds(
    LessonDraft,
    title=TITLES,
    language=st.sampled_from(["ko", "en"]),
    description=TEXTS,
    subtasks=st.lists(STEPS, min_size=1, max_size=6).map(tuple),
)


def lesson_of(*titles: str, title: str = "Lesson", language: str = "en") -> LessonDraft:
    """Return a lesson with these steps."""
    return LessonDraft(
        title=title,
        language=language,
        description=None,
        subtasks=tuple(SubtaskDraft(title=one) for one in titles),
    )
