"""The whole program on a terminal, used at random against a Zoom that fails, for as long as one likes."""
