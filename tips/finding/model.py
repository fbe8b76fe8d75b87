"""What somebody looks for in the library, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tips.model import Tip


class State(StrEnum):
    """What a tip may be looked for by; the first four are the stages of its life."""

    PUBLISHED = "published"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETIRED = "retired"
    DUE = "due"
    """Published, and to be read again."""

    OPEN = "open"
    """With a page that needs no sign-in."""

    BEHIND = "behind"
    """A translation of something that has changed since."""

    AHEAD = "ahead"
    """Edited here, while the shared library it came from has a newer version."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is looked for; what is empty or None does not matter.

    Attributes:
        today: the day by which something is due.
        state, topic, language: as tips have them; a change that waits counts as its own stage.
        ids: only tips with one of these ids, or with the words and not published.
        words: small letters that stand in a tip that nobody can ask for yet.
        caretaker: person id of who looks after it.
    """

    today: date
    state: State | None = None
    topic: str = ""
    language: str = ""
    ids: Sequence[str] | None = None
    words: str = ""
    caretaker: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One tip of a list.

    Attributes:
        tip: as it is.
        proposal: what is to become of it, if anything waits.
        behind: whether what it was translated from has changed since.
    """

    tip: Tip
    proposal: Tip | None
    behind: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list.

    Attributes:
        rows: of this page, by topic and title.
        count: how many there are in all.
    """

    rows: Sequence[Row]
    count: int
