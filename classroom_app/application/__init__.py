"""The services that phones, the window and the remote use. asyncio, but no I/O of their own."""
