"""Working time: hours, days off, and what stands in somebody's calendar."""
