"""An event, the answers to it, and what each of them may do next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.errors import Explained, Missing
from knowledge.people.model import Person, Role

OFFER_LASTS = timedelta(hours=24)
"""How long the first in the queue has to say yes to a seat that became free."""

FOLLOW_UPS = (1, 3, 8)
"""Weeks after an event at which those who said yes to it hear once more."""

FEWEST_POINTS, MOST_POINTS = 3, 6


class UnknownEvent(Missing):
    """There is no such event, or it is not for whoever asks."""

    key = "events.error.unknown"


class EventChanged(Explained):
    """Somebody else has changed the event since it was read."""

    key = "events.error.changed"


class EventOver(Explained):
    """The event is cancelled or over, and this can no longer be done."""

    key = "events.error.over"


class Purpose(StrEnum):
    """What an event is for; what is sent afterwards follows from it."""

    INSPIRE = "inspire"
    DEEPEN = "deepen"
    TRY = "try"
    DECIDE = "decide"


class Access(StrEnum):
    """What makes it possible for more people to come."""

    LOOP = "loop"
    INTERPRETER = "interpreter"
    """Arranged for whoever asks for one."""

    STEP_FREE = "step_free"


class State(StrEnum):
    """Where an event is in its life."""

    DRAFT = "draft"
    OPEN = "open"
    CANCELLED = "cancelled"
    HELD = "held"


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """Whom an event is for; everything empty is everybody.

    Attributes:
        departments: ids; with each, all that lies below it.
        roles: what people are.
    """

    departments: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    def has(self, person: Person, chain: Iterable[str]) -> bool:
        """Say whether somebody belongs to it.

        Args:
            person: somebody.
            chain: ids of their department and all above it.
        """
        is_there = not self.departments or bool(set(self.departments) & set(chain))
        return is_there and (not self.roles or person.role in self.roles)


EVERYBODY = Audience()


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something to come to.

    Attributes:
        id: unique.
        title: what it is called.
        about: a few sentences.
        purpose: what it is for.
        host: who holds it, in words.
        organiser: person id of who answers for it; "" for one from a feed.
        department: the part of the organisation whose coordinators may change it; None for all.
        starts: when it begins, aware; None while people tell that they are interested.
        lasts: minutes.
        place: where, in words; "" when it is online only.
        link: an https address to take part online; told only to those who come.
        level: whom it suits, as friendly words; never a gate.
        language: code of the language that is spoken.
        access: what is there for those who need it.
        access_note: more about that, in words.
        seats: how many can come; None for as many as like.
        answer_by: the last moment to answer; None until it begins.
        audience: whom it is for.
        series: what it belongs to, in words; "" when it stands alone.
        drop_in: when one may come by to try something, as working hours are written; such an event
            has no beginning, and stands in the list of things to try.
        own_letter: whether it is invited to by a letter of its own; else with the weekly tip.
        state: where it is in its life.
        revision: rises with each change that guests must know of.
        invited: when invitations were first written; None before.
        question: one question to those who came, "" for none.
        points: what was taken home, 3 to 6 lines, "" before.
        points_sent: when those were sent.
        feed: the id of the feed it comes from; "" for our own.
        sample: made by `demo`; nobody is reminded of it.
        version: of what is kept; the next change needs the one it has read.
    """

    id: str
    title: str
    purpose: Purpose
    about: str = ""
    host: str = ""
    organiser: str = ""
    department: str | None = None
    starts: datetime | None = None
    lasts: int = 60
    place: str = ""
    link: str = ""
    level: str = ""
    language: str = "sv"
    access: tuple[Access, ...] = ()
    access_note: str = ""
    seats: int | None = None
    answer_by: datetime | None = None
    audience: Audience = EVERYBODY
    series: str = ""
    drop_in: str = ""
    own_letter: bool = False
    state: State = State.DRAFT
    revision: int = 0
    invited: datetime | None = None
    question: str = ""
    points: str = ""
    points_sent: datetime | None = None
    feed: str = ""
    sample: bool = False
    version: int = 0

    @property
    def ends(self) -> datetime | None:
        """When it is meant to be over."""
        return None if self.starts is None else self.starts + timedelta(minutes=self.lasts)

    @property
    def is_for_trying(self) -> bool:
        """Whether one may come by, instead of beginning together."""
        return bool(self.drop_in)

    def is_to_come(self, now: datetime) -> bool:
        """Whether it is open and not over; one without a time is always to come."""
        return self.state is State.OPEN and (self.ends is None or now < self.ends)

    def takes_answers(self, now: datetime) -> bool:
        """Whether people may still answer; whoever has answered may take it back until the end."""
        last = self.answer_by or self.starts
        return self.is_to_come(now) and (last is None or now < last)

    def changed(self, **values: object) -> "Event":
        """Return it with other values; a new revision if guests must know of any of it.

        Raises:
            EventOver: it is cancelled or has been held.
        """
        if self.state in {State.CANCELLED, State.HELD}:
            raise EventOver
        after: Event = replace(self, **values)  # type: ignore[arg-type]
        return after.as_change_of(self)

    def as_change_of(self, before: "Event") -> "Event":
        """Return it as what came of another; a new revision if guests must know of a change."""
        if before.state is State.OPEN and any(
            getattr(self, name) != getattr(before, name) for name in TOLD_ANEW
        ):
            return replace(self, revision=before.revision + 1)
        return self

    def with_text(self, name: str, text: str) -> "Event":
        """Return it with another text in one of its fields of words."""
        after: Event = replace(self, **{name: text})  # type: ignore[arg-type]
        return after

    def at_first(self, *, opened: bool) -> "Event":
        """Return it as it comes: open, or as a draft that waits for a coordinator."""
        return self.opened() if opened else self

    def opened(self) -> "Event":
        """Return it as one that people may answer to.

        Raises:
            EventOver: it is cancelled or has been held.
        """
        if self.state in {State.CANCELLED, State.HELD}:
            raise EventOver
        return replace(self, state=State.OPEN)

    def cancelled(self) -> "Event":
        """Return it as not taking place; calendars learn of it by the next revision.

        Raises:
            EventOver: it is cancelled already or has been held.
        """
        if self.state in {State.CANCELLED, State.HELD}:
            raise EventOver
        return replace(self, state=State.CANCELLED, revision=self.revision + 1)

    def held(self) -> "Event":
        """Return it as having taken place.

        Raises:
            EventOver: it was cancelled.
        """
        if self.state is State.CANCELLED:
            raise EventOver
        return replace(self, state=State.HELD)


