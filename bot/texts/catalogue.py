"""Looks up a text by its key, fills in its details, and writes days as people say them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from ruamel.yaml import YAML
from typing_extensions import override

HERE = Path(__file__).parent
LANGUAGES = ("sv", "en", "da", "nb", "fi")
"""Languages a person may choose; a test holds each to having every text."""
DEFAULT = "sv"

DAY_FORMATS = {"weekday": "EEEE", "day": "EEEE d MMMM", "month": "MMMM y", "date": "d MMMM y"}
DOTTED = {"day": "EEEE d. MMMM", "date": "d. MMMM y"}
"""Where the number of a day has a full stop."""
OWN_FORMATS = {
    "da": DOTTED | {"day": "EEEE 'den' d. MMMM"},
    "nb": DOTTED,
    "fi": DOTTED | {"month": "LLLL y"},
}


@dataclass(frozen=True, slots=True)
class Say:
    """A text not yet put into words: its key and its details."""

    key: str
    details: Mapping[str, Detail] = field(default_factory=dict)


Detail = str | int | Say


def say(key: str, **details: Detail) -> Say:
    """Name a text from the catalogue."""
    return Say(key, details)


def plain(text: str) -> Say:
    """Say a text that is not from the catalogue: a tip's, or a person's own."""
    return Say("plain", {"text": text})


class _Filling(string.Formatter):
    """Fills in details; `{when:day}` writes an ISO day in words.

    Text from people is a detail, and never parsed.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Say):
            return self._catalogue.inside(value)
        if format_spec in DAY_FORMATS:
            day = date.fromisoformat(str(value))
            language = self._catalogue.language
            shape = OWN_FORMATS.get(language, {}).get(format_spec) or DAY_FORMATS[format_spec]
            return format_date(day, shape, locale=language)
        return str(value)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language."""

    language: str
    texts: Mapping[str, str | Mapping[str, str]]

    def word(self, text: Say) -> str:
        """Put a text into words, with a capital where it begins with another text.

        A text with plural forms chooses by its detail `count`, with the language's own rules.
        """
        words = self.inside(text)
        if self._begins_with_a_text(text):
            return words[:1].upper() + words[1:]
        return words

    def inside(self, text: Say) -> str:
        """Put a text into words as a part of another."""
        pattern = self.texts[text.key]
        if not isinstance(pattern, str):
            form = Locale.parse(self.language).plural_form(int(str(text.details["count"])))
            pattern = pattern.get(form) or pattern["other"]
        return _Filling(self).vformat(pattern, (), text.details)

    def _begins_with_a_text(self, text: Say) -> bool:
        pattern = self.texts[text.key]
        name = pattern[1:].split("}")[0] if isinstance(pattern, str) and pattern[:1] == "{" else ""
        return isinstance(text.details.get(name), Say)

    def has(self, key: str) -> bool:
        """Say whether there is a text with this key."""
        return key in self.texts


def read(language: str) -> dict[str, str | dict[str, str]]:
    """Read the texts of one language: the chat's, the desk's, and those of features."""
    found: dict[str, str | dict[str, str]] = {}
    for folder in (HERE, HERE / "desk", HERE / "exchange", HERE / "figures"):
        file = folder / f"{language}.yaml"
        found |= YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {}
    return found


@cache
def catalogue(language: str | None) -> Catalogue:
    """Return the texts of a language, with Swedish where it has none, and for unknown languages."""
    if language not in LANGUAGES:
        language = DEFAULT
    texts = read(DEFAULT)
    if language != DEFAULT:
        texts |= read(language)
    return Catalogue(language, texts)
