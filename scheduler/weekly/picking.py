"""Picks the tip of an occasion, and says why this one.

In this order: what the time of year asks for, what people have asked for in vain, what is made for
those it goes to, what many have asked about, and then whatever has rested. Every third tip at least
is a habit, and what the time of year asks for makes way every other time.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.matching.words import stems
from scheduler.calendar.coming import week_key
from scheduler.weekly.model import NOT_AGAIN
from tips.model import Tip, TipKind

HABIT_EVERY = 3
"""Of so many tips in a row at least one is a habit."""

ALIKE = 2
"""Words a tip must share with what was asked in vain."""

SEASONS: Mapping[int, tuple[str, ...]] = {
    1: ("rensa", "namnge", "kvart-i-veckan"),
    2: ("hitta-motestid", "inkorg"),
    3: ("losenord", "mfa"),
    4: ("tillg", "storre-text"),
    5: ("offentlig-plats", "utomlands"),
    6: ("autosvar", "ledig-tyst", "lamna-over"),
    7: ("ledig-tyst",),
    8: ("ny-kollega", "glomt-losenord", "aviseringar"),
    9: ("ny-kollega", "var-spara"),
    10: ("bluff", "falsk-chef", "qr-kod", "mfa-ovantad", "lank"),
    11: ("hybrid", "mote-alla-hors", "vila"),
    12: ("autosvar", "ledig-tyst", "lamna-over"),
}
"""What each month asks for, as parts of a tip's id; October is when Europe talks of safety."""


class Why(StrEnum):
    """Why a tip was picked."""

    CHOSEN = "chosen"
    SEASON = "season"
    ASKED = "asked"
    WORK = "work"
    READ = "read"
    HABIT = "habit"
    RESTED = "rested"


@dataclass(frozen=True, kw_only=True, slots=True)
class Picked:
    """A tip, and why."""

    tip: str
    why: Why


@dataclass(frozen=True, kw_only=True, slots=True)
class Lately:
    """What has been, as far as it says what is to come.

    Attributes:
        used: tips of occasions since half a year ago, each with its ISO week.
        asked: what people have asked in vain lately, names and numbers taken out.
        read: ids of the tips that were asked about most lately, the most first.
        before: the kinds of this schedule's last tips, the latest first.
        last: why its latest tip was picked; "" when it is the first.
    """

    used: Collection[tuple[str, str]] = ()
    asked: Collection[str] = ()
    read: Sequence[str] = ()
    before: Sequence[TipKind] = ()
    last: str = ""


def pick(tips: Sequence[Tip], places: Collection[str], day: date, lately: Lately) -> Picked | None:
    """Return the tip for a day; None when there is none that has rested long enough.

    Args:
        tips: published ones, in one language each or more.
        places: departments of those it goes to; a tip for certain departments is for them alone.
        day: the planned day.
        lately: what has been.
    """
    candidates = fitting(tips, places, day, used=lately.used)
    few = HABIT_EVERY - 1
    due_for_habit = len(lately.before) >= few and TipKind.HABIT not in lately.before[:few]
    habits = [one for one in candidates if one.kind is TipKind.HABIT]
    if due_for_habit and habits:
        candidates = habits
    if not candidates:
        return None
    found = {
        Why.SEASON: [one for one in candidates if is_of_season(one, day)],
        Why.ASKED: [one for one in candidates if _was_asked_for(one, lately.asked)],
        Why.WORK: [one for one in candidates if one.audience],
        Why.READ: _most_read(candidates, lately.read),
    }
    order = list(found)
    if lately.last == Why.SEASON:
        order.append(order.pop(0))
    for why in order:
        if found[why]:
            return Picked(tip=_first(found[why], day).id, why=why)
    why = Why.HABIT if due_for_habit and habits else Why.RESTED
    return Picked(tip=_first(candidates, day).id, why=why)


def fitting(
    tips: Sequence[Tip],
    places: Collection[str],
    day: date,
    *,
    used: Collection[tuple[str, str]],
) -> list[Tip]:
    """Return the tips that may be sent to some departments on a day, one language of each."""
    resting = {tip for tip, week in used if week != week_key(day)}
    found: dict[str, Tip] = {}
    for one in tips:
        is_post = one.kind in {TipKind.TOOL, TipKind.HABIT}
        is_theirs = not one.audience or (bool(places) and set(places) <= set(one.audience))
        if is_post and is_theirs and one.id not in resting:
            found.setdefault(one.id, one)
    return list(found.values())


def is_resting(tip: str, day: date, used: Collection[tuple[str, str]]) -> bool:
    """Say whether a tip was, or will be, sent in another week too near a day."""
    return any(one == tip and week != week_key(day) for one, week in used)


def rests_since(day: date) -> date:
    """Return the first planned day whose tip is not repeated on a day."""
    return day - NOT_AGAIN


def is_of_season(tip: Tip, day: date) -> bool:
    """Say whether the time of year asks for a tip."""
    return any(part in tip.id for part in SEASONS[day.month])


def _was_asked_for(tip: Tip, asked: Iterable[str]) -> bool:
    own = _words(" ".join((tip.title, *tip.phrasings)), tip.language)
    return any(len(own & _words(wording, tip.language)) >= ALIKE for wording in asked)


def _most_read(tips: Sequence[Tip], read: Sequence[str]) -> list[Tip]:
    """Return the one of some tips that was asked about most; none when none of them was."""
    own = {one.id: one for one in tips}
    return [own[tip] for tip in read if tip in own][:1]


def _words(text: str, language: str) -> set[str]:
    return set(stems(text, language))


def _first(tips: Sequence[Tip], day: date) -> Tip:
    """Return one of several in an order that differs from week to week, and never by chance."""

    def order(tip: Tip) -> bytes:
        return hashlib.sha256(f"{week_key(day)}|{tip.id}".encode()).digest()

    return min(tips, key=order)
