"""Says which views spoke for which entry, and which words: so that a verdict can be understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.matching import views
from knowledge.matching.engine import Matcher
from knowledge.matching.model import Ranking, Verdict
from knowledge.matching.views import Seen

SHOWN = 3
"""Entries that are explained."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why an entry fits.

    Attributes:
        id: the entry's.
        title: as it stands in the entry.
        score: the sum, in log odds.
        spoke: what each view added, in log odds, the strongest first.
        words: pairs of a question's word and what of the entry it met, itself or a synonym.
        nearest: the way to ask that is most like the question.
    """

    id: str
    title: str
    score: float
    spoke: Sequence[tuple[str, float]]
    words: Sequence[tuple[str, str]]
    nearest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Why a question got its verdict.

    Attributes:
        verdict: what was said.
        ranking: the order and the probabilities behind it.
        answer, offer: the thresholds they were held against, the dial counted in.
        reasons: for the first entries, best first.
        unknown: words of the question that no entry has.
    """

    verdict: Verdict
    ranking: Ranking
    answer: float
    offer: float
    reasons: Sequence[Reason]
    unknown: Sequence[str]


def explain(matcher: Matcher, question: str, seen: Seen) -> Explanation:
    """Explain what a question that was seen is answered with."""
    ranking = matcher.ranking(seen)
    answer, offer = matcher.thresholds(seen)
    places = {int(row): at for at, row in enumerate(seen.rows)}
    return Explanation(
        verdict=matcher.verdict(question, seen),
        ranking=ranking,
        answer=answer,
        offer=offer,
        reasons=[
            _reason(matcher, seen, places[match.row], match.score)
            for match in ranking.matches[:SHOWN]
        ],
        unknown=[one.word for one in seen.asked if not one.known],
    )


def _reason(matcher: Matcher, seen: Seen, at: int, score: float) -> Reason:
    index = matcher.index
    row = int(seen.rows[at])
    learned = matcher.learned(seen)
    weights = learned.own if seen.own[at] else learned.other
    added = [
        (name, float(weight * value))
        for name, weight, value in zip(views.NAMES, weights, seen.views[at], strict=True)
    ]
    return Reason(
        id=index.rows[row].id,
        title=index.rows[row].title,
        score=score,
        spoke=sorted((one for one in added if abs(one[1]) >= 0.05), key=lambda one: -one[1]),
        words=_met(matcher, seen, row),
        nearest=index.head_texts[int(seen.nearest[at])],
    )


def _met(matcher: Matcher, seen: Seen, row: int) -> list[tuple[str, str]]:
    """Return what each word of the question met in an entry, strongest term first."""
    index = matcher.index
    met = []
    for one in seen.asked:
        for term, _ in reversed(one.terms):
            if index.front_terms.has(term, row) or index.body_terms.has(term, row):
                met.append((one.word, index.vocabulary.sense_name(term)))
                break
    return met
