"""The list of tips: searched with the engine itself, its filters in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from bot.desk.draw import page
from bot.desk.visit import Visit
from bot.texts.catalogue import LANGUAGES
from tips.model import Stage, Tip

PAGE = 50
"""Tips a page."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty means all."""

    question: str
    language: str
    topic: str
    state: str


STATES = ("published", "draft", "in_review", "retired", "due", "open", "behind")


async def show(visit: Visit) -> web.StreamResponse:
    """Show tips, all or those one looks for."""
    filters = Filters(
        question=visit.asked("q")[:200],
        language=visit.asked("language") if visit.asked("language") in LANGUAGES else "",
        topic=visit.asked("topic"),
        state=visit.asked("state") if visit.asked("state") in STATES else "",
    )
    async with visit.desk.reading() as work:
        tips = await work.tips.all()
        proposals = {(one.id, one.language): one for one in await work.tips.proposals()}
    originals = {tip.id: tip for tip in tips if not tip.follows}
    found = [
        tip
        for tip in tips
        if _fits(tip, filters, proposals.get((tip.id, tip.language)), originals.get(tip.id), visit)
    ]
    if filters.question:
        found = await _searched(visit, filters, found)
    else:
        found.sort(key=lambda tip: (tip.topic, tip.title.casefold()))
    number = max(1, int(visit.asked("page")) if visit.asked("page").isdecimal() else 1)
    pages = max(1, -(-len(found) // PAGE))
    number = min(number, pages)
    return page(
        visit,
        "_tip_rows.html" if visit.is_htmx else "tips.html",
        tips=[
            {
                "tip": tip,
                "proposal": proposals.get((tip.id, tip.language)),
                "due": tip.review < visit.today and tip.stage is Stage.PUBLISHED,
                "behind": _is_behind(tip, originals.get(tip.id)),
            }
            for tip in found[(number - 1) * PAGE : number * PAGE]
        ],
        count=len(found),
        filters=filters,
        topics=sorted({tip.topic for tip in tips}),
        states=STATES,
        languages=LANGUAGES,
        number=number,
        pages=pages,
        address_of=lambda page_number: urlencode(
            {
                "q": filters.question,
                "state": filters.state,
                "topic": filters.topic,
                "language": filters.language,
                "page": page_number,
            }
        ),
    )


def _fits(
    tip: Tip, filters: Filters, proposal: Tip | None, original: Tip | None, visit: Visit
) -> bool:
    stages = {tip.stage.value, proposal.stage.value if proposal else ""}
    states = {
        "": True,
        "due": tip.review < visit.today and tip.stage is Stage.PUBLISHED,
        "open": tip.open,
        "behind": _is_behind(tip, original),
    }
    return (
        filters.language in {"", tip.language}
        and filters.topic in {"", tip.topic}
        and states.get(filters.state, filters.state in stages)
    )


def _is_behind(tip: Tip, original: Tip | None) -> bool:
    return original is not None and tip.is_behind(original)


async def _searched(visit: Visit, filters: Filters, tips: Sequence[Tip]) -> list[Tip]:
    """Order tips as the engine finds them; then those that have the words in them."""
    language = filters.language or visit.texts.language
    explained = await visit.desk.library.explain(filters.question, language)
    order = {match.id: at for at, match in enumerate(explained.ranking.matches)}
    words = filters.question.casefold()
    found = [tip for tip in tips if tip.id in order or words in _text(tip)]
    return sorted(
        found,
        key=lambda tip: (order.get(tip.id, len(order)), tip.language != language, tip.title),
    )


def _text(tip: Tip) -> str:
    return " ".join((tip.id, tip.title, *tip.phrasings, *tip.names, tip.advice.answer)).casefold()
