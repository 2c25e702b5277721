"""The composition root: the only package that knows every layer. Each part can be replaced."""

from classroom_app.bootstrap.program import Program

__all__ = ["Program"]
