"""The answers to a step's question as bars."""

from classroom_app.domain.answers import AnswerCounts
from classroom_app.gui.kit.answer_bars import AnswerBar


def answer_bars(counts: AnswerCounts) -> list[AnswerBar]:
    """Return a bar for each answer, in the order of the answers."""
    return [
        AnswerBar(text, counts.counts[place], counts.share(place))
        for place, text in enumerate(counts.question.answers)
    ]
