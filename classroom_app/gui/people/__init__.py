"""The People page: rosters, the people on them, and attendance."""
