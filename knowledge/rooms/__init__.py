"""Rooms and what is in them: the register, what does not work there, and rounds of looking."""
