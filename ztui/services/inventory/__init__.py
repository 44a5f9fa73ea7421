"""What is known locally of a whole account: lists, objects and other answers, fetched within a share of the quota."""
