"""The year plan of a coach group: its activities, month by month."""
