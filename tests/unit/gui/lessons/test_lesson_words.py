import pytest

from classroom_app.domain.lesson_rules import LessonFault, Rule
from classroom_app.gui.lessons.lesson_words import fault_text, rule_sentence


@pytest.mark.parametrize("rule", list(Rule))
def test_every_fault_has_words(rule: Rule) -> None:
    assert "{" not in fault_text(LessonFault(rule, "title", 3, "why"))


def test_a_fault_says_where_it_is() -> None:
    assert fault_text(LessonFault(Rule.TEXT, "guide_text", 3)) == (
        "Step 3, instructions: at most 4,000 characters."
    )
    assert fault_text(LessonFault(Rule.OBJECT, "", 3)) == "Step 3: not a valid step."
    assert fault_text(LessonFault(Rule.TEXT, "view_id", 3)).startswith("Step 3, view_id:")
    assert rule_sentence(LessonFault(Rule.TITLE, "title")).startswith("Enter a title")
