"""Saved views: what a list shows, by name, kept for each profile."""
