"""The class itself, pure: commands in, events out, or a refusal. No I/O, no clock, no Qt."""
