"""What a button carries: which card, which choice, and a mark that shows we made it."""

import hmac
import re
from dataclasses import dataclass

from knowledge.sealing import Seal

PURPOSE = "slack button"
DIGITS = 32

FORM = -1
"""Stands for the form of a card."""

LINE = -2
"""Stands for the field of a card in which the next line is written."""

SHARE = -3
"""Stands for showing to all what only one person sees."""

SHAPE = re.compile(r"([0-9A-Za-z_:-]{1,64})\|(-[123]|[0-9]{1,2})\|([0-9a-f]{1,64})")


@dataclass(frozen=True, slots=True)
class Button:
    """One button on one card.

    Attributes:
        letter: the letter that brought the card.
        number: the choice's place, from 0; or FORM, LINE or SHARE.
    """

    letter: str
    number: int


def carried(button: Button, seal: Seal) -> str:
    """Return what a button sends back when it is pressed; it tells nothing to who reads it."""
    return f"{button.letter}|{button.number}|{_mark(button, seal)}"


def read(said: object, seal: Seal) -> Button | None:
    """Return which button was pressed; None when we never made it."""
    found = SHAPE.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        return None
    button = Button(found[1], int(found[2]))
    return button if hmac.compare_digest(found[3], _mark(button, seal)) else None


def _mark(button: Button, seal: Seal) -> str:
    return seal.mark(PURPOSE, f"{button.letter}|{button.number}")[:DIGITS]
