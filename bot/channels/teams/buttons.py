"""What a button carries: which card, which choice, and a mark that shows we made it."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.sealing import Seal

LETTER, NUMBER, MARK = "k", "n", "m"
PURPOSE = "teams button"
DIGITS = 32

FORM = -1
"""Stands for the form of a card."""

LINE = -2
"""Stands for the field of a card in which the next line is written."""

HIGHEST = 99


@dataclass(frozen=True, slots=True)
class Button:
    """One button on one card.

    Attributes:
        letter: the letter that brought the card.
        number: the choice's place, from 0; or FORM, or LINE.
    """

    letter: str
    number: int


def carried(button: Button, seal: Seal) -> dict[str, object]:
    """Return what a button sends back when it is pressed; it tells nothing to who reads it."""
    return {LETTER: button.letter, NUMBER: button.number, MARK: _mark(button, seal)}


def read(data: object, seal: Seal) -> Button | None:
    """Return which button was pressed; None when we never made it."""
    if not isinstance(data, Mapping):
        return None
    letter, number, mark = data.get(LETTER), data.get(NUMBER), data.get(MARK)
    if not isinstance(letter, str) or not isinstance(mark, str) or isinstance(number, bool):
        return None
    # A number comes back as it was, or with a decimal point, as the client likes it.
    if not isinstance(number, int | float) or number != int(number):
        return None
    if not LINE <= number <= HIGHEST or len(letter) > 64:
        return None
    button = Button(letter, int(number))
    good = hmac.compare_digest(mark.encode("utf-8", "replace"), _mark(button, seal).encode())
    return button if good else None


def _mark(button: Button, seal: Seal) -> str:
    return seal.mark(PURPOSE, f"{button.letter}|{button.number}")[:DIGITS]
