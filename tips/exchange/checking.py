"""Makes a tip of what a file says, and names every field that cannot be taken."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from knowledge.boundaries.identity_numbers import masked
from knowledge.boundaries.texts import clean
from knowledge.people.roster.vocabulary import NO, YES, folded, plain
from tips.exchange.fields import FILM
from tips.exchange.parcel import Fault, Said, Value, Why, shown
from tips.model import Advice, Film, Picture, Stage, Tip, TipKind

LANGUAGES = ("sv", "en", "da", "nb", "fi")
LANGUAGE = "sv"
"""Of a tip whose file does not say its language."""

TOPIC = "egna"
"""Of a tip whose file does not say its topic."""

REVIEW_AFTER = timedelta(days=182)
"""Until a tip is read again whose file does not say when."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MARK = re.compile(r"[0-9a-f]{0,16}")

LONGEST_ID = 80
LONGEST = {
    "topic": 40, "title": 120, "answer": 400, "check": 200, "local": 2_000, "bridge": 2_000,
    "longer": 2_000, "careful": 2_000, "easy_answer": 400, "easy_check": 200, "owner": 60,
    "credit": 120, "source": 60,
}  # fmt: skip
"""Characters a field may have, as on the desk."""

MOST = {
    "steps": (8, 200), "easy_steps": (8, 200), "phrasings": (40, 200), "names": (20, 120),
    "audience": (200, 64), "pictures": (10, 400), "films": (3, 400),
}  # fmt: skip
"""Items a list may have, and characters of each."""

LONGEST_READ = 20_000
"""Characters of a text, and items of a list, that are looked at; far fewer are allowed in any."""

Kind = TypeVar("Kind", bound=StrEnum)
Key = tuple[str, str]
"""A tip's id and language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """What there is already.

    Attributes:
        tips: as they are, by id and language.
        waiting: tips beside which somebody's change waits.
        departments: ids.
        people: person ids by work e-mail in small letters.
        pictures: names of those that are kept.
        today: the day of the import.
    """

    tips: Mapping[Key, Tip]
    waiting: frozenset[Key] = frozenset()
    departments: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    today: date


@dataclass(frozen=True, slots=True)
class Draft:
    """A tip as a file wants it.

    Attributes:
        said: what the file says.
        tip: with all that could be read.
        before: as it is in the library, or None for a new one.
        faults: what could not be read; then the tip is not to be used.
    """

    said: Said
    tip: Tip
    before: Tip | None
    faults: tuple[Fault, ...]


def drafted(said: Said, here: Here) -> Draft:
    """Make a tip of what a file says; what it does not say stays as it is in the library.

    Args:
        said: of one tip in one language.
        here: what there is.
    """
    if said.faults and not said.values.keys() - {"id", "language"}:
        tip_id = _text(said.values, "id")
        return Draft(said, _blank(tip_id, LANGUAGE, "", here.today), None, said.faults)
    values = {name: _clean(value) for name, value in said.values.items()}
    title = _text(values, "title") or _first(values.get("phrasings", ()))[: LONGEST["title"]]
    tip_id = _text(values, "id") or slug(title)
    named = replace(said, values={**said.values, "id": shown(tip_id)})
    language = folded(_text(values, "language")) or LANGUAGE
    before = here.tips.get((tip_id, language))
    tip = before or _blank(tip_id, language, title, here.today)
    reader = _Reader(named, values, here)
    return Draft(named, reader.filled(tip), before, tuple(reader.faults))


def excess(draft: Draft) -> Iterator[Fault]:
    """Yield what makes a readable tip unfit to be taken: what is too long, too many or secret."""
    fault = draft.said.fault
    tip, before = draft.tip, draft.before
    texts, lists = _texts(tip), _lists(tip)
    old = {**_texts(before), **_lists(before)} if before else {}
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            if old.get(name) != text:
                yield fault(name, Why.LONG, most=LONGEST[name], found=len(text))
        elif old.get(name) != text and masked(text).count:
            yield fault(name, Why.IDENTITY_NUMBER)
    for name, items in lists.items():
        most, longest = MOST[name]
        if old.get(name) == items:
            continue
        if len(items) > most:
            yield fault(name, Why.MANY, most=most, found=len(items))
        elif any(len(item) > longest for item in items):
            yield fault(name, Why.LONG, most=longest, found=max(map(len, items)))
        elif any(masked(item).count for item in items):
            yield fault(name, Why.IDENTITY_NUMBER)


def slug(text: str) -> str:
    """Return an id made of a title."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text))[:LONGEST_ID].strip("-")


