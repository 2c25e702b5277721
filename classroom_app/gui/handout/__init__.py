"""A lesson on paper: laid out, painted, previewed, printed and sent home."""
