"""Chats on other platforms: where the service can write to a person, a group or a channel."""
