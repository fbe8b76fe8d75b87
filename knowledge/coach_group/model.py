"""A meeting of the coach group: its agenda, its life, the answers to it, and what was agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from knowledge.errors import Explained, Missing

MOST_POINTS = 40


class UnknownMeeting(Missing):
    """There is no such meeting, or it is not for whoever asks."""

    key = "group.error.unknown_meeting"


class UnknownAction(Missing):
    """There is no such action, or it is not for whoever asks."""

    key = "group.error.unknown_action"


class MeetingChanged(Explained):
    """Somebody else has changed the meeting since it was read."""

    key = "group.error.changed"


class MeetingOver(Explained):
    """The meeting has been held or cancelled, and this can no longer be done."""

    key = "group.error.over"


class State(StrEnum):
    """Where a meeting is in its life."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Origin(StrEnum):
    """Where a point of the agenda comes from."""

    ACTION = "action"
    """Something agreed before that is not done."""

    GAP = "gap"
    """Questions without a tip."""

    TIPS = "tips"
    """How many tips or answers need looking after."""

    PLAN = "plan"
    """An activity of the year plan."""

    OWN = "own"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One point of an agenda.

    Attributes:
        text: what it says; nobody who asked can be found in it.
        origin: where it comes from.
        source: what it was made of, so that it is not made twice; "" for what somebody wrote.
    """

    text: str
    origin: Origin = Origin.OWN
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """One meeting of the coaches and stand-ins in a part of the organisation.

    Attributes:
        id: unique.
        department: the part it is for; None for everything.
        starts: when it begins, aware.
        lasts: how long it is meant to take, in minutes.
        place: where, in words; "" when it is online only.
        link: an https address to meet online; "" when there is none.
        agenda: its points, in order.
        notes: the minutes, as they were written.
        state: where it is in its life.
        revision: counts what the guests have been told anew: another time or place.
        invited: when the first invitation was written; until then it is a draft.
        notes_sent: when the minutes were last sent to the group.
        sample: made by `demo`; nobody is reminded of it.
        version: of what is kept; the next change needs the one it has read.
    """

    id: str
    department: str | None
    starts: datetime
    lasts: int
    place: str = ""
    link: str = ""
    agenda: tuple[Point, ...] = ()
    notes: str = ""
    state: State = State.PLANNED
    revision: int = 0
    invited: datetime | None = None
    notes_sent: datetime | None = None
    sample: bool = False
    version: int = 0

    @property
    def ends(self) -> datetime:
        """When it is meant to be over."""
        return self.starts + timedelta(minutes=self.lasts)

    @property
    def is_draft(self) -> bool:
        """Whether only those who edit it know of it."""
        return self.invited is None

    def is_to_come(self, now: datetime) -> bool:
        """Whether it is planned and not over."""
        return self.state is State.PLANNED and now < self.ends

    def moved(self, *, starts: datetime, lasts: int, place: str, link: str) -> "Meeting":
        """Return it at another time or place; a new revision if any of it is new.

        Raises:
            MeetingOver: it has been held or cancelled.
        """
        self.refuse_if_over()
        after = replace(self, starts=starts, lasts=lasts, place=place, link=link)
        return after if after == self else replace(after, revision=self.revision + 1)

    def held(self) -> "Meeting":
        """Return it as having taken place.

        Raises:
            MeetingOver: it was cancelled.
        """
        if self.state is State.CANCELLED:
            raise MeetingOver
        return replace(self, state=State.HELD)

    def cancelled(self) -> "Meeting":
        """Return it as not taking place.

        Raises:
            MeetingOver: it has been held or cancelled.
        """
        self.refuse_if_over()
        return replace(self, state=State.CANCELLED)

    def refuse_if_over(self) -> None:
        """Raise MeetingOver unless it is still planned."""
        if self.state is not State.PLANNED:
            raise MeetingOver


class Coming(StrEnum):
    """What somebody has answered to an invitation."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """Somebody who is invited to a meeting.

    Attributes:
        person: person id.
        since: when the invitation was written.
        coming: what they have answered.
    """

    person: str
    since: datetime
    coming: Coming = Coming.UNKNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """Something somebody has promised the group to do.

    Attributes:
        id: unique.
        meeting: where it was agreed.
        what: in words.
        owner: person id; "" when it is nobody's, or nobody's we know.
        who: in words, when the owner is no person here: all, the IT unit.
        due: until when; None when nothing was said.
        done: the day it was done; None while it is open.
    """

    id: str
    meeting: str
    what: str
    owner: str = ""
    who: str = ""
    due: date | None = None
    done: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done is None


def in_turn(actions: Iterable[Action]) -> Sequence[Action]:
    """Return actions, those that are due first before the others."""
    return sorted(actions, key=lambda one: (one.due or date.max, one.what, one.id))
