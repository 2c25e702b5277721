"""The History page: reports and replays of past classes, export and deletion."""
