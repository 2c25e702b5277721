"""Texts about an edit of a roster that another computer had changed meanwhile."""

from PySide6.QtCore import QCoreApplication

from classroom_app.domain.roster import Person
from classroom_app.domain.roster_merge import Clash, MergedRoster

_NAMED = 3


def clash_text(done: MergedRoster) -> str:
    """Return which parts of an edit were not applied as intended, and the current state."""
    said = [_clash(one) for one in done.clashes[:_NAMED]]
    said += [
        QCoreApplication.translate(
            "RosterClashes",
            "{name} got number {number}: the other was given away on another computer.",
        ).format(name=one.name, number=one.number)
        for one in done.renumbered[:_NAMED]
    ]
    if done.title_stands:
        said.insert(
            0,
            QCoreApplication.translate(
                "RosterClashes", "Another computer renamed this roster to “{title}” meanwhile."
            ).format(title=done.roster.title),
        )
    more = len(done.clashes[_NAMED:]) + len(done.renumbered[_NAMED:])
    if more:
        said.append(
            QCoreApplication.translate("RosterClashes", "And more of the kind: {count}.").format(
                count=more
            )
        )
    return " ".join(said)


def _clash(clash: Clash) -> str:
    wanted, stands = clash.wanted, clash.stands
    if stands is None:
        assert wanted is not None, "who was to be taken off and is off clashes with nobody"
        return QCoreApplication.translate(
            "RosterClashes", "{name} was taken off on another computer, and stays off."
        ).format(name=wanted.name)
    if wanted is None:
        return QCoreApplication.translate(
            "RosterClashes", "{person} was changed on another computer, and was not removed."
        ).format(person=_person(stands))
    return QCoreApplication.translate(
        "RosterClashes", "Another computer changed this first: {person}. Yours was not saved."
    ).format(person=_person(stands))


def _person(person: Person) -> str:
    return f"{person.number} {person.name}"
