"""The search index of one account: what objects are called, in a file that is made from the cache of lists."""
