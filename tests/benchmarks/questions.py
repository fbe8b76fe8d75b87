"""The questions that are measured with, and those among them the sentence model has met.

`staff-*` and `asked/*` were written for this project, as was what the model was tuned with. Some
questions stand in both, most of them short ones that come to anybody; those are left out.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from knowledge.matching.evaluation.files import Found, Question, read_library, read_questions
from knowledge.matching.words import normal
from tips.default_library import tips
from tips.training.questions import Asked, asked_in, general_library

HERE = Path(__file__).parent
TUNED_WITH = ("default-one", "staff-one", "staff-two", "nothing")
"""What `tips.training.tune` shows the sentence model, beside the general library and the ways to
ask that stand in the default library itself.
"""


@cache
def tuned_with() -> tuple[Asked, ...]:
    """Return the questions the sentence model has met."""
    own = [one for author in TUNED_WITH for one in asked_in(author)]
    return (*own, *general_library()[1])


def told_apart(asked: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    """Return the questions the sentence model has not met, and those it has."""
    met = {normal(one.query) for one in tuned_with()}
    fresh = [one for one in asked if normal(one.query) not in met]
    return fresh, [one for one in asked if normal(one.query) in met]


def staff_library() -> Found:
    """Return 130 tips of a municipality, two phrasings each."""
    return read_library(HERE / "staff-library.jsonl")


def staff() -> list[Question]:
    """Return what staff type, asked of `staff_library`."""
    return read_questions(HERE / "staff-questions.jsonl").questions


def default_library() -> Found:
    """Return the tips that come with the service, in all languages."""
    return Found(entries=[tip.as_entry() for tip in tips()])


def default() -> list[Question]:
    """Return what staff type, asked of `default_library`."""
    paths = sorted((HERE / "asked").glob("*.jsonl"))
    return [one for path in paths for one in read_questions(path).questions]
