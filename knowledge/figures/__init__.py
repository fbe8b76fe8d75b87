"""What happened, as numbers without people."""
