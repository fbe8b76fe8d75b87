"""Statistics of made-up organisations, before somebody who subtracts: no group of one to four."""

import time

from tests.faults.rig.outcome import Broken, Part
from tests.unit.knowledge.derivable import Reader
from tests.unit.knowledge.made_up import world
from tests.unit.knowledge.test_figures_showing import few, figures, known

APART = 1_000_000
"""So far are the tables of two seeds from each other."""


def run(tables: int, *, seed: int) -> Part:
    """Publish so many tables, and try to derive what few people did."""
    begun = time.monotonic()
    numbers, derived = 0, []
    for number in range(seed * APART, seed * APART + tables):
        one = world(number)
        told = figures(one)
        numbers += len(told)
        reader = Reader(one.atoms, known(one, told))
        derived += [
            f"table {number}: {set(group)}" for group in reader.subtracts() if few(one, group)
        ]
        derived += [
            f"table {number}: {atom}"
            for atom in one.atoms
            if few(one, frozenset({atom})) and reader.knows({atom})
        ]
    return Part(
        name="Statistics",
        seed=seed,
        thrown="differences between all numbers shown, and all that follows from them",
        often=tables,
        leaked=len(derived),
        figures=f"{numbers:,} numbers shown",
        broken=[Broken("R23", one) for one in derived],
        seconds=time.monotonic() - begun,
    )
