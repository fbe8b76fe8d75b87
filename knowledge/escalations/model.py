"""An escalation: a question handed to a person, and its life until it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.errors import Explained


class Stage(StrEnum):
    """Where a handed-over question is in its life."""

    WAITING = "waiting"
    TAKEN = "taken"
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for somebody."""
        return self not in {Stage.SOLVED, Stage.WITHDRAWN}


class Voice(StrEnum):
    """Who wrote a line; never more than that."""

    ASKER = "asker"
    COACH = "coach"
    COACH_ASKS = "coach_asks"
    """A question back, which is no part of the answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Something one of the two wrote to the other."""

    voice: Voice
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalation:
    """A question handed to a person.

    Attributes:
        asker: the asker's person id, sealed; opened only to bring an answer back.
        named: whether the asker chose to be seen by name.
        department: the asker's department at the time of asking; its name is all that a coach
            sees of an unnamed asker.
        said: what the bot had already answered (a tip's title, a step), so that nobody is told
            the same thing twice.
        holder: the person id of who has the question now.
        lines: the conversation, oldest first; the first is the question itself.
    """

    id: str
    asker: str
    named: bool
    department: str | None
    said: str
    holder: str
    stage: Stage
    asked: datetime
    changed: datetime
    lines: tuple[Line, ...]

    @property
    def question(self) -> str:
        """The asker's first words."""
        return self.lines[0].text

    @property
    def answer(self) -> str:
        """Everything the coach has answered, oldest first, or nothing yet."""
        return "\n".join(self.texts(Voice.COACH))

    def texts(self, voice: Voice) -> Sequence[str]:
        """Return what one of the two has written, oldest first."""
        return [line.text for line in self.lines if line.voice is voice]


class UnknownEscalation(Explained):
    """The question is not there (any more)."""

    key = "escalations.error.unknown"


class TakenByAnother(Explained):
    """A colleague was first; details: coach (their person id, to be put as a name)."""

    key = "escalations.error.taken_by_another"


class AlreadyClosed(Explained):
    """The question was solved meanwhile."""

    key = "escalations.error.closed"


class AlreadyWithdrawn(Explained):
    """The asker took the question back meanwhile."""

    key = "escalations.error.withdrawn"
