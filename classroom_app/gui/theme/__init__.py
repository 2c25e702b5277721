"""How everything looks: colours, spacing and type in one file, and what is built from them."""