TOLD_ANEW = ("starts", "lasts", "place", "link")
"""What guests are told of when it changes."""


class Answer(StrEnum):
    """What somebody has answered, or what became of it."""

    INVITED = "invited"
    COMING = "coming"
    MAYBE = "maybe"
    NOT_COMING = "not_coming"
    WAITING = "waiting"
    """In the queue for a seat."""

    OFFERED = "offered"
    """First in the queue, and asked; the seat is theirs until they answer or time is up."""

    INTERESTED = "interested"

    @property
    def holds_a_seat(self) -> bool:
        """Whether a seat is kept."""
        return self in {Answer.COMING, Answer.OFFERED}

    @property
    def wants_to_know(self) -> bool:
        """Whether they hear of changes: all but those who declined."""
        return self is not Answer.NOT_COMING


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """One person's answer to one event; a person has one, however many accounts they have.

    Attributes:
        event: its id.
        person: person id.
        answer: what they have answered.
        place: rises with each that joins the queue, so that it is kept in order; 0 outside it.
        offered_until: until when an offered seat is theirs.
        needs: what they need, in their own words; for the organiser only.
        points: whether they want what was taken home, though they do not come.
        follow: whether they want to hear of it after 1, 3 and 8 weeks.
        followed: how many of those letters have been written.
        was_there: whether the organiser ticked them; None when nobody has said.
    """

    event: str
    person: str
    answer: Answer = Answer.INVITED
    place: int = 0
    offered_until: datetime | None = None
    needs: str = ""
    points: bool = False
    follow: bool = False
    followed: int = 0
    was_there: bool | None = None
