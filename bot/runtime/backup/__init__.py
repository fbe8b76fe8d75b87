"""Copies of the database: made while the service runs, and brought back with sending paused."""
