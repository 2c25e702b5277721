"""Widgets and helpers that know nothing of a class: each can be used anywhere."""
