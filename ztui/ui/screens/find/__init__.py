"""Find anything: the box over every screen, and the screen of the index."""
