"""The Settings page: network, startup and data."""
