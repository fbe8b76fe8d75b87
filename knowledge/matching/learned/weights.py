"""Reads the learned weights."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).parent
Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve: features in, probability out."""

    weights: Array
    bias: float

    def probability(self, features: Array) -> float:
        """Return the probability for one question; features has shape (len(weights),)."""
        return float(1 / (1 + np.exp(-np.clip(features @ self.weights + self.bias, -30, 30))))


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned for one kind of embedder.

    Attributes:
        own: shape (views,): how much each view speaks for an entry in the asker's language.
        other: shape (views,): the same for an entry in another language.
        lead: what is added for an entry in the asker's language.
        sure: probability that the first is right, of `knowledge.matching.ranking.signs`.
        near: probability that one of the first three is right, of the same.
        answer: from this `sure` a question is answered.
        offer: from this `near` two or three are offered.
    """

    own: Array
    other: Array
    lead: float
    sure: Calibration
    near: Calibration
    answer: float
    offer: float


@cache
def weights_of(kind: str) -> Learned:
    """Return the weights for an embedder: "tuned", "foreign" or "none"."""
    found = json.loads((HERE / "weights.json").read_text(encoding="utf-8"))[kind]
    return from_json(found)


def from_json(found: Mapping[str, object]) -> Learned:
    """Read one kind's weights."""
    return Learned(
        own=_array(found["own"]),
        other=_array(found["other"]),
        lead=_number(found["lead"]),
        sure=_calibration(found["sure"]),
        near=_calibration(found["near"]),
        answer=_number(found["answer"]),
        offer=_number(found["offer"]),
    )


def _calibration(found: object) -> Calibration:
    assert isinstance(found, dict)  # noqa: S101 - our own file
    return Calibration(_array(found["weights"]), _number(found["bias"]))


def _array(found: object) -> Array:
    return np.array(found, np.float32)


def _number(found: object) -> float:
    return float(str(found))
