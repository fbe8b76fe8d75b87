"""Learns what words and their pieces weigh for each boundary; the same numbers each time.

From the messages of several authors, and from questions people ask about their tools, which are
harmless. Each message that must be caught is also learnt as a hasty hand would write it.
"""

import random
from collections.abc import Iterator, Sequence
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
from tips.training.messages import EVERYDAY, messages
from tips.training.questions import harmless

ROUNDS = 12
SLIPS = 0.25
SHORTEST_SLIP = 4
PACE = 0.5
DECAY = 1e-5
PACE_OF_BIAS = 0.02
MORE = 12.0
"""A message that must be caught counts so much more than one that must not."""

Sample = tuple[Ints, Floats, Floats]


def examples(authors: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every message that is learnt from, with its route or `EVERYDAY`."""
    chance = random.Random(2)
    for one in messages(authors):
        yield one.route, one.text
        if one.route != EVERYDAY:
            yield one.route, hasty(one.text, chance)
    for text in harmless():
        yield EVERYDAY, text


def hasty(text: str, chance: random.Random) -> str:
    """Return a message with one slip in about every fourth word: left out, doubled or swapped."""
    return " ".join(
        _slip(word, chance) if chance.random() < SLIPS else word for word in text.split()
    )


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < SHORTEST_SLIP:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def samples(authors: Sequence[str]) -> Iterator[Sample]:
    """Yield features and the right answer; of an everyday message each part must be harmless."""
    met = Met()
    for route, text in examples(authors):
        right = np.array([one == route for one in Route], np.float32)
        said = parts(text) if route == EVERYDAY else [plain_words(text)[:SHORT_ENOUGH]]
        for words in said:
            numbers, counts = features(words, met)
            if len(numbers):
                yield numbers, counts, right


def learn(authors: Sequence[str]) -> tuple[Floats, Floats]:
    """Return the weights and the bias: one logistic regression a route, by AdaGrad."""
    learnt = list(samples(authors))
    weights = np.zeros((BUCKETS, len(Route)), np.float32)
    steps = np.full(BUCKETS, 1e-2, np.float32)
    bias = np.full(len(Route), -3.0, np.float32)
    chance = random.Random(1)
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


def save(weights: Floats, bias: Floats, path: Path = WEIGHTS) -> None:
    """Write the weights as whole numbers from -127 to 127 with one scale."""
    scale = np.float32(np.abs(weights).max() / 127)
    np.savez_compressed(
        path, weights=np.rint(weights / scale).astype(np.int8), scale=scale, bias=bias
    )
