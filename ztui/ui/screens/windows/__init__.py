"""Choosing the window of a list of calls, and fetching what is missing of it."""
