"""Every edit that claims to have an inverse, done and undone on a simulated account."""
