"""Decides which numbers may be shown, so that none of 1 to 4 people can be worked out.

Primary suppression: a number is shown from five people on. Complementary suppression: whatever is
left when shown numbers are taken from each other is five people or more as well, or nobody.

Every split of a column is decided by itself, from the whole down to the departments. A place shows
the split if all the parts are many enough, or empty. Those places beside each other that do not
show it are the *rest* of what they are a part of, and anybody can work the rest out: so it must be
harmless, too. While it is not, the smallest place that would have shown the split joins it.

So what is shown always falls into pieces that are each safe, and a difference of shown numbers is
made of whole pieces; docs/adr/0020 has the argument, and a test looks for what can be derived.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.figures.columns import Split
from knowledge.figures.tally import Tally


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the organisation (or a tip), and the parts it has.

    What happened in the place itself and in none of its parts is one part more, which never shows
    anything.
    """

    id: str
    parts: "tuple[Place, ...]" = ()

    def everywhere(self) -> frozenset[str]:
        """Return the ids of the place and of all in it."""
        return frozenset(one.id for one in self.each())

    def each(self) -> "Iterator[Place]":
        """Yield the place and all in it."""
        yield self
        for part in self.parts:
            yield from part.each()


def showing(
    whole: Place,
    tally: Tally,
    splits: Sequence[Split],
    known: Mapping[str, Collection[str]] | None = None,
) -> Mapping[str, frozenset[str]]:
    """Return the places that show each column, by its name.

    Args:
        whole: the place all others are in.
        tally: what happened.
        splits: of what is a part after what it is a part of.
        known: where columns may be shown at most, if that is decided elsewhere; by name.
    """
    inside = {one.id: one.everywhere() for one in whole.each()}
    found: dict[str, frozenset[str]] = {}
    for split in splits:
        among = found[split.of] if split.of else frozenset(inside)
        for part in split.parts:
            among &= frozenset((known or {}).get(part.name, among))
        where = frozenset(_where(whole, tally, split, among, inside))
        found |= {part.name: where for part in split.parts}
    return found


def _where(
    whole: Place,
    tally: Tally,
    split: Split,
    among: Collection[str],
    inside: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """Yield the places that show a split, each after the one it is a part of."""

    def fits(ids: frozenset[str]) -> bool:
        cells = [tally.cell(ids, part) for part in split.parts]
        # Nobody at all is said of a part; of a whole it would tell that the others are few.
        return all(one.is_harmless for one in cells) and (bool(split.of) or cells[0].is_safe)

    def size(place: Place) -> tuple[int, str]:
        times = sum(tally.cell(inside[place.id], part).times for part in split.parts)
        return times, place.id

    waiting = [whole] if whole.id in among and fits(inside[whole.id]) else []
    while waiting:
        place = waiting.pop()
        yield place.id
        ready = sorted(
            (one for one in place.parts if one.id in among and fits(inside[one.id])), key=size
        )
        rest = inside[place.id].difference(*(inside[one.id] for one in ready))
        while ready and not all(tally.cell(rest, part).is_harmless for part in split.parts):
            rest |= inside[ready.pop(0).id]
        waiting += ready
