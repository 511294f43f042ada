"""The nouns of operations, as registers; one module a room of the work."""
