"""Wishes to be erased, and what became of each."""
