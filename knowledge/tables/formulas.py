"""Keeps text from being taken for a formula when a file is opened in a spreadsheet."""

import re

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a value begins that a spreadsheet would reckon, or one that was kept from it before."""

KEPT = re.compile(r"'+[=+\-@\t\r]")


def harmless(text: str) -> str:
    """Return a value as it may stand in a CSV file: what looks like a formula gets a '."""
    return f"'{text}" if FORMULA.match(text) else text


def as_meant(text: str) -> str:
    """Return what a value was before `harmless`."""
    return text[1:] if KEPT.match(text) else text
