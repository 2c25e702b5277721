"""Draws the pictures of the sample lessons: `python -m scripts.lesson_pictures`."""
