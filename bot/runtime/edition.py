"""One version of the library, ready to be asked and looked things up in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.runtime.remembered import Remembered
from knowledge.matching.engine import Matcher
from knowledge.matching.meaning.reading import Read
from knowledge.matching.model import Entry
from knowledge.matching.views import Seen

AT_HAND = 256
"""Questions whose whole comparison is remembered for the moment between asking and answering."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of the library.

    Attributes:
        version: the library's, as the database counts.
        entries: what it is made of.
        matcher: over the index of these entries.
        read: its texts, and the vectors of those that have been embedded.
        seen: questions that were compared with it lately, by mark.
    """

    version: int
    entries: tuple[Entry, ...]
    matcher: Matcher
    read: Read
    seen: Remembered[Seen] = field(default_factory=lambda: Remembered[Seen](AT_HAND))

    def titles_in(self, language: str) -> Mapping[str, str]:
        """Return titles by id, in a language where an entry has it, else in another."""
        if language not in self._titles:
            own = {one.id: one.title for one in self.entries if one.language == language}
            self._titles[language] = {one.id: one.title for one in self.entries} | own
        return self._titles[language]

    def ways_to(self, ids: Collection[str], language: str) -> Sequence[str]:
        """Return the titles and ways to ask of entries in a language."""
        return [
            way
            for entry in self.entries
            if entry.id in ids and entry.language == language
            for way in (entry.title, *entry.phrasings)
        ]

    def having(self, words: str) -> Sequence[str]:
        """Return the ids of entries in which these very words stand, in small letters or not."""
        wanted = words.casefold()
        return list(dict.fromkeys(id_ for id_, text in self._texts if wanted in text))

    @cached_property
    def _titles(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def _texts(self) -> Sequence[tuple[str, str]]:
        return [
            (
                one.id,
                " ".join((one.id, one.title, *one.phrasings, *one.names, one.body)).casefold(),
            )
            for one in self.entries
        ]
