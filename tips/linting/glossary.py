"""The rules for the glossary: words in five languages, meanings in two, each word once."""

from collections.abc import Iterator, Sequence

from knowledge.matching.words import normal
from tips.glossary import Word
from tips.linting import wording
from tips.linting.words import (
    EXPLAINED_IN,
    LANGUAGES,
    LEAST_GLOSSARY,
    MOST_PLAIN_WORDS,
    MOST_TECH_WORDS,
)


def faults(glossary: Sequence[Word]) -> Iterator[str]:
    """Yield everything that is wrong with the glossary, word by word and in all."""
    if len(glossary) < LEAST_GLOSSARY:
        yield f"{len(glossary)} words, expected at least {LEAST_GLOSSARY}"
    for word in glossary:
        yield from (f"{word.id}: {fault}" for fault in _word(word))
    yield from _shared(glossary)


def _word(word: Word) -> Iterator[str]:
    for language in LANGUAGES:
        if not word.words.get(language):
            yield f"no word in {language}, expected at least one"
    for voice, texts, most in (
        ("plain", word.plain, MOST_PLAIN_WORDS),
        ("tech", word.tech, MOST_TECH_WORDS),
    ):
        for language in EXPLAINED_IN:
            if not texts.get(language):
                yield f"no {voice} text in {language}, expected one"
        for language, text in texts.items():
            words = wording.count(text)
            if words > most:
                yield f"{voice} text in {language} has {words} words, expected at most {most}"
            for fault in wording.faults(text, language):
                yield f"{voice} text in {language} {fault}"


def _shared(glossary: Sequence[Word]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for word in glossary:
        for language, names in word.words.items():
            for name in names:
                first = seen.setdefault((language, normal(name)), word.id)
                if first != word.id:
                    yield f"{word.id}: {name!r} in {language} is {first} too, expected it once"
