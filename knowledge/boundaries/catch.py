"""Catches what no tip may answer: somebody in danger, an incident, spying, other people's matters.

Rules over families of words speak first, and what they do not know is weighed. The order is that
of danger: the first boundary that speaks wins. A false alarm costs a line; a miss on the first two
may cost a life, so these two are also taken at a lower weight.
"""

from bisect import insort

from knowledge.boundaries.families import families
from knowledge.boundaries.folding import folded, plain_words
from knowledge.boundaries.pasted import holds_number, shapes
from knowledge.boundaries.routes import DANGER, Boundary, Route
from knowledge.boundaries.rules import rules
from knowledge.boundaries.weighing import weights_for

__all__ = ["Boundary", "Route", "caught", "endangers", "folded"]

HEAVY = {
    Route.EMERGENCY: 0.3,
    Route.CRISIS: 0.3,
    Route.INCIDENT: 0.4,
    Route.PERSONAL_DATA: 0.25,
    Route.SURVEILLANCE: 0.25,
    Route.HR_PAY: 0.35,
    Route.CITIZEN_CASE: 0.25,
    Route.SECRECY: 0.3,
    Route.OTHER: 0.3,
}
"""From this weight a boundary speaks though no rule knows the words."""

AGAINST_A_RULE = 0.7
"""From this weight danger speaks though a rule knows the words as another matter."""


def caught(text: str) -> Boundary | None:
    """Return the boundary a text runs into, or None.

    Args:
        text: a cleaned text of at most `knowledge.boundaries.texts.LONGEST` characters.
    """
    spoken = _by_rule(text)
    if spoken in DANGER:
        return Boundary(spoken)
    weights = weights_for(text)
    heavy = [route for route in Route if weights[route] >= HEAVY[route]]
    if spoken is None and heavy:
        return Boundary(heavy[0] if heavy[0] in DANGER else max(heavy, key=weights.__getitem__))
    if heavy and heavy[0] in DANGER and weights[heavy[0]] >= AGAINST_A_RULE:
        return Boundary(heavy[0])
    return Boundary(spoken) if spoken else None


def endangers(text: str) -> Boundary | None:
    """Return emergency or crisis, the two that are caught even in the middle of a dialogue."""
    boundary = caught(text)
    return boundary if boundary and boundary.route in DANGER else None


def _by_rule(text: str) -> Route | None:
    where = families().where(plain_words(text))
    for name, place in shapes(text):
        insort(where.setdefault(name, []), place)
    number = Route.PERSONAL_DATA if holds_number(text) else None
    for rule in rules():
        if number and rule.route not in {*DANGER, Route.INCIDENT}:
            return number
        if rule.holds(where):
            return rule.route
    return number
