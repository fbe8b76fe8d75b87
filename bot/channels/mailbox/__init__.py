"""The copy of a conversation that the web chat and the console share, kept for 24 hours.

Teams and Slack keep their own copies; these two channels have nobody else to keep it.
"""
