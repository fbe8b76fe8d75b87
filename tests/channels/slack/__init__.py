"""Slack, through its real door and against a Slack of our own."""
