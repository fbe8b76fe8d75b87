"""Changes an agenda: points are added, moved and taken away, and none is made twice."""

from collections.abc import Iterable, Sequence

from knowledge.coach_group.model import MOST_POINTS, Point


def filled(agenda: Sequence[Point], found: Iterable[Point]) -> tuple[Point, ...]:
    """Return an agenda with what was found and is not on it yet, before somebody's own points.

    Args:
        agenda: as it is; what somebody has written anew in a point stays.
        found: points with a source.
    """
    there = {point.source for point in agenda if point.source}
    new = [point for point in found if point.source not in there]
    made = [point for point in agenda if point.source]
    own = [point for point in agenda if not point.source]
    return (*made, *new, *own)[:MOST_POINTS]


def raised(agenda: Sequence[Point], at: int) -> tuple[Point, ...]:
    """Return an agenda with the point at a place one place earlier; the first stays."""
    if not 0 < at < len(agenda):
        return tuple(agenda)
    return (*agenda[: at - 1], agenda[at], agenda[at - 1], *agenda[at + 1 :])


def lowered(agenda: Sequence[Point], at: int) -> tuple[Point, ...]:
    """Return an agenda with the point at a place one place later; the last stays."""
    return raised(agenda, at + 1) if at >= 0 else tuple(agenda)


def without(agenda: Sequence[Point], at: int) -> tuple[Point, ...]:
    """Return an agenda without the point at a place."""
    return tuple(point for place, point in enumerate(agenda) if place != at)
