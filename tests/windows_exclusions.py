"""What is not run on Windows: test → reason. CONTRIBUTING.md says how the list is kept true.

A key is a file, or a test of a file with or without its parameters. Nothing else may be skipped,
and a key that matches no test fails the run.
"""

# What is asked of Linux alone: no Windows can run it.
NOT_ON_WINDOWS: dict[str, str] = {}

# What a real Windows can run and Wine 8 cannot.
NOT_UNDER_WINE: dict[str, str] = {}
