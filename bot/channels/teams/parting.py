"""Cuts texts to what Teams takes, which it counts in bytes of UTF-16."""

from bot.cards import parting


def utf16(text: str) -> int:
    """Return how many bytes a text takes where Teams counts them."""
    return len(text.encode("utf-16-le", "surrogatepass"))


def parts(text: str, most: int) -> list[str]:
    """Cut a text into parts of at most so many bytes in UTF-16."""
    return parting.parts(text, most, measure=utf16)
