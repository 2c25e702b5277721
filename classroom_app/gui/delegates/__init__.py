"""Painters of rows, cards and cells. They know colours and shapes, and nothing of the class."""
