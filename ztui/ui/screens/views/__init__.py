"""Saved views of lists: keeping what a list shows, opening it again, and the list of all."""
