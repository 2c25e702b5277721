"""How fast it is: the real program against a bare broadcast server, in the same run."""
