"""What the program asks of the computer, of Python and of its own installation."""
