"""Asking the engine: any question, the verdict and why; and the ways to ask of one tip."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.desk.draw import page
from bot.desk.visit import Visit
from bot.texts.catalogue import LANGUAGES
from knowledge.boundaries.texts import clean
from knowledge.matching.model import Answered, Unnamed, Unsure, Verdict

LONGEST = 400
MOST_WAYS = 40
STRONG = 0.5
"""From this probability on, a tip that answers a title is shown as one like it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question gets.

    Attributes:
        kind: answered, unsure, unnamed, unanswered, or boundary.
        titles: of the tips it gets, with their ids.
        route: the boundary it runs into.
    """

    kind: str
    titles: tuple[tuple[str, str], ...] = ()
    route: str = ""


async def show(visit: Visit) -> web.StreamResponse:
    """Show what any question is answered with, and why."""
    question = clean(visit.asked("q"))[:LONGEST]
    asked = visit.asked("language")
    language = asked if asked in LANGUAGES else visit.texts.language
    shown: dict[str, Any] = {"outcome": None, "explained": None, "reasons": ()}
    if question:
        titles = visit.desk.library.titles(language)
        explained = await visit.desk.library.explain(question, language)
        shown = {
            "outcome": await outcome(visit, question, language, titles),
            "explained": explained,
            "reasons": [
                {
                    "id": one.id,
                    "title": titles.get(one.id, one.title),
                    "nearest": one.nearest,
                    "words": [
                        f"{word} → {met}" if word != met else word for word, met in one.words
                    ],
                }
                for one in explained.reasons
            ],
        }
    return page(
        visit,
        "_outcome.html" if visit.is_htmx else "trying.html",
        question=question,
        asked_in=language,
        languages=LANGUAGES,
        **shown,
    )


async def ways(visit: Visit) -> web.StreamResponse:
    """Say beside each way to ask what the engine answers to it now, and which tips are alike."""
    tip_id = visit.form.get("id", "")
    language = visit.form.get("language", visit.texts.language)
    lines = [clean(line)[:LONGEST] for line in visit.form.get("phrasings", "").splitlines()]
    titles = visit.desk.library.titles(language)
    found = [
        (line, await outcome(visit, line, language, titles)) for line in lines[:MOST_WAYS] if line
    ]
    title = clean(visit.form.get("title", ""))[:LONGEST]
    alike = []
    if title:
        explained = await visit.desk.library.explain(title, language)
        if explained.ranking.sure >= STRONG:
            first = explained.ranking.matches[0].id
            alike = [(first, titles.get(first, first))] if first != tip_id else []
    return page(visit, "_ways.html", ways=found, tip_id=tip_id, alike=alike, language_of=language)


async def outcome(visit: Visit, question: str, language: str, titles: Mapping[str, str]) -> Outcome:
    """Return what a question gets now."""
    boundary = await visit.desk.library.boundary(question)
    if boundary is not None:
        return Outcome("boundary", route=boundary.route.value)
    return of_verdict(await visit.desk.library.verdict(question, language, without=()), titles)


def of_verdict(verdict: Verdict, titles: Mapping[str, str]) -> Outcome:
    """Put a verdict's tips beside their titles."""
    match verdict:
        case Answered(best):
            return Outcome("answered", ((best.id, titles.get(best.id, best.id)),))
        case Unsure(candidates):
            found = tuple((one.id, titles.get(one.id, one.id)) for one in candidates)
            return Outcome("unsure", found)
        case Unnamed(_, candidates):
            found = tuple((one.id, titles.get(one.id, one.id)) for one in candidates)
            return Outcome("unnamed", found)
        case _:
            return Outcome("unanswered")
