"""Keeps the outbox in the database: letters of their own, and posts to many people."""

from scheduler.delivery.storage.mailings import SqlMailings
from scheduler.delivery.storage.outbox import SqlOutbox
from scheduler.delivery.storage.paces import SqlPaces

__all__ = ["SqlMailings", "SqlOutbox", "SqlPaces"]
