"""What coaches say about a tip while it is being made."""
