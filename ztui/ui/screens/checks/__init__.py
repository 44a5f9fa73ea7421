"""What is wrong or wasteful in the account, on a screen."""
