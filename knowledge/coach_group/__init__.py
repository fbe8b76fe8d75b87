"""The coach group: its meetings, who is invited, and what was agreed."""
