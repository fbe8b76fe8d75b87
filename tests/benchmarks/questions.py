"""The questions that are measured with.

`staff-*` and `asked/*` were written for this project. What came to the authors of the lessons too,
mostly short questions, is left out of the tuning.
"""

from pathlib import Path

from knowledge.matching.evaluation.files import Found, Question, read_library, read_questions
from tips.default_library import tips

HERE = Path(__file__).parent


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
