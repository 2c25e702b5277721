"""The page Lessons: the library, the editor and the phone's preview."""
