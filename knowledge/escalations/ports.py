"""What escalations need from the outside world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.escalations.model import (
    Deed,
    Escalation,
    Event,
    Line,
    Load,
    Proposal,
    Stage,
    Step,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A change that is made only if the question is still as expected.

    Attributes:
        deed: what is done; written in the history.
        among: the stages it is allowed from.
        to: the stage after it.
        at: when.
        by: the person id of who does it; "" for the asker and the clock.
        holder: who has the question after it; None leaves the holder. A new holder has not been
            reached yet, and no proposal of the former one is left.
        held_by: if given, the move is allowed only while this person holds the question.
        step: how far the clock has come after it; None leaves it.
        word: what is said with it.
    """

    deed: Deed
    among: Collection[Stage]
    to: Stage
    at: datetime
    by: str = ""
    holder: str | None = None
    held_by: str | None = None
    step: Step | None = None
    word: str = ""


class EscalationShelf(Protocol):
    """Where handed-over questions are kept."""

    async def get(self, escalation_id: str) -> Escalation:
        """Return the escalation with its lines, or raise UnknownEscalation."""
        ...

    async def add(self, escalation: Escalation) -> None:
        """Keep a new escalation with its first lines."""
        ...

    async def move(self, escalation_id: str, move: Move) -> bool:
        """Make a change if it is still allowed: one conditional update, one history row.

        Returns:
            Whether this call made the change; False means that somebody else was first.
        """
        ...

    async def write(self, escalation_id: str, line: Line) -> int:
        """Add a line to the conversation; return its id."""
        ...

    async def line_arrived(self, line_id: int, *, at: datetime) -> None:
        """Write down that a line has reached the one it was written to."""
        ...

    async def escalation_of(self, line_id: int) -> str:
        """Return the id of the question a line belongs to, or raise UnknownEscalation."""
        ...

    async def history(self, escalation_id: str) -> Sequence[Event]:
        """Return what has happened to a question, oldest first."""
        ...

    async def held_by(self, person_id: str) -> Sequence[Escalation]:
        """Return the open questions a person holds, oldest first."""
        ...

    async def answered_by(
        self, person_id: str, *, since: datetime, words: str = "", limit: int = 20
    ) -> Sequence[Escalation]:
        """Return questions somebody has answered since a time, the newest first.

        Args:
            person_id: who wrote the answer.
            since: the earliest time of the answer.
            words: if given, these must stand in the question or an answer, in any capitals.
            limit: how many at most.
        """
        ...

    async def had_by(self, escalation_id: str) -> Collection[str]:
        """Return everybody who has held a question."""
        ...

    async def loads(self, people: Collection[str]) -> Mapping[str, Load]:
        """Return how much each of these people has been given."""
        ...

    async def answered_since(self, people: Collection[str], since: datetime) -> Mapping[str, int]:
        """Return how many questions each of these people has answered since a time."""
        ...

    async def on_the_way(self, holder: str) -> Sequence[Escalation]:
        """Return the questions that wait for a person and have not reached them, oldest first."""
        ...

    async def reached(self, escalation_id: str, *, holder: str, at: datetime) -> bool:
        """Write down that a question has reached its holder; False when it is another's by now.

        The clock begins then, unless it runs already.
        """
        ...

    async def schedule(
        self, escalation_id: str, *, since: datetime | None, due: datetime | None
    ) -> None:
        """Set when the clock began, and when its next step is."""
        ...

    async def all_due(self, *, now: datetime, limit: int = 100) -> Sequence[str]:
        """Return ids of questions whose clock has something to do, the longest waiting first."""
        ...

    async def unanswered(self) -> Sequence[Escalation]:
        """Return the questions whose holder's turn it is."""
        ...

    async def silent(
        self, stages: Collection[Stage], *, before: datetime, limit: int = 100
    ) -> Sequence[str]:
        """Return ids of questions that have stood in these stages since before a time."""
        ...

    async def keep_draft(self, escalation_id: str, text: str, *, by: str) -> None:
        """Keep what somebody had begun to write; an empty text removes it."""
        ...

    async def propose(self, escalation_id: str, proposal: Proposal | None) -> None:
        """Keep a wish to pass a question on, or remove it."""
        ...

    async def name_asker(self, escalation_id: str) -> None:
        """Write down that the asker wants to be seen by name."""
        ...

    async def reseal(self, escalation_id: str, asker: str) -> None:
        """Replace the sealed link to the asker."""
        ...

    async def with_asker(self) -> Sequence[tuple[str, str]]:
        """Return id and sealed asker of every question that still has one."""
        ...

    async def forget_asker(self, escalation_id: str) -> None:
        """Remove the link to the asker of one question, and the wish to be named."""
        ...

    async def involving(self, person_id: str) -> Sequence[Escalation]:
        """Return the questions somebody holds, has held, or has done or written something in."""
        ...

    async def mentioning(self, words: Collection[str]) -> Collection[str]:
        """Return the ids of questions about which any of these words was written, by anybody."""
        ...

    async def reword(self, ids: Collection[str], change: Callable[[str], str]) -> None:
        """Put all that was written about these questions through a change."""
        ...

    async def forget_coach(self, person_id: str, *, name: str) -> None:
        """Remove a person from lines, history, drafts, proposals, and from what is closed.

        Their name is taken out of what was written in the questions they had.
        """
        ...

    async def remove_closed(self, *, before: datetime) -> int:
        """Remove questions closed before a time, with all that was said; say how many."""
        ...

    async def forget_askers(self, *, closed_before: datetime) -> int:
        """Remove the link to the asker of unnamed questions closed before a time; say how many."""
        ...
