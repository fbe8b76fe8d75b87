"""What is counted: questions by what became of them, answers by how soon, posts by their reach."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEWEST = 5
"""People a shown number must stand for; from here on nobody can tell who they are."""

WHOLE = ""
"""The place that has all the others in it."""


class Family(StrEnum):
    """A table of figures."""

    QUESTIONS = "questions"
    ANSWERS = "answers"
    POSTS = "posts"
    TIPS = "tips"
    """Of the whole organisation only; a tip stands where the others have a department."""


class Outcome(StrEnum):
    """What has become of a question. It has one of them at a time, the latest.

    Somebody in danger is counted nowhere.
    """

    HELPED = "helped"
    """A tip was shown, and they said that it helped."""

    SHOWN = "shown"
    """A tip was shown, and no more is known."""

    OFFERED = "offered"
    """Some tips were offered, and none was chosen."""

    HANDED = "handed"
    """It went to a colleague."""

    SIGNPOST = "signpost"
    """They were told whom to turn to."""

    NONE = "none"
    """Nothing fitted."""

    BOUNDARY = "boundary"
    """It was none for a tip to answer."""

    DISTURBED = "disturbed"
    """What it was about did not work just then."""


ANSWERED = frozenset({Outcome.HELPED, Outcome.SHOWN})


class Wait(StrEnum):
    """How long a handed-over question waited for its first answer, in working time."""

    HOUR = "hour"
    DAY = "day"
    NEXT_DAY = "next_day"
    WEEK = "week"
    LONGER = "longer"


class Reach(StrEnum):
    """What has become of a post to one person."""

    PRESSED = "pressed"
    DELIVERED = "delivered"
    LOST = "lost"


class Side(StrEnum):
    """Whom a count is about. An answer has two sides, and each of them must be many enough."""

    ASKER = "asker"
    HELPER = "helper"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that happened, or no longer counts as having happened.

    Attributes:
        family: which table it is of.
        place: department id, or tip id; "" where there is none.
        what: an Outcome, a Wait or a Reach.
        person: who did it; kept only as a mark under a key that lives four weeks.
        side: whom it is about.
        times: 1, or -1 to take it back.
    """

    family: Family
    place: str
    what: str
    person: str
    side: Side = Side.ASKER
    times: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How often somebody did something in a week; the somebody is a mark.

    Attributes:
        week: its Monday.
        mark: the same for the same person within a family, and in it alone; tips each have
            marks of their own.
    """

    week: date
    family: Family
    place: str
    what: str
    side: Side
    mark: str
    times: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number that may be shown to everybody, whatever else is shown.

    Attributes:
        block: the Monday on which its four weeks begin.
        place: department id, "" for the whole organisation, or tip id.
        column: what it counts, see `knowledge.figures.columns`.
        times: how often.
    """

    block: date
    family: Family
    place: str
    column: str
    times: int
