"""Makes any text from a person safe to keep and to compare, without changing what it says."""

import re
import unicodedata

LONGEST = 4_000
"""Characters one message may have."""

INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2060\ufeff"
                       "\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # fmt: skip
"""Control characters, zero-width spaces, direction overrides and lone surrogates."""

MARKS_IN_A_ROW = 8
"""More combining marks than this on one letter is a trick, not a language."""


def clean(text: str) -> str:
    """Return the text in NFC, without invisible controls, with plain line ends, trimmed.

    The length is not changed beyond that; see `too_long`.
    """
    visible = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _without_piles(unicodedata.normalize("NFC", visible)).strip()


def too_long(text: str) -> bool:
    """Say whether a cleaned text is longer than one message may be."""
    return len(text) > LONGEST


def _without_piles(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    pile = 0
    for character in text:
        pile = pile + 1 if unicodedata.combining(character) else 0
        if pile <= MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
