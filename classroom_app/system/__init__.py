"""Access to the operating system, to Python itself and to the program's own installation."""
