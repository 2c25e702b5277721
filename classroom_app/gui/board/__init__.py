"""The open class: the students in three views, the steps, and the help queue."""
