"""What is wrong with a lesson, in the instructor's words."""

import re

from PySide6.QtCore import QCoreApplication

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_rules import (
    MAX_LANGUAGE,
    MAX_PICTURE_BYTES,
    MAX_PICTURE_PIXELS,
    MAX_SUBTASKS,
    MAX_TEXT,
    MAX_TITLE,
    LessonFault,
    Rule,
)
from classroom_app.domain.marks import MAX_MARKS
from classroom_app.domain.question import MAX_ANSWER, MAX_ANSWERS, MAX_QUESTION, MIN_ANSWERS
from classroom_app.gui.kit.cause_words import cause_text

_ANSWER = re.compile(r"question\.answers\[(\d+)\]")
LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}


def language_name(code: str) -> str:
    """Return a language's own name, or the uppercase code if it is not in `LANGUAGE_NAMES`."""
    return LANGUAGE_NAMES.get(code, code.upper())


def fault_text(fault: LessonFault) -> str:
    """Return what is wrong and where, as one line."""
    place = place_text(fault)
    return f"{place}: {rule_text(fault)}" if place else rule_text(fault)


def rule_sentence(fault: LessonFault) -> str:
    """Return what is wrong with an initial capital, for use next to the field itself."""
    text = rule_text(fault)
    return text[:1].upper() + text[1:]


def rule_text(fault: LessonFault) -> str:
    """Return what is wrong, without the place."""
    text = {
        Rule.STEP_COUNT: QCoreApplication.translate("LessonWords", "a lesson has 1–{steps} steps."),
        Rule.TITLE: QCoreApplication.translate(
            "LessonWords", "enter a title of 1–{title} characters."
        ),
        Rule.TEXT: QCoreApplication.translate("LessonWords", "at most {text} characters."),
        Rule.LANGUAGE: QCoreApplication.translate(
            "LessonWords", "enter a language code of 1–{language} characters, such as ko."
        ),
        Rule.IMAGE: QCoreApplication.translate(
            "LessonWords",
            "This is a picture, not a lesson file. To put it into a lesson, edit the lesson and "
            "drop the picture on a step.",
        ),
        Rule.ENCODING: QCoreApplication.translate(
            "LessonWords",
            "The text in this file can't be read. Open it in a text editor such as Notepad and "
            "save it again with the encoding UTF-8.",
        ),
        Rule.JSON: QCoreApplication.translate("LessonWords", "Not a valid JSON file.\n{detail}"),
        Rule.DOCUMENT: QCoreApplication.translate("LessonWords", "This file contains no lesson."),
        Rule.OBJECT: QCoreApplication.translate("LessonWords", "not a valid step."),
        Rule.FORMAT: QCoreApplication.translate("LessonWords", "must be “classroom-lesson/1”."),
        Rule.ORDER: QCoreApplication.translate("LessonWords", "must be a whole number."),
        Rule.ACTION: QCoreApplication.translate(
            "LessonWords", "must be one of {actions}, or left out."
        ),
        Rule.PICTURE: QCoreApplication.translate(
            "LessonWords",
            "use a PNG, JPEG or WebP picture of at most {picture} kB and {pixels} megapixels.",
        ),
        Rule.DAMAGED_PICTURE: QCoreApplication.translate(
            "LessonWords",
            "the picture is damaged or ends too early, so phones would show a part of it. Put it "
            "into the lesson again and save a new file.",
        ),
        Rule.MARK_COUNT: QCoreApplication.translate("LessonWords", "at most {marks} marks."),
        Rule.MARK_PICTURE: QCoreApplication.translate(
            "LessonWords", "marks need a picture. Add one, or remove the marks."
        ),
        Rule.MARK: QCoreApplication.translate("LessonWords", "not a valid mark."),
        Rule.MARK_KIND: QCoreApplication.translate(
            "LessonWords", "must be tap, long_press, swipe or type."
        ),
        Rule.MARK_PLACE: QCoreApplication.translate(
            "LessonWords", "must be a number from 0 to 1, so that the mark is within the picture."
        ),
        Rule.QUESTION: QCoreApplication.translate("LessonWords", "not a valid question."),
        Rule.QUESTION_TEXT: QCoreApplication.translate(
            "LessonWords", "enter a question of 1–{question} characters."
        ),
        Rule.ANSWER_COUNT: QCoreApplication.translate(
            "LessonWords", "a question has {fewest}–{most} answers."
        ),
        Rule.ANSWER: QCoreApplication.translate(
            "LessonWords", "enter an answer of 1–{answer} characters."
        ),
        Rule.ANSWER_TWICE: QCoreApplication.translate(
            "LessonWords", "this answer is there already."
        ),
        Rule.UNREADABLE: QCoreApplication.translate(
            "LessonWords", "Can't read the file ({detail})."
        ),
    }[fault.rule]
    return text.format(
        steps=MAX_SUBTASKS,
        title=MAX_TITLE,
        text=f"{MAX_TEXT:,}",
        language=MAX_LANGUAGE,
        marks=MAX_MARKS,
        question=MAX_QUESTION,
        answer=MAX_ANSWER,
        fewest=MIN_ANSWERS,
        most=MAX_ANSWERS,
        picture=MAX_PICTURE_BYTES // 1000,
        pixels=MAX_PICTURE_PIXELS // 1_000_000,
        actions=", ".join(f"{word} ({name})" for name, word in action_words().items()),
        detail=cause_text(fault.detail),
    )


def action_words() -> dict[TargetAction, str]:
    """Return the displayed name of each action of the Android app."""
    return {
        TargetAction.CLICK: QCoreApplication.translate("LessonWords", "Tap"),
        TargetAction.LONG_CLICK: QCoreApplication.translate("LessonWords", "Touch and hold"),
        TargetAction.SCROLL: QCoreApplication.translate("LessonWords", "Scroll"),
        TargetAction.INPUT: QCoreApplication.translate("LessonWords", "Type"),
        TargetAction.NAVIGATE: QCoreApplication.translate("LessonWords", "Go to another screen"),
    }


def place_text(fault: LessonFault) -> str:
    """Return where the fault is: the step and the field, "" if neither is known."""
    field = field_word(fault.field) if fault.field else ""
    if fault.step is None:
        return field
    step = QCoreApplication.translate("LessonWords", "Step {number}").format(number=fault.step)
    return f"{step}, {field}" if field else step


def field_word(name: str) -> str:
    """Return the displayed name of a field, or `name` itself if it has none."""
    answer = _ANSWER.fullmatch(name)
    if answer:
        words = QCoreApplication.translate("LessonWords", "answer {number}")
        return words.format(number=answer[1])
    return {
        "title": QCoreApplication.translate("LessonWords", "title"),
        "language": QCoreApplication.translate("LessonWords", "language"),
        "description": QCoreApplication.translate("LessonWords", "description"),
        "subtasks": QCoreApplication.translate("LessonWords", "steps"),
        "guide_text": QCoreApplication.translate("LessonWords", "instructions"),
        "voice_guide_text": QCoreApplication.translate("LessonWords", "read aloud"),
        "picture": QCoreApplication.translate("LessonWords", "picture"),
        "marks": QCoreApplication.translate("LessonWords", "marks"),
        "question": QCoreApplication.translate("LessonWords", "question"),
        "question.text": QCoreApplication.translate("LessonWords", "question"),
        "question.answers": QCoreApplication.translate("LessonWords", "answers"),
        "target_action": QCoreApplication.translate("LessonWords", "action"),
    }.get(name, name)
