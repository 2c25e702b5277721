"""The page People: rosters, who is on them, and who came."""
