"""Questions and close looks. Always opened with `open()`, answered by a signal."""
