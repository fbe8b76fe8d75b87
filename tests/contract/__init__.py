"""Each port's promise, over every implementation: both databases, and each fake."""
