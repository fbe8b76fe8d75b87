"""The database's way from empty to the newest shape and back."""
