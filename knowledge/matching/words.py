"""Cuts a text into the words, stems and letter groups that are compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

STEMMERS = {"sv": "swedish", "en": "english", "da": "danish", "nb": "norwegian", "fi": "finnish"}

WORD = re.compile(r"\w+")

TALKED = {"dom": "de", "nån": "någon", "nåt": "något", "nåra": "några", "va": "vad", "ja": "jag",
          "å": "och", "e": "är", "ä": "är", "sån": "sådan", "mej": "mig", "dej": "dig",
          "sej": "sig", "oxå": "också", "ngn": "någon", "ngt": "något", "teamsen": "teams",
          "tems": "teams", "mä": "minä", "sä": "sinä", "tää": "tämä", "ku": "kun",
          "æ": "jeg", "eg": "jeg", "ikkje": "ikke", "kordan": "hvordan"}  # fmt: skip
"""Spelling as one talks."""

FILLERS = frozenset(
    """
    att de den det dem du då eller en ett er för gör göra gå går ha har hej hur i jag
    kan man med men mig min mitt mina nu när någon något några och om sen ska skall som så sig
    vad var vart vi vill är får få bli blir där här hjälp tack snälla undrar fast också
    a an and are can do does for from get have how is it me my of or so that the this
    to want what when where why with you your please help
    af at blir er et fra gør hvad hvor hvordan og skal være jeg mig meg ikke det som
    gjør hva ja jos kun miten mitä mikä missä ovat olen saan se voi voin voinko minun minä on ei
    """.split()  # noqa: SIM905 - five languages read better as lines
)
"""Words that carry no subject in any of the five languages."""

TURNS = frozenset(
    "aldr aldri never upp bort av ner ned off".split()  # noqa: SIM905
)
"""Stems that turn what is asked into its opposite, or nearly: låsa and låsa upp."""

NOT = frozenset({"int", "inte", "ej", "ikk", "ikke", "ikkje", "not", "ei"})
"""Stems that all say no; which of them stands there makes no difference."""

TOWARDS = frozenset({"till", "til", "to", "från", "fra", "from"})
"""Stems around which the order decides: from Word to PDF is not from PDF to Word."""

LONGEST = 4_000
"""Characters of a question that are looked at; the rest is left out."""

LONGEST_WORD = 40

MOST_WORDS = 80
"""Words of a question that are looked at: its first and its last ones."""


def normal(text: str) -> str:
    """Return the text in one spelling: NFC, small letters, single spaces, no punctuation.

    Two wordings with the same normal form count as the same way to ask.
    """
    return " ".join(WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def said(text: str) -> list[str]:
    """Return a text's words in their normal form, spoken spelling mended."""
    words = normal(text).split()
    if len(words) > MOST_WORDS:
        words = words[: MOST_WORDS // 2] + words[-MOST_WORDS // 2 :]
    return spoken(words)


def spoken(words: Iterable[str]) -> list[str]:
    """Return normal words with spoken spelling mended, none longer than anybody means."""
    return [TALKED.get(word, word)[:LONGEST_WORD] for word in words]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of one normal word in one language; an unknown language is Swedish."""
    stemmer = snowballstemmer.stemmer(STEMMERS.get(language, "swedish"))
    found: str = stemmer.stemWord(word)
    return found


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text's words, with fillers left out and talk-like spelling mended."""
    return [stem(word, language) for word in said(text) if word not in FILLERS]


def bare(word: str) -> str:
    """Return a word as a keyboard without å, ä, ö, æ and ø writes it."""
    plain = word.replace("æ", "a").replace("ø", "o")
    letters = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def word_grams(word: str, size: int = 4) -> tuple[str, ...]:
    """Return the character n-grams of one word, its edges marked."""
    edged = f" {word} "
    return tuple(edged[at : at + size] for at in range(max(1, len(edged) - size + 1)))


def grams(text: str) -> set[str]:
    """Return the character 4-grams of each word with a subject; spelling errors break few."""
    return {gram for word in said(text) if word not in FILLERS for gram in word_grams(word)}
