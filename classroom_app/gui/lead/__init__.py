"""The class page: opening a class and leading it."""
