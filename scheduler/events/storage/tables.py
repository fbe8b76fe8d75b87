"""The tables of events, the answers to them, and the feeds they come from."""

import sqlalchemy

from knowledge.storage import METADATA, UtcDateTime

EVENTS = sqlalchemy.Table(
    "events",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("title", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("about", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("purpose", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("host", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("organiser", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("department", sqlalchemy.String(80)),
    sqlalchemy.Column("starts", UtcDateTime, index=True),
    sqlalchemy.Column("ends", UtcDateTime, index=True),
    sqlalchemy.Column("lasts", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("place", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("link", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("level", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("language", sqlalchemy.String(2), nullable=False),
    sqlalchemy.Column("access", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("access_note", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("seats", sqlalchemy.Integer),
    sqlalchemy.Column("answer_by", UtcDateTime),
    sqlalchemy.Column("audience", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("series", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("drop_in", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("own_letter", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("state", sqlalchemy.String(10), nullable=False, index=True),
    sqlalchemy.Column("revision", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("invited", UtcDateTime),
    sqlalchemy.Column("question", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("points", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("points_sent", UtcDateTime),
    sqlalchemy.Column("feed", sqlalchemy.String(32), nullable=False, index=True),
    sqlalchemy.Column("sample", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("version", sqlalchemy.Integer, nullable=False),
    # Which time people have been reminded of: another time is reminded of anew.
    sqlalchemy.Column("reminded", UtcDateTime),
    # Whether everybody an own letter is for has been written to.
    sqlalchemy.Column("invited_all", sqlalchemy.Boolean, nullable=False, default=False),
)

GUESTS = sqlalchemy.Table(
    "event_guests",
    METADATA,
    sqlalchemy.Column("event", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("person", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("answer", sqlalchemy.String(12), nullable=False),
    sqlalchemy.Column("at", UtcDateTime, nullable=False),
    sqlalchemy.Column("place", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("offered_until", UtcDateTime, index=True),
    # A need can tell of an illness.
    sqlalchemy.Column("needs", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("points", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("follow", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("followed", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("was_there", sqlalchemy.Boolean),
    sqlalchemy.Index("ix_event_guests_person", "person"),
)

FEEDS = sqlalchemy.Table(
    "event_feeds",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("name", sqlalchemy.Text, nullable=False),
    # Whoever knows the address of a feed can read it.
    sqlalchemy.Column("address", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("opens", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("department", sqlalchemy.String(80)),
    sqlalchemy.Column("read", UtcDateTime),
    sqlalchemy.Column("problem", sqlalchemy.Boolean, nullable=False),
)
