"""The page Class: opening a class and leading it."""
