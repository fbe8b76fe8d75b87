"""Learns to tell the five languages apart, from our own questions; the same numbers each time."""

import random
from pathlib import Path

import numpy as np

from knowledge.matching.languages import BUCKETS, LANGUAGES, WEIGHTS, pieces_of
from tips.training.messages import TAUGHT, messages
from tips.training.questions import asked_in, default_library, phrasings_of

AUTHORS = ("staff-one", "staff-two", "default-one", "nothing", "nothing-three")
ROUNDS = 6
PACE = 0.5
DECAY = 2e-5


def learn(path: Path = WEIGHTS) -> None:
    """Learn a softmax over hashed pieces by AdaGrad, and write it as whole numbers."""
    told = [(one.language, one.query) for name in AUTHORS for one in asked_in(name)]
    told += [(one.language, one.query) for one in phrasings_of(default_library())]
    told += [(one.language, one.text) for one in messages(TAUGHT)]
    learnt = [(LANGUAGES.index(language), pieces_of(text)) for language, text in told]
    learnt = [one for one in learnt if len(one[1])]
    weights = np.zeros((BUCKETS, len(LANGUAGES)), np.float32)
    steps = np.full((BUCKETS, 1), 1e-2, np.float32)
    chance = random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(learnt)
        for right, pieces in learnt:
            share = len(pieces) ** -0.5
            odds = weights[pieces].sum(0) * share
            wrong = np.exp(odds - odds.max())
            wrong /= wrong.sum()
            wrong[right] -= 1
            steps[pieces] += share**2 * float(wrong @ wrong)
            pace = PACE / np.sqrt(steps[pieces])
            weights[pieces] -= pace * (share * wrong) + DECAY * weights[pieces]
    scale = np.float32(np.abs(weights).max() / 127)
    np.savez_compressed(path, weights=np.rint(weights / scale).astype(np.int8), scale=scale)


if __name__ == "__main__":
    learn()
