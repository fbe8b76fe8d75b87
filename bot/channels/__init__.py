"""One folder a channel, the same file names in each.

receive (theirs to Turn), draw (Reply to theirs), courier (Letter to sent).
"""
