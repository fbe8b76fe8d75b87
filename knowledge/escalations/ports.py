"""What escalations need from the outside world."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from knowledge.escalations.model import Escalation, Line, Stage


class EscalationShelf(Protocol):
    """Where handed-over questions are kept."""

    async def get(self, escalation_id: str) -> Escalation:
        """Return the escalation with its lines, or raise UnknownEscalation."""
        ...

    async def add(self, escalation: Escalation) -> None:
        """Keep a new escalation with its first lines."""
        ...

    async def move(
        self,
        escalation_id: str,
        *,
        among: Collection[Stage],
        to: Stage,
        at: datetime,
        holder: str | None = None,
        held_by: str | None = None,
    ) -> bool:
        """Change the stage if it is still one of these; one conditional update, one history row.

        Args:
            escalation_id: which question.
            among: the stages the move is allowed from.
            to: the stage after it.
            at: when.
            holder: who has the question after it; None leaves the holder.
            held_by: if given, the move is allowed only while this person holds the question.

        Returns:
            Whether this call made the change; False means that somebody else was first.
        """
        ...

    async def write(self, escalation_id: str, line: Line) -> None:
        """Add a line to the conversation."""
        ...

    async def held_by(self, person_id: str) -> Sequence[Escalation]:
        """Return the open questions a person holds, oldest first."""
        ...

    async def forget_asker(self, escalation_id: str) -> None:
        """Remove the link to the asker of one question, and the wish to be named."""
        ...

    async def remove_closed(self, *, before: datetime) -> int:
        """Remove questions closed before a time, with all that was said; say how many."""
        ...

    async def forget_askers(self, *, closed_before: datetime) -> int:
        """Remove the link to the asker of unnamed questions closed before a time; say how many."""
        ...
