"""The learned, calibrated sum of all views."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.matching import views
from knowledge.matching.index import Index
from knowledge.matching.learned.weights import Learned
from knowledge.matching.model import Match, Ranking
from knowledge.matching.views import Seen
from knowledge.matching.words import NOT, TOWARDS, TURNS, stems

Stems = tuple[str, ...]

MOST = 10
"""How many matches a ranking has."""

ALIKE = 0.6
"""From here two wordings look so alike that a single turning word decides."""

CERTAIN = 0.95
"""From here a question that says no may be one about what is amiss."""

SIGNS = ("score", "lead", "lead3", "cover", "body", "phrasing", "letters", "inside", "whole",
         "head", "unknown", "words", "own", "by_meaning", "by_words", "meaning_lead",
         "outside", "outside_nearest", "outside_near")  # fmt: skip
"""What the calibration looks at; see `signs`."""


def scores(seen: Seen, learned: Learned) -> npt.NDArray[np.float32]:
    """Return the learned sum of each candidate, in log odds; shape (candidates,)."""
    mine = seen.views @ learned.own + learned.lead
    others = seen.views @ learned.other
    return np.asarray(np.where(seen.own, mine, others), np.float32)


def rank(index: Index, seen: Seen, learned: Learned) -> Ranking:
    """Put the candidates in order, and say how likely the first is right.

    An entry that stands there in several languages counts once, by its best row.
    """
    summed = scores(seen, learned)
    best = best_of(index, seen, summed)
    if not best:
        return Ranking()
    found = signs(seen, summed, best)
    sure = learned.sure.probability(found)
    return Ranking(
        matches=[
            Match(index.rows[seen.rows[at]].id, float(summed[at]), int(seen.rows[at]))
            for at in best
        ],
        sure=sure,
        near=learned.near.probability(found),
        turned=_turned(index, seen, best[0], sure),
    )


def best_of(index: Index, seen: Seen, summed: npt.NDArray[np.float32]) -> list[int]:
    """Return the places of the best candidates, best first, each id once."""
    order = sorted(range(len(summed)), key=lambda at: (-summed[at], index.rows[seen.rows[at]].id))
    first: dict[str, int] = {}
    for at in order:
        first.setdefault(index.rows[seen.rows[at]].id, at)
        if len(first) == MOST:
            break
    return list(first.values())


def signs(seen: Seen, summed: npt.NDArray[np.float32], best: list[int]) -> npt.NDArray[np.float32]:
    """Return what tells a sure match from a doubtful one; shape (len(SIGNS),).

    Args:
        seen: the candidates.
        summed: their learned sums.
        best: places of the best candidates among them, each id once.
    """
    top = best[0]
    second = summed[best[1]] if len(best) > 1 else summed[top] - 5
    fourth = summed[best[3]] if len(best) > 3 else second - 2
    row = seen.views[top]
    meaning = seen.views[:, views.WHOLE] + seen.views[:, views.HEAD]
    words = seen.views[:, views.BODY] + seen.views[:, views.PHRASING]
    meaning_lead = float(meaning[top] - max((meaning[place] for place in best[1:]), default=0.0))
    return np.array(
        [
            summed[top],
            min(summed[top] - second, 6.0),
            min(summed[top] - fourth, 8.0),
            row[views.COVER],
            row[views.BODY],
            row[views.PHRASING],
            row[views.LETTERS],
            row[views.INSIDE],
            row[views.WHOLE],
            row[views.HEAD],
            seen.unknown,
            math.log1p(len(seen.asked)),
            float(seen.own[top]),
            float(meaning[top] >= meaning.max()),
            float(words[top] >= words.max()),
            meaning_lead if seen.has_meaning else 0.0,
            *seen.outside,
        ],
        np.float32,
    )


def _turned(index: Index, seen: Seen, at: int, sure: float) -> bool:
    """Say whether a wording that looks alike turns the meaning: låsa and låsa upp."""
    if seen.views[at, views.PHRASING] < ALIKE:
        return False
    row = seen.rows[at]
    ways = index.head_stems[index.head_starts[row] : index.head_starts[row + 1]]
    said = " ".join(one.word for one in seen.asked)
    asked = tuple(stems(said, index.rows[row].language))
    nearest = index.head_stems[int(seen.nearest[at])]
    if sure >= CERTAIN:
        # "The sound does not come along" asks for the tip on sound, though no way to ask says not.
        asked, nearest, *ways = map(_without_no, (asked, nearest, *ways))
    return not same_sense(asked, nearest, ways)


def _without_no(wording: Stems) -> Stems:
    return tuple(word for word in wording if word not in NOT)


def same_sense(asked: Stems, phrasing: Stems, ways: Sequence[Stems] | None = None) -> bool:
    """Say whether two wordings that look alike also turn the meaning alike.

    Args:
        asked: the question, as stems.
        phrasing: the way to ask it looks like.
        ways: all the ways to ask for the same entry.
    """
    ways = ways or (phrasing,)
    said = _turning(asked)
    all_ways = [_turning(way) for way in ways]
    strange = said.difference(*all_ways)
    missing = _turning(phrasing).intersection(*all_ways) - said
    if strange or missing:
        return False
    turned_round = sorted(asked) == sorted(phrasing) and asked != phrasing
    return not turned_round or TOWARDS.isdisjoint(asked)


def _turning(wording: Stems) -> frozenset[str]:
    """Return the words of a wording that turn it; which word says no makes no difference."""
    return frozenset("not" if word in NOT else word for word in wording if word in TURNS | NOT)
