"""What the bot remembers of a conversation, and for how long."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

REMEMBERED = 8
"""How many questions back a button still works."""

DIALOGUE_LIFE = timedelta(minutes=60)
"""How long a dialogue waits for its line without asking again."""

ECHO = timedelta(seconds=60)
"""How long the same line again is taken for the channel's repetition, not for a new one."""

QUESTION_LIFE = timedelta(hours=24)
"""How long the wording of a question is remembered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """What a question counts as in the figures, so that it can count as something else later.

    Attributes:
        week: the Monday of the week it was asked in, as ISO has it.
        place: the department it was asked in, or "".
        outcome: what has become of it, see `knowledge.figures.model.Outcome`.
        tip: the tip that answered it, or "".
    """

    week: str
    place: str
    outcome: str
    tip: str = ""

    @property
    def monday(self) -> date:
        """The Monday of the week it was asked in."""
        return date.fromisoformat(self.week)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question the person asked a while ago, so that buttons need not carry its words.

    Attributes:
        said: what the bot showed for it, in words, for the coach; "" if nothing.
        sent: the escalation it became, or "".
        gap: the gap it was written down as, or "".
        counted: what it counts as, once it does.
    """

    id: str
    text: str
    at: str
    said: str = ""
    sent: str = ""
    gap: str = ""
    counted: Counted | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """An open dialogue: the next plain line goes there, or is asked about after a pause."""

    dialogue: str
    about: str
    since: str

    def is_stale(self, now: datetime) -> bool:
        """Whether so long has passed that the person may have something else in mind."""
        return now - datetime.fromisoformat(self.since) > DIALOGUE_LIFE


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The last answer, so that *easier* and *longer* can draw it again."""

    kind: str
    id: str
    asked: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """The last line that was brought to somebody."""

    text: str
    at: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """All that is remembered of one person's conversation; kept sealed."""

    waits: Waits | None = None
    shown: Shown | None = None
    asked: tuple[Asked, ...] = ()
    mine: tuple[str, ...] = ()
    """Ids of the questions this person has sent to somebody."""
    brought: Brought | None = None
    pressed: tuple[str, ...] = ()
    """Ids of the last weekly posts this person has pressed a button of; each counts once."""
    greeted: bool = False
    """Here and not with the person: who has ever asked is nobody's business."""

    def question(self, asked_id: str) -> Asked | None:
        """Return a remembered question."""
        return next((one for one in self.asked if one.id == asked_id), None)

    def with_question(self, asked: Asked) -> "Memory":
        """Remember a question, or what became of it; the oldest make room."""
        others = tuple(one for one in self.asked if one.id != asked.id)
        return replace(self, asked=(*others, asked)[-REMEMBERED:])

    def waiting(self, dialogue: str, about: str, now: datetime) -> "Memory":
        """Open a dialogue: the next plain line goes there."""
        return replace(self, waits=Waits(dialogue=dialogue, about=about, since=now.isoformat()))

    def having_brought(self, text: str, now: datetime) -> "Memory":
        """Remember a line that went to somebody."""
        return replace(self, brought=Brought(text=_plain(text), at=now.isoformat()))

    def has_brought(self, text: str, now: datetime) -> bool:
        """Whether this line went to somebody within the last minute (reliability E8)."""
        if self.brought is None or self.brought.text != _plain(text):
            return False
        return now - datetime.fromisoformat(self.brought.at) <= ECHO

    def having_pressed(self, post: str) -> "Memory":
        """Remember that a button of a weekly post was pressed."""
        return replace(self, pressed=(*self.pressed, post)[-REMEMBERED:])

    def settled(self) -> "Memory":
        """Close the open dialogue."""
        return replace(self, waits=None)

    def fresh(self, now: datetime) -> "Memory":
        """Forget the questions that are too old."""
        kept = tuple(
            one for one in self.asked if datetime.fromisoformat(one.at) > now - QUESTION_LIFE
        )
        last = self.brought
        if last is not None and now - datetime.fromisoformat(last.at) > ECHO:
            last = None
        return (
            self
            if (kept, last) == (self.asked, self.brought)
            else replace(self, asked=kept, brought=last)
        )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def to_json(memory: Memory) -> str:
    """Write a memory as JSON."""
    return json.dumps(asdict(memory), ensure_ascii=False)


def from_json(text: str) -> Memory:
    """Read a memory that `to_json` wrote."""
    found = json.loads(text)
    return Memory(
        waits=Waits(**found["waits"]) if found["waits"] else None,
        shown=Shown(**found["shown"]) if found["shown"] else None,
        asked=tuple(_asked(one) for one in found["asked"]),
        mine=tuple(found["mine"]),
        brought=Brought(**found["brought"]) if found.get("brought") else None,
        pressed=tuple(found.get("pressed", ())),
        greeted=found["greeted"],
    )


def _asked(found: dict[str, Any]) -> Asked:
    counted = found.pop("counted", None)
    return Asked(**found, counted=Counted(**counted) if counted else None)
