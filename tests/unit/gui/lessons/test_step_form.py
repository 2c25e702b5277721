from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from classroom_app.domain.lesson_draft import Picture, SubtaskDraft
from classroom_app.domain.lesson_rules import LessonFault, Rule
from classroom_app.gui.lessons.picture_box import png_of
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


def test_tab_goes_down_the_form(window: QWidget, pictures: Pictures) -> None:
    form = StepForm(pictures, window)
    image = QImage(40, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    picture = Picture("image/png", png_of(image))
    pictures._images[picture.data] = image
    form.show_step(SubtaskDraft(title="Tap", picture=picture), 0, {})
    form._toggle.setChecked(True)
    form.resize(420, form.sizeHint().height())
    window.show()
    form.grab()  # each part is put in its place
    tops: list[int] = []
    part: QWidget | None = form.nextInFocusChain()
    while part is not None and form.isAncestorOf(part):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            tops.append(part.mapTo(form, part.rect().topLeft()).y())
        part = part.nextInFocusChain()
    assert len(tops) == 17
    assert tops == sorted(tops)
