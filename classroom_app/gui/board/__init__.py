"""A class as it stands: the students in three views, the steps, who waits for help."""
