"""Reads the default library and the glossary that come with the service."""

from collections.abc import Iterator
from pathlib import Path

from tips.exchange.markdown import UnreadableTip, read
from tips.model import Tip

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("sv", "en", "da", "nb", "fi")


def files() -> list[Path]:
    """Return every tip's file, Swedish first, in a stable order."""
    return [path for language in LANGUAGES for path in sorted((CONTENT / language).glob("*/*.md"))]


def tips() -> Iterator[Tip]:
    """Read the tips one by one.

    Raises:
        UnreadableTip: a file is malformed; the message names it.
    """
    for path in files():
        try:
            yield read(path.read_text(encoding="utf-8"), language=path.parent.parent.name)
        except UnreadableTip as error:
            message = f"{path.relative_to(CONTENT)}: {error}"
            raise UnreadableTip(message) from error
