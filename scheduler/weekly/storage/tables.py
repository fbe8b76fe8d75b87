"""The tables of the weekly tip."""

import sqlalchemy

from knowledge.storage import METADATA, UtcDateTime

SCHEDULES = sqlalchemy.Table(
    "weekly_schedules",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("name", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("rhythm", sqlalchemy.String(120), nullable=False),
    sqlalchemy.Column("zone", sqlalchemy.String(60), nullable=False),
    sqlalchemy.Column("audience", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("language", sqlalchemy.String(2), nullable=False),
    sqlalchemy.Column("on_day_off", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("first", sqlalchemy.Date),
    sqlalchemy.Column("last", sqlalchemy.Date),
    sqlalchemy.Column("pauses", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("department", sqlalchemy.String(80)),
    sqlalchemy.Column("since", UtcDateTime, nullable=False),
    sqlalchemy.Column("on", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("sample", sqlalchemy.Boolean, nullable=False),
)

OCCASIONS = sqlalchemy.Table(
    "weekly_occasions",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("schedule", sqlalchemy.String(32), nullable=False),
    sqlalchemy.Column("key", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("week", sqlalchemy.String(8), nullable=False),
    sqlalchemy.Column("planned", sqlalchemy.Date, nullable=False),
    sqlalchemy.Column("due", UtcDateTime, nullable=False, index=True),
    sqlalchemy.Column("because", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("tip", sqlalchemy.String(120), nullable=False),
    sqlalchemy.Column("why", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("chosen_by", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("size", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("state", sqlalchemy.String(10), nullable=False, index=True),
    sqlalchemy.Column("changed", UtcDateTime, nullable=False),
    sqlalchemy.Column("changed_by", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("approved_by", sqlalchemy.String(80), nullable=False),
    sqlalchemy.Column("late", sqlalchemy.Integer, nullable=False),
    sqlalchemy.UniqueConstraint("schedule", "key"),
)

PARTS = sqlalchemy.Table(
    "weekly_parts",
    METADATA,
    sqlalchemy.Column("occasion", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("number", sqlalchemy.Integer, primary_key=True),
    # Person ids, sealed; the row is gone once their letters are made.
    sqlalchemy.Column("people", sqlalchemy.Text, nullable=False),
)

WISHES = sqlalchemy.Table(
    "weekly_wishes",
    METADATA,
    sqlalchemy.Column("person", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("stopped", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("until", sqlalchemy.Date),
    sqlalchemy.Column("weekday", sqlalchemy.Integer),
    sqlalchemy.Column(
        "quiet", sqlalchemy.String(500), nullable=False, server_default=sqlalchemy.text("''")
    ),
)
