"""An activity of the year plan, the three it usually has, and what becomes of what is not done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.errors import Explained, Missing

MONTHS = range(1, 13)


class UnknownActivity(Missing):
    """There is no such activity, or it is not for whoever asks."""

    key = "group.error.unknown_activity"


class ActivityChanged(Explained):
    """Somebody else has changed the activity since it was read."""

    key = "group.error.activity_changed"


class Status(StrEnum):
    """How far an activity has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    MOVED = "moved"
    """It was not finished, and goes on in the plan of the next year."""


class Sort(StrEnum):
    """What an activity is about."""

    TIPS = "tips"
    ROOMS = "rooms"
    DIALOGUE = "dialogue"
    OWN = "own"


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """Something a coach group does in a year.

    Attributes:
        id: unique.
        department: the part of the organisation it is for; None for everything.
        year: of the plan it stands in.
        first, last: the months it takes, 1 to 12.
        title: what it is, in a line.
        sort: what it is about.
        owner: person id of who sees to it; "" when that is nobody here.
        who: in words, when the owner is no person here.
        status: how far it has come.
        result: what came of it, in words.
        follows: the id of the activity of an earlier year that it goes on with; "" for none.
        sample: made by `demo`.
        version: of what is kept; the next change needs the one it has read.

    Raises:
        ValueError: a month is none, or the last is before the first.
    """

    id: str
    department: str | None
    year: int
    first: int
    last: int
    title: str
    sort: Sort = Sort.OWN
    owner: str = ""
    who: str = ""
    status: Status = Status.PLANNED
    result: str = ""
    follows: str = ""
    sample: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        """Refuse months that are none."""
        if self.first not in MONTHS or self.last not in MONTHS or self.last < self.first:
            raise ValueError("an activity takes months of one year, in order")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be finished in its own year."""
        return self.status in {Status.PLANNED, Status.UNDER_WAY}

    def is_late(self, year: int, month: int) -> bool:
        """Whether its months are past and it is not finished.

        Args:
            year: it is now.
            month: it is now, 1 to 12.
        """
        return self.is_open and (self.year, self.last) < (year, month)

    def shown_in(self, year: int, month: int) -> range:
        """Return the months of its own plan in which it stands, as seen in some month.

        What is not finished comes along: beside its own months it stands in the present one.
        """
        if self.is_late(year, month) and self.year == year:
            return range(month, month + 1)
        return range(self.first, self.last + 1)

    def carried(self, new_id: str, *, year: int, month: int) -> tuple["Activity", "Activity"]:
        """Return it as moved, and what it becomes in another year.

        Args:
            new_id: of the new activity.
            year: of the plan it goes to.
            month: where it stands there, 1 to 12.
        """
        new = replace(
            self,
            id=new_id,
            year=year,
            first=month,
            last=month,
            follows=self.id,
            version=0,
        )
        return replace(self, status=Status.MOVED), new


@dataclass(frozen=True, slots=True)
class Usual:
    """An activity that every group is proposed: what it is about, and when."""

    name: str
    sort: Sort
    first: int
    last: int


USUAL = (
    Usual("tips_first", Sort.TIPS, 1, 2),
    Usual("rooms_first", Sort.ROOMS, 3, 4),
    Usual("dialogue_first", Sort.DIALOGUE, 4, 5),
    Usual("tips_again", Sort.TIPS, 8, 9),
    Usual("dialogue_again", Sort.DIALOGUE, 9, 11),
    Usual("rooms_again", Sort.ROOMS, 10, 10),
    Usual("look_back", Sort.OWN, 12, 12),
)
"""A year with the three activities there always are: tips, rooms, and the dialogue method, which is
made in the spring and tried in the autumn."""


def proposed(year: int, *, now: tuple[int, int]) -> Sequence[Usual]:
    """Return what is proposed for a year: nothing whose months are past.

    Args:
        year: of the plan.
        now: the year and month it is.
    """
    return [one for one in USUAL if (year, one.last) >= now]


def in_turn(activities: Iterable[Activity]) -> Sequence[Activity]:
    """Return activities in the order of their months."""
    return sorted(activities, key=lambda one: (one.year, one.first, one.last, one.title, one.id))
