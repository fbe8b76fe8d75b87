"""Absence words: does a title in somebody's calendar say that they are away?"""

import re
import unicodedata

LONGEST_TITLE = 300
"""Characters of a title that are read."""

LEAVE_FOR = r"(?:kesä|talvi|syys|hiihto|joulu|vuosi|isyys|äitiys|vanhempain|sairas|perhe|opinto|hoito|virka|työ)?"  # noqa: E501 - a list

STEMS = (
    # Swedish. A nurse (sjuksköterska) and a hospital (sjukhus) are no absence.
    r"\w*semester(?:n|dag|dagar|vecka|veckor|ledig|ledighet)?",
    r"\w*ledig(?:t|het|heten|dag|dagar)?",
    r"sjuk(?:skriven|skrivning|ledig|anmäld|dag|dagar|dom)?",
    r"vab(?:b|ba|bar|bade|dag)?",
    r"borta",
    r"frånvar(?:ande|o)",
    # English.
    r"vacations?",
    r"leave",
    r"away",
    r"out[ -]of[ -](?:the[ -])?office",
    r"sick",
    # Danish and Norwegian. A hospital (sygehus) and a bicycle (sykkel) are no absence.
    r"\w*ferie(?:n|dag|dage|dager)?",
    r"fri(?:dag|dage|dager)?",
    r"sy[gk](?:dom|e?meldt|e?melding|edag)?",
    r"\w*permisjon(?:en)?",
    # Finnish. A form (lomake), a diploma and a volunteer (vapaaehtoinen) are no absence.
    rf"{LEAVE_FOR}loma(?:lla|a|n|päivä)?",
    rf"{LEAVE_FOR}vapaa(?:lla|ta|n|päivä)?",
    r"poissa(?:olo)?",
)
"""Words that stand alone, with the endings and compounds that mean the same."""

WORD = re.compile(rf"(?<!\w)(?:{'|'.join(STEMS)})(?!\w)")


def says_away(title: str) -> bool:
    """Say whether a title has a word for absence, in any of our five languages."""
    return WORD.search(unicodedata.normalize("NFC", title[:LONGEST_TITLE]).casefold()) is not None
