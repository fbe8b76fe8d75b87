"""Puts into words why a question is answered as it is."""

from collections.abc import Iterator

from knowledge.matching.explain import Explanation, Reason
from knowledge.matching.model import Answered, Unanswered, Unnamed, Unsure, Verdict

VIEWS = {
    "cover": "words of title and ways to ask, synonyms too",
    "strict": "the same, by stems alone",
    "body": "words, with the body",
    "phrasing": "the nearest single way to ask",
    "letters": "groups of letters",
    "spelling": "spelling and order",
    "inside": "the shorter inside the longer",
    "whole": "meaning of the tip as a whole",
    "head": "meaning of the nearest way to ask",
    "heads": "meaning of the three nearest",
}
"""What each view looks at, in words."""


def lines(found: Explanation) -> Iterator[str]:
    """Yield an explanation line by line."""
    yield _verdict(found.verdict)
    yield (
        f"The first is right with probability {found.ranking.sure:.2f} "
        f"(answered from {found.answer:.2f}); one of three with {found.ranking.near:.2f} "
        f"(offered from {found.offer:.2f})."
    )
    if found.ranking.turned:
        yield "A word such as not, off or up turns the meaning, so it is not answered at once."
    if found.unknown:
        yield f"No tip knows: {', '.join(found.unknown)}."
    for place, reason in enumerate(found.reasons, start=1):
        yield ""
        yield from _reason(place, reason)


def _verdict(verdict: Verdict) -> str:
    match verdict:
        case Answered(best):
            return f"Answered with {best.id}."
        case Unsure(candidates):
            return f"Offered: {', '.join(one.id for one in candidates)}."
        case Unnamed(name, _):
            return f"Asked which room is meant: nobody knows {name}."
        case Unanswered():
            return "Not answered: the coach is offered."


def _reason(place: int, reason: Reason) -> Iterator[str]:
    yield f"{place}. {reason.title} ({reason.id})"
    yield f"   nearest way to ask: {reason.nearest}"
    if reason.words:
        met = ", ".join(
            word if word == term else f"{word} as {term}" for word, term in reason.words
        )
        yield f"   words that met: {met}"
    for name, added in reason.spoke:
        yield f"   {added:+6.2f}  {VIEWS[name]}"
