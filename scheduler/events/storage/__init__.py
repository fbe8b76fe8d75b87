"""Keeps events in the database."""

from scheduler.events.storage.shelf import SqlEventShelf

__all__ = ["SqlEventShelf"]
