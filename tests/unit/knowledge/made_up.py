"""Makes organisations and four weeks in them up, any number, each the same again from its seed."""

from datetime import date
from random import Random

from knowledge.figures.model import ANSWERED, WHOLE, Outcome
from knowledge.figures.periods import block_of, weeks_in
from knowledge.people.model import Department
from knowledge.people.tree import Tree
from tests.unit.knowledge.derivable import Atom, World

BLOCK = block_of(date(2026, 11, 22))
STAFF = (0, 1, 2, 4, 6, 9, 20, 40)


def world(seed: int) -> World:
    """Return some departments, most of them small, and what people in them asked."""
    chance = Random(seed)  # noqa: S311 - the same again from its seed
    names = [f"d{number}" for number in range(chance.randint(1, 5))]
    tree = Tree(
        Department(id=name, name=name, parent=chance.choice([None, *names[:place]]))
        for place, name in enumerate(names)
    )
    tips = tuple(f"t{number}" for number in range(chance.randint(1, 3)))
    outcomes = chance.sample(list(Outcome), chance.randint(2, len(Outcome)))
    weights = [chance.random() ** 2 for _ in outcomes]
    busy = chance.choice([1, 2, 4])
    happened: dict[tuple[str, Atom], int] = {}
    for place in (WHOLE, *names):
        for number in range(chance.choice(STAFF)):
            for _ in range(chance.choice([0, 1, 1, busy, busy])):
                outcome = chance.choices(outcomes, weights)[0]
                tip = chance.choice(tips) if outcome in ANSWERED else ""
                atom = Atom(place, chance.choice(weeks_in(BLOCK)), outcome, tip)
                key = f"{number} of {place}", atom
                happened[key] = happened.get(key, 0) + 1
    return World(BLOCK, tree, tips, happened)
