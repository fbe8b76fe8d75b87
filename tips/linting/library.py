"""The rules for the library as a whole: between tips, between languages, and in all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from knowledge.matching.words import normal
from tips.linting.words import (
    LEAST_BRIDGES,
    LEAST_EASY,
    LEAST_HABITS,
    LEAST_IN_NON_TECHNICAL,
    LEAST_TIPS,
    NON_TECHNICAL,
)
from tips.model import Tip, TipKind

Library = Mapping[str, Tip]
"""Tips by the path of their file."""

Fault = tuple[str, str]
"""A path, and what is wrong there."""


def between_tips(library: Library) -> Iterator[Fault]:
    """Yield the ids and ways to ask that two tips of one language share."""
    ids: dict[tuple[str, str], str] = {}
    asked: dict[tuple[str, str], str] = {}
    for path, tip in library.items():
        first = ids.setdefault((tip.language, tip.id), path)
        if first != path:
            yield path, f"id {tip.id!r} stands in {first} too, expected it once"
        for phrasing in tip.phrasings:
            key = (tip.language, normal(phrasing))
            if key in asked:
                yield path, f"phrasing {phrasing!r} stands in {asked[key]} too, expected it once"
            asked.setdefault(key, path)


def between_languages(library: Library) -> Iterator[Fault]:
    """Yield the translations that have no Swedish original, or differ from it in topic or kind."""
    originals = {tip.id: tip for tip in library.values() if tip.language == "sv"}
    for path, tip in library.items():
        original = originals.get(tip.id)
        if original is None:
            yield path, f"no Swedish tip has the id {tip.id!r}, expected an original"
            continue
        if tip.topic != original.topic:
            yield path, f"topic is {tip.topic!r}, expected {original.topic!r} as in Swedish"
        if tip.kind is not original.kind:
            yield (
                path,
                f"kind is {tip.kind.value!r}, expected {original.kind.value!r} as in Swedish",
            )


def totals(tips: Sequence[Tip]) -> Iterator[Fault]:
    """Yield where the library is smaller than what was promised."""
    languages = Counter(tip.language for tip in tips)
    swedish = [tip for tip in tips if tip.language == "sv"]
    topics = Counter(tip.topic for tip in swedish)
    for language, least in LEAST_TIPS.items():
        yield from _least(language, "tips", languages[language], least)
    yield from _least("sv", "easy versions", sum(bool(tip.easy) for tip in swedish), LEAST_EASY)
    yield from _least("sv", "bridges", sum(bool(tip.bridge) for tip in swedish), LEAST_BRIDGES)
    habits = sum(tip.kind is TipKind.HABIT for tip in swedish)
    yield from _least("sv", "habits", habits, LEAST_HABITS * len(swedish))
    for topic in sorted(NON_TECHNICAL):
        yield from _least(f"sv/{topic}", "tips", topics[topic], LEAST_IN_NON_TECHNICAL)


def _least(path: str, what: str, found: int, least: float) -> Iterator[Fault]:
    if found < least:
        yield f"tips/content/{path}", f"{found} {what}, expected at least {least:.0f}"
