"""The fields of a tip as texts and lists, and the headings they have in tables."""

import re
from collections.abc import Mapping, Sequence

from knowledge.people.roster.vocabulary import folded
from tips.exchange.parcel import Value
from tips.model import Film, Picture, Tip

FIELDS = (
    "id", "language", "topic", "kind", "title", "answer", "steps", "check", "phrasings", "names",
    "local", "bridge", "longer", "careful", "easy_answer", "easy_steps", "easy_check", "audience",
    "pictures", "films", "open", "owner", "caretaker", "credit", "checked", "review", "stage",
    "follows", "source", "source_version", "source_ahead",
)  # fmt: skip
"""In the order in which they stand in a table."""

LISTS = frozenset(
    {"steps", "phrasings", "names", "easy_steps", "audience", "pictures", "films"}
)  # fmt: skip

WORDS: Mapping[str, str] = {
    "id": "id tipsid tipid",
    "language": "language sprak sprog kieli",
    "topic": "topic amne kategori category emne aihe",
    "kind": "kind type slag typ sort laji",
    "title": "title titel rubrik heading tittel overskrift otsikko",
    "answer": "answer svar svaret vastaus",
    "steps": "steps steg trin vaiheet",
    "check": "check kontroll samarkerdu saserdu",
    "phrasings": (
        "phrasings waystoask satattfraga question questions fraga fragor sporgsmal sporsmal "
        "kysymys kysymykset"
    ),
    "names": "names namn egennamn",
    "local": "local lokalt hososs",
    "bridge": "bridge liknelse detarsom",
    "longer": "longer langre merom",
    "careful": "careful forsiktig varforsiktig attsepaupp",
    "easy_answer": "easyanswer svarlattsprak lattsvar svarlattord",
    "easy_steps": "easysteps steglattsprak lattasteg steglattord",
    "easy_check": "easycheck kontrolllattsprak lattkontroll kontrolllattord",
    "audience": "audience departments avdelning avdelningar malgrupp",
    "pictures": "pictures bilder",
    "films": "films filmer",
    "open": "open oppen oppensida",
    "owner": "owner agare",
    "caretaker": "caretaker skotare farpaminnelsen",
    "credit": "credit skrivenav avsandare",
    "checked": "checked kontrollerad setttill",
    "review": "review granskas sesover settillsenast",
    "stage": "stage lage status",
    "follows": "follows foljer foljeroriginalet",
    "source": "source kalla",
    "source_version": "sourceversion kallversion",
    "source_ahead": "sourceahead kallanforeoss",
}
"""The headings of each field, in English and Swedish and some in the neighbours' languages."""

HEADINGS = {word: field for field, words in WORDS.items() for word in words.split()}

BREAK = "\u2028"
"""Stands for a line break inside one item of a list, where each item has a line of its own."""

FILM = re.compile(r"(?P<address>\S+)\s+(?:(?P<title>.+?)\s+)?\((?P<captions>[a-z, ]*)\)", re.DOTALL)


def columns(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each field in a row of headings, from 0; the first of two counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        field = HEADINGS.get(folded(cell[:100]))
        if field is not None:
            found.setdefault(field, place)
    return found


def cell(value: Value) -> str:
    """Write a field into one cell: the items of a list a line each."""
    if isinstance(value, str):
        return value
    return "\n".join(item.replace("\n", BREAK) for item in value)


def from_cell(field: str, text: str) -> Value:
    """Read a field from one cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if field not in LISTS:
        return text
    items = (item.replace(BREAK, "\n").strip() for item in text.split("\n"))
    return tuple(item for item in items if item)


def flat(tip: Tip, *, emails: Mapping[str, str]) -> dict[str, Value]:
    """Return every field of a tip as a text or a list of texts; its author is nobody's business.

    Args:
        tip: the tip.
        emails: work addresses by person id; a caretaker without one is left out.
    """
    easy = tip.easy
    return {
        "id": tip.id,
        "language": tip.language,
        "topic": tip.topic,
        "kind": tip.kind.value,
        "title": tip.title,
        "answer": tip.advice.answer,
        "steps": tip.advice.steps,
        "check": tip.advice.check,
        "phrasings": tip.phrasings,
        "names": tip.names,
        "local": tip.local,
        "bridge": tip.bridge,
        "longer": tip.longer,
        "careful": tip.careful,
        "easy_answer": easy.answer if easy else "",
        "easy_steps": easy.steps if easy else (),
        "easy_check": easy.check if easy else "",
        "audience": tip.audience,
        "pictures": tuple(map(_picture, tip.pictures)),
        "films": tuple(map(_film, tip.films)),
        "open": "yes" if tip.open else "no",
        "owner": tip.owner,
        "caretaker": emails.get(tip.caretaker, ""),
        "credit": tip.credit,
        "checked": tip.checked.isoformat(),
        "review": tip.review.isoformat(),
        "stage": tip.stage.value,
        "follows": tip.follows,
        "source": tip.source,
        "source_version": tip.source_version,
        "source_ahead": tip.source_ahead,
    }


def _picture(one: Picture) -> str:
    return f"{one.name} {one.alt}".strip()


def _film(one: Film) -> str:
    parts = (one.address, one.title, f"({', '.join(one.captions)})")
    return " ".join(part for part in parts if part)
