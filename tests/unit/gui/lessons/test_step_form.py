from PySide6.QtWidgets import QWidget

from classroom_app.domain.lesson_draft import SubtaskDraft
from classroom_app.domain.lesson_rules import LessonFault, Rule
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.lessons.step_form import StepForm
from tests.unit.gui.conftest import language_change


def test_a_step_is_filled_in(window: QWidget, pictures: Pictures) -> None:
    form = StepForm(pictures, window)
    step = SubtaskDraft(title="Tap", target_action="SCROLL", view_id="x" * 4001)
    faults = {"view_id": LessonFault(Rule.TEXT, "view_id", 1)}
    form.show_step(step, 0, faults)
    assert form._action.currentText() == "Scroll"
    assert form._toggle.isChecked(), "what is wrong is never hidden"
    assert form.fields["view_id"].fault == "At most 4,000 characters."
    written: list[tuple[str, str]] = []
    form.written.connect(lambda name, text: written.append((name, text)))
    form._action.activated.emit(form._action.currentIndex())
    assert written == [("target_action", "SCROLL")]
    language_change(form)
