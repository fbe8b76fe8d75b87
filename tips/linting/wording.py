"""Counts words as a reader does, and finds those that are never said."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tips.linting.words import FORBIDDEN

ITALICS = re.compile(r"\*[^*\n]+\*")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\u2b50\u2b55\ufe0f]")
SENTENCE_END = re.compile(r"(?<=[.?!:;])[\"”)]?\s+")


def count(text: str) -> int:
    """Return how many words a text has; signs that stand alone are none."""
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def sentences(text: str) -> list[str]:
    """Cut a text where a reader draws breath."""
    return [part for part in SENTENCE_END.split(text) if part]


def faults(text: str, language: str) -> Iterator[str]:
    """Yield what a text says that the service never says; names in *italics* are let through."""
    said = ITALICS.sub("*", text)
    for found in sorted(
        {match.group().casefold() for match in _forbidden(language).finditer(said)}
    ):
        yield f"says {found!r}, expected another word"
    if "!" in said:
        yield "has an exclamation mark, expected none"
    if EMOJI.search(text):
        yield "has an emoji, expected none"


@lru_cache
def _forbidden(language: str) -> re.Pattern[str]:
    longest_first = sorted(FORBIDDEN[language], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
