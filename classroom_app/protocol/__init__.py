"""The wire format, without I/O: bytes to typed messages and back."""
