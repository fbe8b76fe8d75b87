"""The Teams channel against a Teams of our own."""
