"""Where the parts of a plot stand; the page draws them, with the same numbers in a table beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEP, GAP, HIGH = 10, 4, 100
"""Widths of a bar with its space, of the space between groups, and the height of a plot."""
STUB = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One upright bar.

    Attributes:
        x, y, width, height: in the plot's own units, y downwards.
        name: what it stands for.
        number: how much; None where that is not shown, and a stub stands for it.
    """

    x: float
    y: float
    width: float
    height: float
    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright bars in groups.

    Attributes:
        width: of all of them; the height is 100.
        top: the number at the upper edge.
        bars: from left to right.
    """

    width: float
    top: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stripe:
    """A part of a strip that is 100 wide.

    Attributes:
        kind: what it stands for; the style sheet knows its colour and pattern.
        name: that, in words.
        number: how much.
        share: of the whole, in per cent, rounded.
    """

    kind: str
    name: str
    x: float
    width: float
    number: int
    share: int


def columns(groups: Sequence[Sequence[tuple[str, int | None]]]) -> Columns:
    """Return upright bars for groups of names and numbers, with space between the groups."""
    top = _round_above(max((number or 0 for group in groups for _, number in group), default=0))
    bars: list[Bar] = []
    x = 0.0
    for group in groups:
        for name, number in group:
            height = STUB if number is None else HIGH * number / top
            bars.append(
                Bar(x=x, y=HIGH - height, width=STEP * 0.7, height=height, name=name, number=number)
            )
            x += STEP
        x += GAP
    return Columns(max(x - GAP, 1), top, tuple(bars))


def strip(parts: Iterable[tuple[str, str, int]]) -> tuple[Stripe, ...]:
    """Return kinds, names and numbers side by side, as parts of a whole; empty ones left out."""
    there = [part for part in parts if part[2]]
    whole = sum(number for _, _, number in there)
    stripes: list[Stripe] = []
    before = 0
    for kind, name, number in there:
        stripes.append(
            Stripe(
                kind=kind,
                name=name,
                x=round(100 * before / whole, 2),
                width=round(100 * number / whole, 2),
                number=number,
                share=round(100 * number / whole),
            )
        )
        before += number
    return tuple(stripes)


def _round_above(number: int) -> int:
    """Return a round number that is as large or a little larger, at least 1."""
    size = int(f"1{'0' * (len(str(number)) - 1)}")
    steps = (size * part // 2 for part in range(2, 21))
    return next((step for step in steps if step >= number), 10 * size)
