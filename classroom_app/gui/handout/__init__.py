"""A lesson as a handout on paper: layout, painting, preview, printing and PDF."""
