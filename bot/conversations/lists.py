"""What people wrote, shortened for a list."""

LONGEST = 60
"""Characters of a text shown in a list."""


def short(text: str) -> str:
    """Return the beginning of a text, cut between two words."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(" ", 1)[0] + " …"
