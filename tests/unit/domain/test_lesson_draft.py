from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft


def test_drafts_are_values() -> None:
    def draft() -> LessonDraft:
        step = SubtaskDraft(title="Open", picture=Picture("image/png", b"\x89PNG"))
        return LessonDraft(title="L", language="ko", description=None, subtasks=(step,))

    assert draft() == draft()
    assert hash(draft()) == hash(draft())


def test_a_step_needs_nothing_but_a_title() -> None:
    step = SubtaskDraft(title="Open")
    assert (step.target_action, step.guide_text, step.picture) == (None, None, None)
