"""What the views show: listeners that read the stored session and say what has changed."""
