"""A class to practise on: simulated students who join over real sockets."""

from classroom_app.rehearsal.rehearsal import FEWEST, MOST, Rehearsal

__all__ = ["FEWEST", "MOST", "Rehearsal"]