def _blank(tip_id: str, language: str, title: str, today: date) -> Tip:
    return Tip(
        id=tip_id,
        language=language,
        topic=TOPIC,
        title=title,
        advice=Advice(answer=""),
        phrasings=(title,) if title else (),
        checked=today,
        review=today + REVIEW_AFTER,
        stage=Stage.PUBLISHED,
        version=0,
    )


class _Reader:
    """Reads the fields of one tip, and remembers what is wrong with them."""

    def __init__(self, said: Said, values: Mapping[str, Value], here: Here) -> None:
        self._said = said
        self._values = values
        self._here = here
        self.faults: list[Fault] = list(said.faults)

    def filled(self, tip: Tip) -> Tip:
        """Return the tip with everything the file says."""
        self._check_id(tip)
        filled = replace(
            tip,
            topic=self._text("topic", tip.topic) or tip.topic,
            title=self._text("title", tip.title) or tip.title,
            kind=self._choice("kind", TipKind, tip.kind),
            advice=self._advice(tip.advice),
            easy=self._easy(tip.easy),
            phrasings=self._list("phrasings", tip.phrasings),
            names=self._list("names", tip.names),
            audience=self._audience(tip.audience),
            local=self._text("local", tip.local),
            bridge=self._text("bridge", tip.bridge),
            longer=self._text("longer", tip.longer),
            careful=self._text("careful", tip.careful),
            pictures=self._pictures(tip.pictures),
            films=self._films(tip.films),
            open=self._is("open", before=tip.open),
            owner=self._text("owner", tip.owner) or tip.owner,
            caretaker=self._caretaker(tip.caretaker),
            credit=self._text("credit", tip.credit),
            checked=self._day("checked", tip.checked),
            review=self._day("review", tip.review),
            stage=self._choice("stage", Stage, tip.stage),
            follows=self._mark("follows", tip.follows),
            source=self._text("source", tip.source),
            source_version=self._mark("source_version", tip.source_version),
            source_ahead=self._mark("source_ahead", tip.source_ahead),
        )
        if not filled.title or self._values.get("title") == "":
            self._wrong("title", Why.MISSING)
        if not filled.advice.answer and not any(one.field == "answer" for one in self.faults):
            self._wrong("answer", Why.MISSING)
        return filled

    def _check_id(self, tip: Tip) -> None:
        # Without a title there is nothing to make an id of, and that is told already.
        is_needed = tip.id or tip.title
        if is_needed and (len(tip.id) > LONGEST_ID or not ID.fullmatch(tip.id)):
            self._wrong("id", Why.ID, said=shown(tip.id), most=LONGEST_ID)
        if tip.language not in LANGUAGES:
            said = shown(self._values.get("language", ""))
            self._wrong("language", Why.CHOICE, said=said, wanted=", ".join(LANGUAGES))

    def _wrong(self, name: str, why: Why, **details: str | int) -> None:
        self.faults.append(self._said.fault(name, why, **details))

    def _text(self, name: str, before: str) -> str:
        value = self._values.get(name, before)
        return value if isinstance(value, str) else "\n".join(value)

    def _list(self, name: str, before: tuple[str, ...]) -> tuple[str, ...]:
        value = self._values.get(name, before)
        return tuple(value.split("\n")) if isinstance(value, str) else value

    def _mark(self, name: str, before: str) -> str:
        value = self._text(name, before)
        if MARK.fullmatch(value):
            return value
        self._wrong(name, Why.CHOICE, said=shown(value), wanted="0-9, a-f")
        return before

    def _choice(self, name: str, kinds: type[Kind], before: Kind) -> Kind:
        value = self._text(name, "").strip().casefold()
        if not value:
            return before
        try:
            return kinds(value)
        except ValueError:
            self._wrong(name, Why.CHOICE, said=shown(value), wanted=", ".join(kinds))
            return before

    def _is(self, name: str, *, before: bool) -> bool:
        value = folded(self._text(name, ""))
        if name not in self._values or value in YES or value in NO or not value:
            return value in YES if name in self._values else before
        self._wrong(name, Why.CHOICE, said=shown(value), wanted="yes, no")
        return before

    def _day(self, name: str, before: date) -> date:
        value = self._text(name, "")
        if not value:
            return before
        try:
            return date.fromisoformat(value[:10] if value[10:11] in {"T", " "} else value)
        except ValueError:
            self._wrong(name, Why.DAY, said=shown(value))
            return before

    def _advice(self, before: Advice) -> Advice:
        return Advice(
            answer=self._text("answer", before.answer),
            steps=self._list("steps", before.steps),
            check=self._text("check", before.check),
        )

    def _easy(self, before: Advice | None) -> Advice | None:
        was = before or Advice(answer="")
        easy = Advice(
            answer=self._text("easy_answer", was.answer),
            steps=self._list("easy_steps", was.steps),
            check=self._text("easy_check", was.check),
        )
        if easy.answer:
            return easy
        if easy.steps or easy.check:
            self._wrong("easy_answer", Why.MISSING)
        return None

    def _audience(self, before: tuple[str, ...]) -> tuple[str, ...]:
        found = self._list("audience", before)
        for one in found:
            if one not in self._here.departments and one not in before:
                self._wrong("audience", Why.DEPARTMENT, said=shown(one))
        return found

    def _caretaker(self, before: str) -> str:
        """Return who looks after the tip; a cell that is empty takes nobody away."""
        email = self._text("caretaker", "").casefold()
        if not email:
            return before
        if email not in self._here.people:
            self._wrong("caretaker", Why.PERSON, said=shown(email))
        return self._here.people.get(email, before)

    def _pictures(self, before: tuple[Picture, ...]) -> tuple[Picture, ...]:
        if "pictures" not in self._values:
            return before
        found = []
        for item in self._list("pictures", ()):
            name, _, alt = item.partition(" ")
            if not PICTURE.fullmatch(name) or not alt.strip():
                self._wrong("pictures", Why.PICTURE, said=shown(item))
            elif name not in self._here.pictures:
                self._wrong("pictures", Why.NO_PICTURE, said=shown(name))
            found.append(Picture(name, alt.strip()))
        return tuple(found)

    def _films(self, before: tuple[Film, ...]) -> tuple[Film, ...]:
        if "films" not in self._values:
            return before
        found = []
        for item in self._list("films", ()):
            one = FILM.fullmatch(item)
            captions = tuple((one["captions"] if one else "").replace(",", " ").split())
            if not one or not _is_address(one["address"]) or not set(captions) <= set(LANGUAGES):
                self._wrong("films", Why.FILM, said=shown(item))
                continue
            found.append(Film(one["address"], one["title"] or "", captions))
        return tuple(found)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def _clean(value: Value) -> Value:
    """Return a field without what cannot be seen; what is far too long is found out later."""
    if isinstance(value, str):
        return clean(value[:LONGEST_READ])
    items = (clean(item[:LONGEST_READ]) for item in value[:LONGEST_READ])
    return tuple(item for item in items if item)


def _text(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ""


def _first(value: Value) -> str:
    return value if isinstance(value, str) else next(iter(value), "")


def _texts(tip: Tip) -> dict[str, str]:
    easy = tip.easy or Advice(answer="")
    return {
        "topic": tip.topic,
        "title": tip.title,
        "answer": tip.advice.answer,
        "check": tip.advice.check,
        "local": tip.local,
        "bridge": tip.bridge,
        "longer": tip.longer,
        "careful": tip.careful,
        "easy_answer": easy.answer,
        "easy_check": easy.check,
        "owner": tip.owner,
        "credit": tip.credit,
        "source": tip.source,
    }


def _lists(tip: Tip) -> dict[str, tuple[str, ...]]:
    return {
        "steps": tip.advice.steps,
        "easy_steps": tip.easy.steps if tip.easy else (),
        "phrasings": tip.phrasings,
        "names": tip.names,
        "audience": tip.audience,
        "pictures": tuple(one.alt for one in tip.pictures),
        "films": tuple(f"{one.address} {one.title}" for one in tip.films),
    }
