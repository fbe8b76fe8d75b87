"""Learns the weights of `knowledge.boundaries.weighing` from examples; the same numbers each time.

Reads the corpus of the tests and `examples.txt` (`route language message`; `none` is everyday),
and `harmless.txt` (questions people ask about their tools, one a line).
"""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from knowledge.boundaries.folding import plain_words
from knowledge.boundaries.routes import Route
from knowledge.boundaries.weighing import (
    BUCKETS,
    SHORT_ENOUGH,
    WEIGHTS,
    Floats,
    Ints,
    Met,
    features,
    parts,
)

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "tests" / "unit" / "knowledge" / "boundaries" / "corpus.txt"
ROUNDS = 14
PACE = 0.5
DECAY = 1e-5
PACE_OF_BIAS = 0.02
MORE = 12.0
"""A message that must be caught counts so much more than one that must not."""

Sample = tuple[Ints, Floats, Floats]


def examples() -> Iterator[tuple[str, str]]:
    """Yield every message that is learnt from, with its route or `none`."""
    for path in (CORPUS, HERE / "examples.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            route, _, text = line.split(" ", 2)
            yield route, text
    for line in (HERE / "harmless.txt").read_text(encoding="utf-8").splitlines():
        yield "none", line


def samples() -> Iterator[Sample]:
    """Yield features and the right answer; of an everyday message each part must be harmless."""
    met = Met()
    for route, text in examples():
        right = np.array([one == route for one in Route], np.float32)
        said = parts(text) if route == "none" else [plain_words(text)[:SHORT_ENOUGH]]
        for words in said:
            numbers, counts = features(words, met)
            if len(numbers):
                yield numbers, counts, right


def learn() -> tuple[Floats, Floats]:
    """Return the weights and the bias: one logistic regression a route, by AdaGrad."""
    learnt = list(samples())
    weights = np.zeros((BUCKETS, len(Route)), np.float32)
    steps = np.full(BUCKETS, 1e-2, np.float32)
    bias = np.full(len(Route), -3.0, np.float32)
    chance = random.Random(1)  # noqa: S311 - the same order each time is the point
    for _ in range(ROUNDS):
        chance.shuffle(learnt)
        for numbers, counts, right in learnt:
            said = 1 / (1 + np.exp(-(counts @ weights[numbers] + bias).clip(-30, 30)))
            wrong = np.where(right > 0, (said - right) * MORE, said - right).astype(np.float32)
            steps[numbers] += counts**2 * (wrong @ wrong)
            pace = (PACE / np.sqrt(steps[numbers]))[:, None]
            weights[numbers] -= counts[:, None] * wrong * pace + PACE * DECAY * weights[numbers]
            bias -= PACE_OF_BIAS * wrong
    return weights, bias


def write(path: Path) -> None:
    """Learn, and write the weights as whole numbers from -127 to 127 with one scale."""
    weights, bias = learn()
    scale = np.float32(np.abs(weights).max() / 127)
    np.savez_compressed(
        path, weights=np.rint(weights / scale).astype(np.int8), scale=scale, bias=bias
    )


if __name__ == "__main__":
    write(WEIGHTS)
