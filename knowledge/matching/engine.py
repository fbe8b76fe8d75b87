"""Turns a ranking into a verdict: answer, offer, or admit not to know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.matching.index import Index
from knowledge.matching.model import Answered, Match, Unanswered, Unsure, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Thresholds:
    """Where certainty begins and ends; chosen on development questions by tests/benchmarks."""

    sure: float = 0.55
    lead: float = 0.10
    plausible: float = 0.40
    beside: float = 0.80
    """A second choice is offered when its score is at least this share of the best."""
    shortlist: int = 3
    akin: float = 0.40
    """An offer needs, among the shortlist, a single phrasing at least so like the question."""
    twin: float = 0.85
    """From here a phrasing is so like the question that it need only be liker than the others'."""
    alike: float = 0.60
    """An answer needs a single phrasing at least so like the question; else it is offered."""


DEFAULT_THRESHOLDS = Thresholds()


def verdict(
    question: str,
    *,
    index: Index,
    language: str = "sv",
    without: Collection[str] = (),
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Verdict:
    """Decide what to say to a question.

    Args:
        question: what the person wrote, any text.
        index: the library.
        language: the asker's language; entries in it win a tie.
        without: ids never to be given for this wording to this person.
        thresholds: where certainty begins.

    Returns:
        Answered, Unsure with two or three candidates, or Unanswered.
    """
    same = [entry for entry in index.exact(question) if entry not in without]
    if len(same) == 1:
        return Answered(Match(same[0], 1.0))
    ranking = index.ranked(question, language=language)
    return decide([match for match in ranking if match.id not in without], thresholds)


def decide(ranking: Sequence[Match], thresholds: Thresholds) -> Verdict:
    """Turn a ranking, best first, into one of three verdicts."""
    first = ranking[: thresholds.shortlist]
    if not first or first[0].score < thresholds.plausible:
        return Unanswered()
    if max(match.likeness for match in first) < thresholds.akin:
        return Unanswered()
    best, *rest = ranking
    clear = _stands_out(best, rest[: thresholds.shortlist], thresholds)
    close = best.likeness >= thresholds.alike and best.same_sense
    if best.score >= thresholds.sure and clear and close:
        return Answered(best)
    near = [match for match in rest if match.score >= best.score * thresholds.beside]
    return Unsure((best, *(near or rest[:1])[: thresholds.shortlist - 1]))


def _stands_out(best: Match, others: Sequence[Match], thresholds: Thresholds) -> bool:
    """Say whether the best is clearly ahead, by score or by its nearest phrasing."""
    if not others or best.score - others[0].score >= thresholds.lead:
        return True
    likest = max(match.likeness for match in others)
    return best.likeness >= thresholds.twin and best.likeness - likest >= thresholds.lead
