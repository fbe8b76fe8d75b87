"""Rooms in conversation: the card one begins with, faults, and what is told of them."""
