"""Takes away what people leave out or add when they write in haste or on a foreign keyboard."""

import re
import unicodedata

HELD_DOWN = re.compile(r"(.)\1{2,}")
DOUBLE = re.compile(r"([^\Waeiouy\d])\1")
OE = re.compile("oe(?!s)")
WORD = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile("['\u2019\u00b4`]")


def folded(text: str) -> str:
    """Return the text in small letters without accents, runs of white space as one space."""
    plain = text.casefold().replace("ø", "o").replace("æ", "a")
    if not plain.isascii():
        plain = "".join(
            letter
            for letter in unicodedata.normalize("NFD", plain)
            if not unicodedata.combining(letter)
        )
    # A letter held down is one letter too many: "brinnner" is "brinner".
    return " ".join(HELD_DOWN.sub(r"\1\1", plain).split())


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: folded, and double consonants single.

    So "Bränner", "brænner", "braener" and "branner" are one word.
    """
    said = OE.sub("o", APOSTROPHE.sub("", folded(text)).replace("ae", "a"))
    return WORD.findall(DOUBLE.sub(r"\1", said.replace("ck", "k")))
