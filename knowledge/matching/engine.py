"""Turns a question into a verdict: answer, offer, or admit not to know."""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from knowledge.matching.index import Index, Vector
from knowledge.matching.learned.weights import Learned, weights_of
from knowledge.matching.model import (
    Answered,
    Match,
    Ranking,
    Unanswered,
    Unnamed,
    Unsure,
    Verdict,
)
from knowledge.matching.outside import Outside
from knowledge.matching.ranking import rank
from knowledge.matching.views import Seen, look
from knowledge.matching.words import LONGEST, normal

SHORTLIST = 3
"""How many are offered at most."""

BESIDE = 2.5
"""A third choice further behind the best than this, in log odds, is not offered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Matcher:
    """Decides what to say, from one library and what was learned.

    Attributes:
        index: the library.
        kind: whose vectors the index has: "tuned" or "foreign"; what was seen without any is
            weighed as "none".
        dial: from -1 (careful) to 1 (talkative); 0 is as calibrated.
        outside: what is known, over the embedder's vectors, of questions that no library answers.
    """

    index: Index
    kind: str = "none"
    dial: float = 0.0
    outside: Outside | None = None

    def see(self, question: str, *, language: str = "sv", vector: Vector | None = None) -> Seen:
        """Do the slow part: see a question beside the library.

        Args:
            question: what the person wrote, any text of any length.
            language: the asker's language.
            vector: the question's embedding, of length 1, or None.
        """
        return look(self.index, question[:LONGEST], language, vector, self.outside)

    def ranking(
        self, seen: Seen, *, without: Collection[str] = (), department: str | None = None
    ) -> Ranking:
        """Put the entries in order for a question that was seen.

        Args:
            seen: from `see`.
            without: ids never to be given for this wording to this person.
            department: the asker's, for entries that are for some departments only.
        """
        seen = visible(self.index, seen, without, department)
        if not len(seen.rows):
            return Ranking()
        return _own_first(self.index, rank(self.index, seen, self.learned(seen)), department)

    def verdict(
        self,
        question: str,
        seen: Seen,
        *,
        without: Collection[str] = (),
        department: str | None = None,
    ) -> Verdict:
        """Decide what to say to a question that was seen; see `ranking` for what goes in.

        A question without words is never answered: nothing in it can be looked for.
        """
        if not normal(question):
            return Unanswered()
        same = [entry for entry in self.exact(question, department) if entry not in without]
        if len(same) == 1:
            return Answered(Match(same[0], math.inf))
        rooms = self._rooms(question, without)
        if rooms is not None:
            return rooms
        return self.decide(self.ranking(seen, without=without, department=department), seen)

    def _rooms(self, question: str, without: Collection[str]) -> Verdict | None:
        """Answer by a proper name, or ask about one that nobody knows; None without any."""
        names = self.index.names
        named = [Match(one, math.inf) for one in names.named(question) if one not in without]
        if len(named) == 1:
            return Answered(named[0])
        if named:
            return Unsure(named[:SHORTLIST])
        unknown = names.unknown(question)
        if unknown is None:
            return None
        near = [one for one in names.nearest(unknown, SHORTLIST) if one not in without]
        return Unnamed(unknown, [Match(one, math.inf) for one in near])

    def exact(self, question: str, department: str | None = None) -> list[str]:
        """Return the ids of visible entries that have this very wording, own ones before others."""
        found = self.index.exact(question)
        own = [one for one in found if self._is_own(one, department)]
        return own or [one for one in found if self._is_open(one)]

    def decide(self, ranking: Ranking, seen: Seen) -> Verdict:
        """Turn a ranking into one of three verdicts, by the calibrated probabilities."""
        answer, offer = self.thresholds(seen)
        if not ranking.matches or ranking.near < offer:
            return Unanswered()
        best, *rest = ranking.matches
        if ranking.sure >= answer and not ranking.turned:
            return Answered(best)
        others = rest[: SHORTLIST - 1]
        if len(others) == SHORTLIST - 1 and best.score - others[-1].score > BESIDE:
            others = others[:-1]
        return Unsure((best, *others))

    def thresholds(self, seen: Seen) -> tuple[float, float]:
        """Return from which `sure` to answer, and from which `near` to offer."""
        found = self.learned(seen)
        return moved(found.answer, self.dial), moved(found.offer, self.dial)

    def learned(self, seen: Seen) -> Learned:
        """Return the weights that go with how a question was seen."""
        return weights_of(self.kind if seen.has_meaning else "none")

    def _is_own(self, name: str, department: str | None) -> bool:
        return department is not None and any(
            department in entry.audience for entry in self.index.rows if entry.id == name
        )

    def _is_open(self, name: str) -> bool:
        return any(not entry.audience for entry in self.index.rows if entry.id == name)


def moved(threshold: float, dial: float) -> float:
    """Return a threshold moved by the dial: a careful one asks for more, a talkative for less."""
    odds = math.log(threshold / (1 - threshold)) - dial
    return 1 / (1 + math.exp(-odds))


def visible(index: Index, seen: Seen, without: Collection[str], department: str | None) -> Seen:
    """Leave out what was called wrong, and what is for other departments."""
    keep = np.array(
        [
            index.rows[row].id not in without
            and (not index.rows[row].audience or department in index.rows[row].audience)
            for row in seen.rows
        ],
        bool,
    )
    if keep.all():
        return seen
    return replace(
        seen,
        rows=seen.rows[keep],
        views=seen.views[keep],
        nearest=seen.nearest[keep],
        own=seen.own[keep],
    )


def _own_first(index: Index, ranking: Ranking, department: str | None) -> Ranking:
    """Let a department's own entry stand before the general one it is beside."""
    if department is None or not ranking.matches:
        return ranking
    best = ranking.matches[0]
    own = [
        match
        for match in ranking.matches
        if department in index.rows[match.row].audience and best.score - match.score <= BESIDE
    ]
    rest = [match for match in ranking.matches if match not in own]
    return replace(ranking, matches=[*own, *rest])
