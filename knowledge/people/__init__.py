"""People, departments and their coaches."""
