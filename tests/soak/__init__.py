"""Writes under all that can go wrong, for as long as one likes: `python -m tests.soak`."""
