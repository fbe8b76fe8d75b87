"""An escalation: a question handed to a person, and its life until it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.errors import Explained, Missing


class Stage(StrEnum):
    """Where a handed-over question is in its life."""

    WAITING = "waiting"
    TAKEN = "taken"
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    """Closed without an answer, with a reason the asker sees."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for somebody."""
        return self not in {Stage.SOLVED, Stage.WITHDRAWN, Stage.CLOSED}

    @property
    def is_due(self) -> bool:
        """Whether it is the holder's turn, and so the clock runs."""
        return self in {Stage.WAITING, Stage.TAKEN}


class Deed(StrEnum):
    """What happened to a question; one history row each."""

    ASKED = "asked"
    TAKEN = "taken"
    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    ADDED = "added"
    SOLVED = "solved"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"
    MOVED = "moved"
    """By the clock, because the holder could not answer in time."""

    REPLACED = "replaced"
    """With all the holder's questions, because they have left or are replaced."""

    CLOSED = "closed"
    SETTLED = "settled"
    """Closed as solved after a long silence upon an answer."""

    REMINDED = "reminded"
    SNOOZED = "snoozed"

    @property
    def brings(self) -> bool:
        """Whether it gave the question to the one who has it after it."""
        return self in {Deed.ASKED, Deed.PASSED_ON, Deed.MOVED, Deed.REPLACED}


class Step(StrEnum):
    """How far the clock has come with a question that nobody answers."""

    NEW = "new"
    REMINDED = "reminded"
    STANDIN = "standin"
    COORDINATOR = "coordinator"


class Voice(StrEnum):
    """Who wrote a line; never more than that."""

    ASKER = "asker"
    COACH = "coach"
    COACH_ASKS = "coach_asks"
    """A question back, which is no part of the answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Something one of the two wrote to the other.

    Attributes:
        by: the person id of the coach who wrote it; "" for the asker.
        id: given when it is kept; 0 before.
        arrived: when it had reached the one it was written to; None while nobody knows.
    """

    voice: Voice
    text: str
    at: datetime
    by: str = ""
    id: int = 0
    arrived: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A wish to pass a question on to another administration, which the asker decides.

    Attributes:
        to: the person id of the colleague.
        word: what the holder wants to say to them.
    """

    to: str
    word: str = ""


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
        reached: when the question had reached its holder; None while it is on its way.
        since: when the clock began for it; None while it does not run.
        step: how far the clock has come.
        due: when the clock's next step is; None while there is none.
        draft: what a holder had begun to write, and not sent.
        draft_by: whose words those are.
        proposal: a wish to pass it on that waits for the asker's yes.
        reason: why it was closed without an answer, as its text key's last part or in words.
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
    reached: datetime | None = None
    since: datetime | None = None
    step: Step = Step.NEW
    due: datetime | None = None
    draft: str = ""
    draft_by: str = ""
    proposal: Proposal | None = None
    reason: str = ""

    @property
    def question(self) -> str:
        """The asker's first words."""
        return self.lines[0].text

    @property
    def answer(self) -> str:
        """Everything the coaches have answered, oldest first, or nothing yet."""
        return "\n".join(self.texts(Voice.COACH))

    def texts(self, voice: Voice) -> Sequence[str]:
        """Return what one of the two has written, oldest first."""
        return [line.text for line in self.lines if line.voice is voice]


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One row of a question's history.

    Attributes:
        by: the person id of the coach or coordinator who did it; "" for the asker and the clock.
        holder: who had the question after it.
        word: what was said with it: a word to the next holder, the reason of a closing.
    """

    deed: Deed
    stage: Stage
    by: str
    holder: str
    word: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """How much somebody has been given.

    Attributes:
        open: questions that wait for their answer now.
        last: when they were last given one.
    """

    open: int = 0
    last: datetime | None = None


class UnknownEscalation(Missing):
    """The question is not there (any more)."""

    key = "escalations.error.unknown"


class TakenByAnother(Explained):
    """A colleague has it; details: coach (their person id, to be put as a name)."""

    key = "escalations.error.taken_by_another"


class AlreadyClosed(Explained):
    """The question was solved meanwhile."""

    key = "escalations.error.closed"


class AlreadyWithdrawn(Explained):
    """The asker took the question back meanwhile."""

    key = "escalations.error.withdrawn"
