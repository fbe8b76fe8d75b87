"""Tunes the sentence model for short Nordic staff questions: `make train` runs it.

Each step takes some entries of one library, close neighbours among them, with a few questions
each, and makes every question lie nearer to its own entry than to the others (InfoNCE: van den
Oord, Li, Vinyals 2018). Questions that nothing answers are drawn to a place of their own: "none of
these", a fixed cosine that is learned beside. Messages about danger and other boundaries are told
apart by a layer that is thrown away afterwards: it sees to it that their meaning can be heard.
Needs torch, which the service does not.
"""

import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from knowledge.boundaries.routes import Route
from knowledge.matching.meaning.nano import MODEL, TUNED, folder_of_model
from knowledge.matching.meaning.packed import fingerprint
from knowledge.matching.model import Entry
from tips.training.messages import EVERYDAY, messages
from tips.training.messages import TUNED as AUTHORS
from tips.training.questions import (
    Asked,
    asked_in,
    default_library,
    general_library,
    phrasings_of,
    staff_library,
    unmeasured,
)
from tips.training.sentence_model import PASSAGE, QUERY, SentenceModel

SEED = 20261122
STEPS = 1600
RATE = 1e-3
MAP_RATE = 5e-4
TOWARDS_ONE = 1e-3
"""How strongly the maps are held back from changing what they need not."""
SCALE_RATE = 3e-5
"""Scales are a hundred times smaller than biases, and move in smaller steps."""
WARM_UP = 40
SEEDS, NEIGHBOURS = 8, 2
"""Entries a step: so many by chance, and so many close neighbours of each."""
EACH = 4
"""Questions of an entry a step."""
NOTHING = 10
"""Questions a step that nothing answers."""
MESSAGES = 14
"""Messages a step of which the boundary is to be heard."""
TOLD_APART = 0.3
"""What hearing boundaries counts beside finding entries."""
TEMPERATURE = 0.04
ASKED, SHOWN = 40, 64
"""Tokens that are looked at while training."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A library with its questions: by entry, and those that nothing answers."""

    entries: Mapping[str, Entry]
    questions: Mapping[str, Sequence[str]]
    nothing: Sequence[str]
    share: float


def lessons() -> list[Lesson]:
    """Return what is learned from; the questions measured with are not among it."""
    default = default_library()
    general, asked = general_library()
    return [
        _lesson(default, [*asked_in("default-one"), *phrasings_of(default)], share=1.0),
        _lesson(staff_library(), [*asked_in("staff-one"), *asked_in("staff-two")], share=1.0),
        _lesson(general, asked, share=0.8),
    ]


def _lesson(entries: Sequence[Entry], asked: Sequence[Asked], *, share: float) -> Lesson:
    swedish = {entry.id: entry for entry in entries if entry.language == "sv"}
    questions: dict[str, list[str]] = defaultdict(list)
    asked = unmeasured([*asked, *asked_in("nothing")])
    for one in asked:
        if one.expect and one.expect[0] in swedish:
            questions[one.expect[0]].append(one.query)
    nothing = [one.query for one in asked if not one.expect]
    return Lesson(swedish, dict(questions), nothing, share)


