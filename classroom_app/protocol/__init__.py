"""The wire, pure: bytes to typed messages and back. No sockets."""
