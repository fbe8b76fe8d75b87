"""The sentence model: a port, and its makers. Whoever has none matches by words alone."""
