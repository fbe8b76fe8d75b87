"""Files that somebody has sent and not yet decided about."""
