"""Small parts of the window: one widget, one file."""
