"""What kind of installation this database is."""
