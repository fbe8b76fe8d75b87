"""The learned curves that make one probability of what the witnesses of a boundary say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.boundaries.routes import Route

CURVES = Path(__file__).parent / "learned" / "curves.json"


@dataclass(frozen=True, slots=True)
class Curve:
    """How much each witness of one boundary counts; made by `tips.training.hear`.

    Attributes:
        rule: what a rule that speaks for the boundary adds to the log odds.
        words: what the log odds by words are worth.
        meaning: what the log odds by meaning are worth; 0 where there is no model.
        bias: the log odds when all are silent.
        level: from these log odds the boundary speaks.
    """

    rule: float
    words: float
    meaning: float
    bias: float
    level: float

    def beyond(self, *, rule: bool, words: float, meaning: float) -> float:
        """Return by how much the level is passed, in log odds; below zero it is not."""
        odds = self.bias + self.rule * rule + self.words * words + self.meaning * meaning
        return odds - self.level


@cache
def curves(*, with_meaning: bool) -> Mapping[Route, Curve]:
    """Return the curve of each boundary, with or without the sentence model."""
    found = json.loads(CURVES.read_text(encoding="utf-8"))
    kind = found["with_meaning" if with_meaning else "by_words"]
    return {route: Curve(**kind[route]) for route in Route}
