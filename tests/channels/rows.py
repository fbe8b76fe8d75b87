"""All that a service holds, so that a test can say that nothing of it has changed."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy

from bot.runtime.wiring import Service
from knowledge.storage import METADATA

Rows = Mapping[str, list[tuple[Any, ...]]]

OF_THE_SENDER = frozenset(
    {
        "accounts", "chats", "delivery_limits", "delivery_paces", "figure_blocks", "figure_counts",
        "figures", "inbox", "letters", "mailboxes", "memories", "messages", "posts",
    }
)  # fmt: skip
"""What changes when somebody says anything at all: who they are, where, and what they are told."""


async def everything(service: Service) -> Rows:
    """Return all rows but those that whoever says anything changes."""
    async with service.engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in await connection.execute(rows)), key=repr)
            for name, table in METADATA.tables.items()
            if name not in OF_THE_SENDER
            for rows in [sqlalchemy.select(table)]
        }
