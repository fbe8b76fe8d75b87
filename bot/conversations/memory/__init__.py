"""Where we were with each person: the open dialogue, and the last few questions."""
