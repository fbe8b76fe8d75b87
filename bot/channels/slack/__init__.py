"""Slack, over HTTP or Socket Mode, with Slack's own Bolt."""
