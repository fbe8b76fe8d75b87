"""Sees by its form that a text was pasted about a person, or holds a secret.

What the form shows is told as families, so that the rules of `families/personal_data.txt` read it
beside the words: `full_name`, `many_names`, `a_name`, `digits`, `mixed`, `room_or_class`, `quoted`.
"""

import re
from collections.abc import Iterator

from knowledge.boundaries.folding import plain_words
from knowledge.boundaries.identity_numbers import KINDS, masked

CAPITAL = "A-ZÅÄÖØÆÉÜ"
SMALL = "a-zåäöøæéü"
NAME = rf"[{CAPITAL}][{SMALL}]{{2,20}}"
FULL_NAME = re.compile(rf"(?<![\w-]){NAME} (?:{NAME} )?{NAME}(?![\w-])")
A_NAME = re.compile(rf"(?<=[{SMALL},] ){NAME}(?![\w-])|^{NAME}(?= (?:i|in|på|of|on) )")
DIGITS = re.compile(r"(?<![\d.:,/-])\d{4,8}(?![\d.:,/%-])")
MIXED = re.compile(r"(?<![\w@.])(?=\w*\d)(?=\w*[^\W\d])[^\W_]{6,24}(?![\w@])")
ROOM_OR_CLASS = re.compile(
    r"\b(?:rum|rom|room|huone\w*|stue|stuen|avdelning|avd|avdeling|afdeling|ward|lägenhet|lgh)"
    r" ?\d{1,3}\b|\b[1-9] ?\.?[a-eA-E]\b(?!\d)"
)
QUOTED = re.compile(r"[\"“”«»]|: *\n?[^\s]")

MARKS = tuple(f"[{kind.name}]".casefold() for kind in KINDS)
LIKE_A_NUMBER = re.compile(
    r"(?<!\d)(?:19|20)?\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+]\d{4}(?!\d)"
    r"|(?<!\d)(?:[0-2]\d|3[01])(?:0\d|1[0-2])\d\d[-+A]\d{3}[0-9A-Y](?![\w-])"
)
"""A date and four more, whether or not they add up: people make up numbers when they try."""

SHAPES = {
    "full_name": FULL_NAME,
    "a_name": A_NAME,
    "digits": DIGITS,
    "mixed": MIXED,
    "room_or_class": ROOM_OR_CLASS,
    "quoted": QUOTED,
}
MANY = 2


def holds_number(text: str) -> bool:
    """Say whether there is an identity number, one made up, or the mark of one taken out."""
    return (
        any(mark in text.casefold() for mark in MARKS)
        or LIKE_A_NUMBER.search(text) is not None
        or masked(text).count > 0
    )


def shapes(text: str) -> Iterator[tuple[str, int]]:
    """Yield what the form of a text shows, and at which of its plain words."""
    names = 0
    for name, pattern in SHAPES.items():
        place = read = 0
        for found in pattern.finditer(text):
            place += len(plain_words(text[read : found.start()]))
            read = found.start()
            yield name, place
            names += name == "full_name"
            if name == "full_name" and names == MANY:
                yield "many_names", place
