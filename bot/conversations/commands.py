"""Recognises the words one types for a function, in five languages."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.matching.words import normal

FILE = Path(__file__).parent / "commands.yaml"

MEAN = re.compile(r"\s+(mean|means|betyr|betyder)\s*$", re.IGNORECASE)
UNTIL = frozenset({"till", "until", "til", "to", "tom"})


@dataclass(frozen=True, slots=True)
class Command:
    """A function, and the words after it where it takes any."""

    name: str
    rest: str = ""


@cache
def _phrases() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    found = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    begins = found.pop("begins")
    whole = {
        normal(phrase): name for name, lists in found.items() for one in lists for phrase in one
    }
    starts = [
        (normal(phrase), name) for name, lists in begins.items() for one in lists for phrase in one
    ]
    return whole, tuple(sorted(starts, key=lambda one: -len(one[0])))


def command_in(text: str) -> Command | None:
    """Return the command a line is, or None when it is something else.

    Args:
        text: a whole message.
    """
    whole, starts = _phrases()
    said = normal(text)
    if said in whole:
        return Command(whole[said])
    for start, name in starts:
        if said == start or said.startswith(f"{start} "):
            rest = " ".join(text.split()[len(start.split()) :]).strip(" ?!.\"'”»«")
            found = _away(rest) if name == "away" else _meaning(name, rest)
            if found:
                return found
    return None


def _away(rest: str) -> Command | None:
    """Read 'borta' and 'borta till fredag'; 'borta bra men hemma bäst' is no absence."""
    first, _, day = rest.partition(" ")
    if not rest:
        return Command("away")
    return Command("away", day) if normal(first) in UNTIL else None


def _meaning(name: str, rest: str) -> Command | None:
    word = MEAN.sub("", rest)
    return Command(name, word) if word else None
