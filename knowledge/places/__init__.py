"""Places to turn to: the service desk, the caretakers, HR; their numbers and opening hours."""
