"""The page History: past classes as reports and replays, exported and deleted."""
