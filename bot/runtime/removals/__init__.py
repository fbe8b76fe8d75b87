"""The report of what was removed at its time, and by which archive decision."""
