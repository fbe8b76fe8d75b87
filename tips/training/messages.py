"""Reads the messages that boundaries are learnt from; each file is one author's.

A line is a route (`none` is everyday), a language and a message. All are made up for this project.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "messages"
TESTED = HERE.parents[2] / "tests" / "unit" / "knowledge" / "boundaries"
CORPUS = TESTED / "corpus.txt"
ABOUT_PEOPLE = (TESTED / "surveillance.txt", TESTED / "surveillance-near-misses.txt")
"""Requests for names and figures, and what only sounds like them; the kept-aside file is not."""
EVERYDAY = "none"
"""The route of a message that runs into no boundary."""

TUNED = ("examples", "one", "two")
"""Authors the sentence model is tuned with."""

TAUGHT = (*TUNED, "one-more", "two-more")
"""Authors that weights are learnt from; what stands in the files with "more" came later."""

CHECKED = ("three",)
"""Authors that only choose how heavy is heavy enough."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the route it takes, or `EVERYDAY`, its language and its text."""

    route: str
    language: str
    text: str


def messages(authors: Sequence[str]) -> list[Message]:
    """Return the messages of some authors, and with those that teach the lists of the tests.

    The corpus comes with those that tune, and what is about people with all that are taught.
    """
    told = [HERE / f"{author}.txt" for author in authors]
    told += [CORPUS] if set(TUNED) <= set(authors) else []
    told += ABOUT_PEOPLE if set(TAUGHT) <= set(authors) else []
    return [one for path in told for one in read(path)]


def read(path: Path) -> Iterator[Message]:
    """Yield the messages of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        route, language, text = line.split(" ", 2)
        yield Message(route, language, text)