def tune() -> dict[str, np.ndarray]:
    """Train, and return what is to be saved; on two cores this takes about forty minutes."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    image = (folder_of_model() / MODEL).read_bytes()
    model = SentenceModel(image)
    taught = lessons()
    near = [_neighbours(model, lesson) for lesson in taught]
    none = torch.nn.Parameter(torch.tensor(0.8))
    hearing = Hearing()
    maps = list(model.maps.parameters())
    layers = [one for one in model.named_parameters() if not one[0].startswith("maps")]
    scales = [value for name, value in layers if name.endswith("scales")]
    others = [value for name, value in layers if not name.endswith("scales")]
    groups = [
        {"params": scales, "lr": SCALE_RATE},
        {"params": others, "lr": RATE},
        {"params": maps, "lr": MAP_RATE},
        {"params": [none, *hearing.parameters()], "lr": RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _pace)
    started = time.perf_counter()
    for step in range(STEPS):
        which = chance.choices(range(len(taught)), [lesson.share for lesson in taught])[0]
        model.unpack()
        loss = _loss(model, taught[which], near[which], none, chance)
        loss = loss + TOLD_APART * hearing.loss(model, chance)
        loss = loss + TOWARDS_ONE * model.away_from_one()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*scales, *others, *maps], 1.0)
        optimizer.step()
        schedule.step()
        if (step + 1) % 20 == 0:
            spent = time.perf_counter() - started
            print(f"step {step + 1} of {STEPS}, loss {loss.item():.3f}, {spent:.0f} s", flush=True)  # noqa: T201
    return {"model": np.array(fingerprint(image), np.uint32), **model.tuned()}


class Hearing(torch.nn.Module):
    """A layer that tells messages of each route apart from everyday ones."""

    def __init__(self) -> None:
        super().__init__()
        by_route: dict[str, list[str]] = defaultdict(list)
        for one in messages(AUTHORS):
            by_route[one.route].append(one.text)
        self.routes = [EVERYDAY, *(route.value for route in Route)]
        self.messages = dict(by_route)
        self.layer = torch.nn.Linear(384, len(self.routes))

    def loss(self, model: SentenceModel, chance: random.Random) -> Tensor:
        """Return how badly some messages are told apart; rare routes come as often as others."""
        routes = chance.choices(self.routes, [4, 4, 4, *[1] * (len(self.routes) - 3)], k=MESSAGES)
        texts = [chance.choice(self.messages[route]) for route in routes]
        said = self.layer(model(texts, QUERY, ASKED) * 12)
        return functional.cross_entropy(said, torch.tensor(list(map(self.routes.index, routes))))


def save(tuned: Mapping[str, np.ndarray], path: Path = TUNED) -> None:
    """Write what was learned where the service reads it."""
    np.savez_compressed(path, **dict(tuned))  # type: ignore[arg-type]


def _pace(step: int) -> float:
    """Return the share of the full rate: rising at first, then falling along a cosine."""
    return min(1.0, (step + 1) / WARM_UP) * (
        0.05 + 0.475 * (1 + float(np.cos(np.pi * step / STEPS)))
    )


def _loss(
    model: SentenceModel,
    lesson: Lesson,
    near: Mapping[str, Sequence[str]],
    none: Tensor,
    chance: random.Random,
) -> Tensor:
    picked = _pick(lesson, near, chance)
    questions, owners = [], []
    for owner, name in enumerate(picked):
        ways = lesson.questions[name]
        for question in chance.sample(ways, min(EACH, len(ways))):
            questions.append(question)
            owners.append(owner)
    nothing = chance.sample(lesson.nothing, min(NOTHING, len(lesson.nothing)))
    asked = model([*questions, *nothing], QUERY, ASKED)
    passages = [_shown(lesson.entries[name], chance) for name in picked]
    shown = model(passages, PASSAGE, SHOWN)
    of = torch.tensor(owners)
    logits = torch.cat([asked @ shown.T, none.expand(len(asked), 1)], 1) / TEMPERATURE
    right = torch.tensor([*owners, *([len(picked)] * len(nothing))])
    finds = functional.cross_entropy(logits, right, label_smoothing=0.03)
    mine = asked[: len(owners)]
    is_found = -functional.log_softmax(shown @ mine.T / TEMPERATURE, 1)[of, torch.arange(len(of))]
    return finds + 0.3 * is_found.mean() + 0.2 * _ways_of_one_lie_near(mine, of)


def _ways_of_one_lie_near(asked: Tensor, of: Tensor) -> Tensor:
    """Return the loss that draws the ways to ask for one entry together."""
    itself = torch.eye(len(asked), dtype=torch.bool)
    chances = functional.log_softmax((asked @ asked.T / TEMPERATURE).masked_fill(itself, -1e9), 1)
    same = (of[:, None] == of[None, :]) & ~itself
    counts = same.sum(1)
    sums = -(chances.masked_fill(itself, 0.0) * same).sum(1)
    return (sums[counts > 0] / counts[counts > 0]).mean()


def _pick(lesson: Lesson, near: Mapping[str, Sequence[str]], chance: random.Random) -> list[str]:
    names = list(lesson.questions)
    picked = dict.fromkeys(chance.sample(names, min(SEEDS, len(names))))
    for name in list(picked):
        picked.update(dict.fromkeys(chance.sample(near[name], NEIGHBOURS)))
    return list(picked)


def _shown(entry: Entry, chance: random.Random) -> str:
    """Return an entry as a library may have it: whole, without phrasings, or the body alone."""
    ways = list(entry.phrasings)
    chance.shuffle(ways)
    kind = chance.random()
    if kind < 0.45:
        return " ".join(filter(None, (entry.title, *ways[:2], entry.body)))
    if kind < 0.75:
        return ". ".join(filter(None, (entry.title, entry.body)))
    if kind < 0.9 and (entry.title or ways):
        return " ".join(filter(None, (entry.title, *ways[:2])))
    return entry.body or entry.title


def _neighbours(model: SentenceModel, lesson: Lesson) -> dict[str, list[str]]:
    """Return for each entry the six others most like it, before anything is tuned."""
    names = list(lesson.questions)
    texts = [f"{lesson.entries[name].title} {lesson.entries[name].body}" for name in names]
    with torch.no_grad():
        model.unpack()
        parts = [model(texts[at : at + 32], PASSAGE, SHOWN) for at in range(0, len(texts), 32)]
    whole = torch.cat(parts)
    order = (whole @ whole.T).fill_diagonal_(-1).topk(6).indices
    return {name: [names[one] for one in order[at].tolist()] for at, name in enumerate(names)}


if __name__ == "__main__":
    save(tune())
