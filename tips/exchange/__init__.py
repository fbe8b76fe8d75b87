"""Tips in and out of files."""
