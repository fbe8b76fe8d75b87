"""Keeps people, departments and who helps whom in the database."""

from knowledge.people.storage.shelf import SqlPeopleShelf

__all__ = ["SqlPeopleShelf"]
