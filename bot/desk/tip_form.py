"""Reads a tip from the editor's form, and says beside each field what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from bot.texts.catalogue import LANGUAGES, Say, say
from knowledge.boundaries.texts import clean
from knowledge.pictures.model import NAME
from tips.model import Advice, Film, Picture, Tip, TipKind

SHORTEST_TITLE, LONGEST_TITLE = 4, 120
LONGEST_ANSWER, LONGEST_STEP, MOST_STEPS = 400, 200, 8
LONGEST_TEXT = 2_000
MOST_PHRASINGS, LONGEST_PHRASING = 40, 200
MOST_FILMS = 3
MOST_PICTURES, LONGEST_ALT = 10, 300
FILM = re.compile(r"(?P<address>\S+)\s+(?P<title>.+?)\s*\((?P<captions>[a-z, ]+)\)")


@dataclass(frozen=True, slots=True)
class Read:
    """What a form said.

    Attributes:
        tip: filled in as far as it could be read.
        wrong: what is wrong, by field; empty when the tip can be kept.
    """

    tip: Tip
    wrong: Mapping[str, Say]


def values_of(tip: Tip) -> dict[str, str]:
    """Return the form's fields for a tip, as text."""
    easy = tip.easy or Advice(answer="")
    return {
        "title": tip.title,
        "topic": tip.topic,
        "kind": tip.kind.value,
        "answer": tip.advice.answer,
        "steps": "\n".join(tip.advice.steps),
        "check": tip.advice.check,
        "phrasings": "\n".join(tip.phrasings),
        "names": "\n".join(tip.names),
        "local": tip.local,
        "careful": tip.careful,
        "longer": tip.longer,
        "bridge": tip.bridge,
        "easy_answer": easy.answer,
        "easy_steps": "\n".join(easy.steps),
        "easy_check": easy.check,
        "audience": "\n".join(tip.audience),
        "owner": tip.owner,
        "caretaker": tip.caretaker,
        "checked": tip.checked.isoformat(),
        "review": tip.review.isoformat(),
        "films": "\n".join(f"{f.address} {f.title} ({', '.join(f.captions)})" for f in tip.films),
        "alt_new": "",
        "pictures": "\n".join(one.name for one in tip.pictures),
        "open": "1" if tip.open else "",
        "version": str(tip.version),
    } | {f"alt:{one.name}": one.alt for one in tip.pictures}


def read(tip: Tip, values: Mapping[str, str]) -> Read:
    """Fill a tip in from a form.

    Args:
        tip: as it was before; what the form does not have stays.
        values: of the form, by field.
    """
    fields = {name: clean(value) for name, value in values.items()}
    wrong: dict[str, Say] = {}
    _check_lengths(fields, wrong)
    easy = Advice(
        answer=fields.get("easy_answer", ""),
        steps=_lines(fields.get("easy_steps", "")),
        check=fields.get("easy_check", ""),
    )
    return Read(
        replace(
            tip,
            title=fields.get("title", tip.title),
            topic=fields.get("topic", tip.topic) or tip.topic,
            kind=_kind(fields.get("kind", tip.kind.value), wrong, tip.kind),
            advice=Advice(
                answer=fields.get("answer", ""),
                steps=_lines(fields.get("steps", "")),
                check=fields.get("check", ""),
            ),
            phrasings=_lines(fields.get("phrasings", "")),
            names=_lines(fields.get("names", "")),
            local=fields.get("local", ""),
            careful=fields.get("careful", ""),
            longer=fields.get("longer", ""),
            bridge=fields.get("bridge", ""),
            easy=easy if easy.answer else None,
            audience=_lines(fields.get("audience", "")),
            owner=fields.get("owner", "") or tip.owner,
            caretaker=fields.get("caretaker", ""),
            checked=_day(fields, "checked", wrong, tip.checked),
            review=_day(fields, "review", wrong, tip.review),
            pictures=_pictures(fields, tip, wrong),
            films=_films(fields.get("films", ""), wrong),
            open=bool(fields.get("open")),
            version=_version(fields.get("version", ""), tip.version),
        ),
        wrong,
    )


