"""Tips in the database."""
