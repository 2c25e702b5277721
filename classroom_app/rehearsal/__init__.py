"""A class to practice with: simulated students who join over real sockets."""

from classroom_app.rehearsal.rehearsal import FEWEST, MOST, Rehearsal

__all__ = ["FEWEST", "MOST", "Rehearsal"]
