"""The Lessons page: the library, the editor and the phone preview."""
