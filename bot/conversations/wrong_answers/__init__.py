"""Answers a person has called wrong: never given again to that person for that wording."""
