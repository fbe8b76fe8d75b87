"""Catches what no tip may answer: somebody in danger, an incident, spying, other people's matters.

Three witnesses are heard: rules over families of words, what words and their pieces weigh, and,
where there is a sentence model, what the message means. A learned curve for each boundary makes one
probability of them; what a rule says is only overruled by far. The order is that of danger, and a
rule about danger needs no second witness: a false alarm costs a line, and a miss on the first two may cost a life.
"""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.boundaries.curves import curves
from knowledge.boundaries.families import families
from knowledge.boundaries.folding import folded, plain_words
from knowledge.boundaries.meanings import odds_of
from knowledge.boundaries.pasted import holds_number, shapes
from knowledge.boundaries.routes import DANGER, Boundary, Route
from knowledge.boundaries.rules import rules
from knowledge.boundaries.weighing import odds_for

__all__ = ["Boundary", "Known", "Route", "by_rule", "caught", "endangers", "folded", "known_of"]

Floats = npt.NDArray[np.float32]
DANGER_FIRST = (Route.EMERGENCY, Route.CRISIS)
OVERRULED = 3.0
"""So far below its level, in log odds, must a boundary lie that a rule speaks for, to be silent."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one message.

    Attributes:
        rules: the boundaries some rule speaks for.
        number: whether it holds an identity number.
        words: shape (routes,): log odds by words and their pieces.
        meaning: shape (routes,): log odds by the sentence model, or None without one.
    """

    rules: frozenset[Route]
    number: bool
    words: Floats
    meaning: Floats | None = None


def caught(text: str, vectors: Floats | None = None) -> Boundary | None:
    """Return the boundary a text runs into, or None.

    Args:
        text: a cleaned text of at most `knowledge.boundaries.texts.LONGEST` characters.
        vectors: what the tuned sentence model makes of `meanings.heard_parts`, if there is one.
    """
    return judged(known_of(text, vectors))


def endangers(boundary: Boundary | None) -> Boundary | None:
    """Return emergency or crisis, the two that are heard even in the middle of a dialogue."""
    return boundary if boundary and boundary.route in DANGER else None


def by_rule(text: str) -> frozenset[Route]:
    """Return the boundaries some rule speaks for."""
    where = families().where(plain_words(text))
    for name, place in shapes(text):
        insort(where.setdefault(name, []), place)
    return frozenset(rule.route for rule in rules() if rule.holds(where))


def known_of(text: str, vectors: Floats | None) -> Known:
    """Hear all there is to hear; see `caught`."""
    return Known(
        rules=by_rule(text),
        number=holds_number(text),
        words=odds_for(text),
        meaning=None if vectors is None else odds_of(vectors),
    )


def judged(known: Known) -> Boundary | None:
    """Weigh what is known."""
    beyond = _beyond(known)
    in_danger = [route for route in DANGER_FIRST if route in known.rules or beyond[route] >= 0]
    if in_danger:
        ruled = [route for route in in_danger if route in known.rules]
        return Boundary(ruled[0] if ruled else max(in_danger, key=beyond.__getitem__))
    if known.number and Route.INCIDENT not in known.rules:
        return Boundary(Route.PERSONAL_DATA)
    others = [
        route
        for route in Route
        if route not in DANGER and beyond[route] >= (-OVERRULED if route in known.rules else 0)
    ]
    return Boundary(max(others, key=beyond.__getitem__)) if others else None


def _beyond(known: Known) -> Mapping[Route, float]:
    """Return by how much each boundary passes its level."""
    meaning = np.zeros(len(Route)) if known.meaning is None else known.meaning
    learned = curves(with_meaning=known.meaning is not None)
    return {
        route: learned[route].beyond(
            rule=route in known.rules, words=float(words), meaning=float(meant)
        )
        for route, words, meant in zip(Route, known.words, meaning, strict=True)
    }
