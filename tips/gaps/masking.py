"""Takes names, addresses and numbers out of a wording before it is kept as a gap."""

import re
from collections.abc import Collection, Sequence

from knowledge.boundaries.identity_numbers import masked as without_identity_numbers

CONTACT = re.compile(r"\S+@\S+\.\w+|(?<!\d)(?:\+\d{2} ?|0)\d(?:[ -]?\d){6,10}(?!\d)")
WORD = re.compile(r"[^\W\d_][\w'-]+")
TAKEN_OUT = "…"
LONGEST = 300
"""Characters of a wording that are kept; what is longer is a story, and may tell who it is."""


def candidates(text: str) -> Sequence[str]:
    """Return the words of a text that may be names: those with a capital."""
    return list(dict.fromkeys(word for word in WORD.findall(text) if word[:1].isupper()))


def masked(text: str, names: Collection[str]) -> str:
    """Return a wording that tells of nobody.

    Args:
        text: as it was asked.
        names: words of it that are names; they go also with an s at the end, and in small letters.
    """
    bare = CONTACT.sub(TAKEN_OUT, without_identity_numbers(text).text)
    for name in names:
        bare = re.sub(rf"\b{re.escape(name)}s?\b", TAKEN_OUT, bare, flags=re.IGNORECASE)
    return " ".join(bare.split())[:LONGEST]
