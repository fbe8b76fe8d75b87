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
MONTH = r"(?:0[1-9]|1[0-2])"
SV = rf"\d\d{MONTH}(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01])"
OTHER = rf"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01]){MONTH}\d\d"
"""A date as Swedes write it (with 60 more in a coordination number), and as the others do (with 40
more in a Norwegian D-number)."""
NAMED = (
    "personn|pers.?nr|pnr|p-nr|cpr|fnr|fødsels|fodsels|hetu|henkilötun|ssn|född|fødd|født|born|"
    "syntyn|social security|samordningsn|d-nummer|identit"
)
"""What people call it."""
LAST_FOUR = "fyra sista|sista fyra|last four|siste fire|sidste fire|viimeiset neljä|neljä viimeistä"
LIKE_A_NUMBER = re.compile(
    rf"(?<!\d)(?:19|20){SV}[-+ \u2013]?\d{{4}}(?!\d)"
    rf"|(?<!\d){SV}[-+ \u2013]\d{{4}}(?!\d)"
    rf"|(?<!\d){OTHER}[-+A\u2013]\d{{3}}[0-9A-Y](?![\w-])"
    rf"|(?<!\d){OTHER} (?:\d{{4}}|\d{{5}})(?!\d)"
    # Ten digits in a row may also be a telephone, and most of those begin with 0.
    rf"|(?<!\d)(?!0)(?:{SV}|{OTHER})\d{{4}}(?!\d)"
    rf"|(?<!\d){OTHER}\d{{5}}(?!\d)"
    rf"|(?:{NAMED})[^\d\n]{{0,40}}(?:\d\d)?\d\d ?\d\d ?\d\d ?[-+A\u2013]? ?\d{{3}}[0-9A-Y]"
    rf"|(?<!\d)(?:{SV}|{OTHER})[^\d\n]{{0,8}}(?:{LAST_FOUR})[^\d\n]{{0,12}}\d{{4}}(?!\d)",
    re.IGNORECASE,
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
