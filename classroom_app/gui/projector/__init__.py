"""What everybody sees on the wall."""
