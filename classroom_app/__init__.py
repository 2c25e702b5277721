"""Lead a class of Android phones, step by step, from one desktop window."""

__version__ = "0.1.0"
