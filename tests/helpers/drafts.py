"""Hypothesis strategies for lessons as people write them."""

import base64
from dataclasses import replace

from hypothesis import strategies as st

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.marks import (
    MAX_MARKS,
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
    rounded,
)
from classroom_app.domain.question import MAX_ANSWERS, MIN_ANSWERS, Question

# The smallest complete PNG: one dark pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
PIXEL = Picture("image/png", PNG)
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TITLES = st.text(_LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
TEXTS = st.none() | st.text(_LETTERS, min_size=1, max_size=40)
_PLACES = st.floats(0, 1)


@st.composite
def _boxes(draw: st.DrawFn) -> TypeMark:
    x, y = draw(st.floats(0, 0.95)), draw(st.floats(0, 0.95))
    width, height = draw(st.floats(0.02, 1 - x)), draw(st.floats(0.02, 1 - y))
    return TypeMark(x, y, width, height)


# As they are written to files, with all decimals.
ROUGH_MARKS: st.SearchStrategy[Mark] = (
    st.builds(TapMark, _PLACES, _PLACES)
    | st.builds(LongPressMark, _PLACES, _PLACES)
    | st.builds(SwipeMark, _PLACES, _PLACES, _PLACES, _PLACES).filter(
        lambda mark: not any(faulty_fields(mark))
    )
    | _boxes()
)
MARKS = ROUGH_MARKS.map(rounded)
_PLAIN_STEPS = st.builds(
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
)
_LINES = st.text(_LETTERS, min_size=1, max_size=20).map(lambda text: text.strip()).filter(bool)
QUESTIONS = st.builds(
    Question,
    _LINES,
    st.lists(
        _LINES,
        min_size=MIN_ANSWERS,
        max_size=MAX_ANSWERS,
        unique_by=lambda answer: " ".join(answer.split()).casefold(),
    ).map(tuple),
)
STEPS = (
    _PLAIN_STEPS
    | st.builds(lambda step, question: replace(step, question=question), _PLAIN_STEPS, QUESTIONS)
    | st.builds(
        lambda step, marks: replace(step, picture=PIXEL, marks=tuple(marks)),
        _PLAIN_STEPS,
        st.lists(MARKS, max_size=MAX_MARKS),
    )
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
