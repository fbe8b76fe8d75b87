"""Tells how much a question is like those that no library answers: taxis, wages, macros, chat.

Learned over the tuned sentence model's vectors by `tips.training.outside`: a direction in which
such questions lie, and places where many of them lie together.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

OUTSIDE = Path(__file__).parent / "learned" / "outside.npz"
FIVE = 5

Floats = npt.NDArray[np.float32]
Likeness = tuple[float, float, float]
"""Log odds by the direction, cosine with the nearest place, mean cosine with the nearest five."""

UNKNOWN: Likeness = (0.0, 0.0, 0.0)
"""What is said without a sentence model."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What was learned.

    Attributes:
        model: the name of the embedder whose vectors it knows.
        direction: shape (dimensions,).
        bias: the log odds of a question that lies across the direction.
        places: shape (places, dimensions), each of length 1.
    """

    model: str
    direction: Floats
    bias: float
    places: Floats

    def likeness(self, vector: Floats) -> Likeness:
        """Return how much a question is like those, by its vector of length 1."""
        near = np.sort(self.places @ vector)[-FIVE:]
        return float(vector @ self.direction) + self.bias, float(near[-1]), float(near.mean())


def outside_of(model: str) -> Outside | None:
    """Return what was learned over an embedder's vectors; None of another one's."""
    found = _learned()
    return found if found.model == model else None


@cache
def _learned() -> Outside:
    with np.load(OUTSIDE) as found:
        return Outside(
            model=str(found["model"]),
            direction=found["direction"].astype(np.float32),
            bias=float(found["bias"]),
            places=found["places"].astype(np.float32),
        )
