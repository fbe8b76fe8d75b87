"""The tables of the outbox: letters, and which posts to many people may leave."""

import sqlalchemy

from knowledge.storage import METADATA, UtcDateTime

EMPTY = sqlalchemy.text("''")
"""What a version that does not know a column yet leaves in it."""

LETTERS = sqlalchemy.Table(
    "letters",
    METADATA,
    sqlalchemy.Column("number", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column("id", sqlalchemy.String(32), nullable=False, unique=True),
    sqlalchemy.Column("kind", sqlalchemy.String(20), nullable=False),
    # Reason and recipient as one keyed hash: nobody can read from it whose letter it was,
    # nor that two letters went to the same person.
    sqlalchemy.Column("once", sqlalchemy.String(64), nullable=False, unique=True),
    sqlalchemy.Column("recipient", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("channel", sqlalchemy.String(20)),
    sqlalchemy.Column("content", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("about", sqlalchemy.Text, nullable=False, default=""),
    sqlalchemy.Column("at", sqlalchemy.Text, nullable=False, default="", server_default=EMPTY),
    sqlalchemy.Column(
        "instead_of",
        sqlalchemy.String(32),
        nullable=False,
        default="",
        server_default=EMPTY,
    ),
    sqlalchemy.Column(
        "post", sqlalchemy.String(32), nullable=False, default="", server_default=EMPTY
    ),
    sqlalchemy.Column("due", UtcDateTime, nullable=False),
    # What a sender has found out and need not again: the platform that it goes to, and from when
    # its conversation takes another letter.
    sqlalchemy.Column("way", sqlalchemy.String(20)),
    sqlalchemy.Column("kept_back", UtcDateTime),
    sqlalchemy.Column("fate", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("tries", sqlalchemy.Integer, nullable=False, default=0),
    sqlalchemy.Column("lease", sqlalchemy.String(120)),
    sqlalchemy.Column("leased_until", UtcDateTime),
    sqlalchemy.Column("platform_id", sqlalchemy.String(200)),
    sqlalchemy.Column("why", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Index("ix_letters_fate_due", "fate", "due"),
    sqlalchemy.Index("ix_letters_post_fate", "post", "fate"),
    sqlalchemy.Index("ix_letters_queue", "fate", "post", "number"),
)

POSTS_LEAVING = sqlalchemy.Table(
    "posts_leaving",
    METADATA,
    # A letter of a post leaves only while the post's id stands here.
    sqlalchemy.Column("post", sqlalchemy.String(32), primary_key=True),
)

DELIVERY_LIMITS = sqlalchemy.Table(
    "delivery_limits",
    METADATA,
    sqlalchemy.Column("channel", sqlalchemy.String(20), primary_key=True),
    sqlalchemy.Column("scope", sqlalchemy.String(10), primary_key=True),
    sqlalchemy.Column("seconds", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("most", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("at_once", sqlalchemy.Integer, nullable=False),
)

PACES = sqlalchemy.Table(
    "delivery_paces",
    METADATA,
    # A platform's name, or the keyed hash of a conversation.
    sqlalchemy.Column("key", sqlalchemy.String(64), primary_key=True),
    # The limit's name, or `held` for a platform that has asked us to wait.
    sqlalchemy.Column("name", sqlalchemy.String(20), primary_key=True),
    sqlalchemy.Column("arrival", UtcDateTime, nullable=False),
)