def at_version(tip: Tip, values: Mapping[str, str]) -> Tip:
    """Return a tip at the version a form was made for: what has changed since is noticed."""
    return replace(tip, version=_version(values.get("version", ""), tip.version))


def _check_lengths(values: Mapping[str, str], wrong: dict[str, Say]) -> None:
    _check_questions(values, wrong)
    title = values.get("title", "")
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        wrong["title"] = say(
            "learn.wrong.title", shortest=SHORTEST_TITLE, longest=LONGEST_TITLE, count=len(title)
        )
    if not values.get("answer"):
        wrong["answer"] = say("learn.wrong.answer")
    for name in ("steps", "easy_steps"):
        steps = _lines(values.get(name, ""))
        if len(steps) > MOST_STEPS:
            wrong[name] = say("learn.wrong.steps", most=MOST_STEPS, found=len(steps))
        elif any(len(step) > LONGEST_STEP for step in steps):
            wrong[name] = say("desk.wrong.step_long", longest=LONGEST_STEP)
    if values.get("easy_steps") and not values.get("easy_answer"):
        wrong["easy_answer"] = say("learn.wrong.answer")
    limits = {"answer": LONGEST_ANSWER, "check": LONGEST_STEP, "easy_answer": LONGEST_ANSWER}
    for name in ("local", "careful", "longer", "bridge"):
        limits[name] = LONGEST_TEXT
    for name, longest in limits.items():
        if len(values.get(name, "")) > longest:
            wrong[name] = say("desk.wrong.long", longest=longest, found=len(values[name]))


def _check_questions(values: Mapping[str, str], wrong: dict[str, Say]) -> None:
    phrasings = _lines(values.get("phrasings", ""))
    if not phrasings:
        wrong["phrasings"] = say("learn.wrong.phrasings_none")
    elif len(phrasings) > MOST_PHRASINGS or max(map(len, phrasings)) > LONGEST_PHRASING:
        wrong["phrasings"] = say(
            "learn.wrong.phrasings", most=MOST_PHRASINGS, longest=LONGEST_PHRASING
        )


def _kind(text: str, wrong: dict[str, Say], before: TipKind) -> TipKind:
    try:
        return TipKind(text)
    except ValueError:
        wrong["kind"] = say("desk.wrong.choice")
        return before


def _day(values: Mapping[str, str], name: str, wrong: dict[str, Say], before: date) -> date:
    if name not in values:
        return before
    try:
        return date.fromisoformat(values[name])
    except ValueError:
        wrong[name] = say("desk.wrong.day")
        return before


def _version(text: str, before: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else before


def _pictures(values: Mapping[str, str], tip: Tip, wrong: dict[str, Say]) -> tuple[Picture, ...]:
    """Keep the pictures that are still wanted, each with words for who does not see it."""
    before = {one.name: one.alt for one in tip.pictures}
    kept = []
    for name in _lines(values["pictures"]) if "pictures" in values else before:
        if values.get(f"without:{name}") or NAME.fullmatch(name) is None:
            continue
        alt = " ".join(values.get(f"alt:{name}", before.get(name, "")).split())
        if not alt or len(alt) > LONGEST_ALT:
            wrong[f"alt:{name}"] = say("desk.wrong.alt", longest=LONGEST_ALT)
        kept.append(Picture(name, alt))
    if len(kept) > MOST_PICTURES:
        wrong["picture"] = say("desk.wrong.pictures", most=MOST_PICTURES)
    return tuple(kept)


def _films(text: str, wrong: dict[str, Say]) -> tuple[Film, ...]:
    films = []
    for line in _lines(text):
        found = FILM.fullmatch(line)
        captions = found["captions"].replace(",", " ").split() if found else []
        if not found or not _is_address(found["address"]) or not set(captions) <= set(LANGUAGES):
            wrong["films"] = say("desk.wrong.film")
            continue
        films.append(Film(found["address"], found["title"], tuple(captions)))
    if len(films) > MOST_FILMS:
        wrong["films"] = say("desk.wrong.films", most=MOST_FILMS)
    return tuple(films)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines that say something, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
