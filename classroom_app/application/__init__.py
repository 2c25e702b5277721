"""The one service that phones, the window and the remote use. asyncio, but no drivers."""
