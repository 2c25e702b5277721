"""The pages of the window, and the projector."""
