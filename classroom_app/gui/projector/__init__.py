"""What everybody sees on the big screen."""
