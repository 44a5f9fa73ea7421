"""What changed in the configuration, on a screen."""
