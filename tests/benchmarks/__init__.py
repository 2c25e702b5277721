"""How fast it is: the real program against a minimal broadcast server, in the same run."""
