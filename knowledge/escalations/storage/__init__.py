"""Keeps escalations, their lines and their history in the database."""

from knowledge.escalations.storage.shelf import SqlEscalationShelf

__all__ = ["SqlEscalationShelf"]
