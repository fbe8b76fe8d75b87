"""The organisation's file of people: read, checked row by row, and turned into a plan."""
