"""What a run came to: what was thrown, how often, and what was lost, doubled or leaked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """Whether a run held what is promised."""

    OK = "ok"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"
    """It could not be carried out here, or not to its end; nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that is promised and was not so.

    Attributes:
        what: the promise's name, as in the reliability report, such as I1.
        where: the first row or message of which it was not true.
    """

    what: str
    where: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A line of the table.

    Attributes:
        name: what was tried, on which database.
        seed: with which it can be had again.
        thrown: what was thrown at it.
        often: how often, all in all.
        lost, doubled, leaked: how many messages, edits, rows or texts.
        figures: what else was measured, in words.
        broken: what did not hold.
        why_not: why nothing is known, where that is so.
        seconds: how long it took.
    """

    name: str
    seed: int
    thrown: str
    often: int
    lost: int = 0
    doubled: int = 0
    leaked: int = 0
    figures: str = ""
    broken: Sequence[Broken] = field(default_factory=tuple)
    why_not: str = ""
    seconds: float = 0.0

    @property
    def verdict(self) -> Verdict:
        """Whether it held."""
        if self.why_not:
            return Verdict.INDETERMINATE
        held = not (self.broken or self.lost or self.doubled or self.leaked)
        return Verdict.OK if held else Verdict.FAILED


HEADS = ("what", "thrown", "times", "lost", "doubled", "leaked", "also", "outcome")


def table(parts: Sequence[Part]) -> str:
    """Return parts as a table in Markdown."""
    rows = [
        (
            one.name,
            one.thrown,
            f"{one.often:,}",
            f"{one.lost:,}",
            f"{one.doubled:,}",
            f"{one.leaked:,}",
            one.why_not or one.figures,
            one.verdict.value,
        )
        for one in parts
    ]
    lines = ["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def complaints(parts: Sequence[Part]) -> list[str]:
    """Return, for each part that did not hold, its seed and the first thing that broke."""
    return [
        f"{one.name}, seed {one.seed}: "
        + (
            f"{one.broken[0].what}: {one.broken[0].where}"
            if one.broken
            else f"lost {one.lost}, doubled {one.doubled}, leaked {one.leaked}"
        )
        for one in parts
        if one.verdict is Verdict.FAILED
    ]
