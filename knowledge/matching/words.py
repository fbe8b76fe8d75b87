"""Cuts a text into the words and stems that are compared."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

STEMMERS = {"sv": "swedish", "en": "english", "da": "danish", "nb": "norwegian", "fi": "finnish"}

WORD = re.compile(r"\w+")

TALKED = {"dom": "de", "nån": "någon", "nåt": "något", "nåra": "några", "va": "vad", "ja": "jag",
          "å": "och", "e": "är", "ä": "är", "sån": "sådan", "mej": "mig", "dej": "dig",
          "teamsen": "teams", "skype": "teams", "lync": "teams"}  # fmt: skip
"""Spelling as one talks, and names that have been retired."""

FILLERS = frozenset(
    """
    att de den det dem du då eller en ett er för gör göra gå går ha har hej hur i jag
    kan man med men mig min mitt mina nu när någon något och om sen ska skall som så
    vad var vart vi vill är får få bli blir där här hjälp tack snälla undrar fast också
    a an and are can do does for from get have how is it me my of or so that the this
    to want what when where why with you your please help
    af at blir er et fra gør hvad hvor hvordan og skal være
    gjør hva meg ja jos kun miten mitä mikä missä ovat olen saan se voi voin voinko minun
    """.split()  # noqa: SIM905 - five languages read better as lines
)
"""Words that carry no subject in any of the five languages."""


TURNS = frozenset(
    "int inte ej ikk ikke ikkje not ei aldr aldri never upp bort av ner ned off".split()  # noqa: SIM905
)
"""Stems that turn what is asked into its opposite, or nearly: låsa and låsa upp."""

TOWARDS = frozenset({"till", "til", "to", "från", "fra", "from"})
"""Stems around which the order decides: from Word to PDF is not from PDF to Word."""


def normal(text: str) -> str:
    """Return the text in one spelling: NFC, small letters, single spaces, no punctuation.

    Two wordings with the same normal form count as the same way to ask.
    """
    return " ".join(WORD.findall(unicodedata.normalize("NFC", text).casefold()))


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    stemmer = snowballstemmer.stemmer(STEMMERS.get(language, "swedish"))
    stem: str = stemmer.stemWord(word)
    return stem


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text's words, with fillers left out and talk-like spelling mended."""
    words = (TALKED.get(word, word) for word in normal(text).split())
    return [_stem(word, language) for word in words if word not in FILLERS]


def grams(text: str, *, size: int = 4) -> set[str]:
    """Return the character n-grams of each word, its edges marked; spelling errors break few."""
    found: set[str] = set()
    for word in normal(text).split():
        edged = f" {TALKED.get(word, word)} "
        if word not in FILLERS:
            found.update(edged[at : at + size] for at in range(max(1, len(edged) - size + 1)))
    return found
