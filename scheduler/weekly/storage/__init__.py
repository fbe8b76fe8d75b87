"""Keeps schedules, occasions and wishes in the database."""

from scheduler.weekly.storage.shelf import SqlWeeklyShelf

__all__ = ["SqlWeeklyShelf"]
