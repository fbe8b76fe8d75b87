"""The specification: each test states its promise."""
