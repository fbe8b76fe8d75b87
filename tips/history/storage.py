"""Keeps every edition of every tip."""

import sqlalchemy

from knowledge.storage import METADATA, UtcDateTime

EDITIONS = sqlalchemy.Table(
    "tip_editions",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("language", sqlalchemy.String(8), primary_key=True),
    sqlalchemy.Column("version", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("by", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("at", UtcDateTime),
    sqlalchemy.Column("tip", sqlalchemy.Text, nullable=False),
)
