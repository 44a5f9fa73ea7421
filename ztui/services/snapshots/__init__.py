"""The whole configuration of an account as one sorted JSON, and the difference of two such files."""
