"""The list of tips: searched with the engine itself, its filters in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from aiohttp import web

from bot.desk.draw import page
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit
from bot.texts.catalogue import LANGUAGES
from knowledge.boundaries.texts import clean
from tips.finding.model import Found, Row, State, Wanted
from tips.model import Stage

PAGE = 50
"""Tips a page."""

MOST_FOUND = 200
"""Ids that a search looks at; who gets more narrows it."""

MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty means all."""

    question: str
    language: str
    topic: str
    state: str
    whose: str


async def show(visit: Visit) -> web.StreamResponse:
    """Show tips, all or those one looks for."""
    filters = Filters(
        question=clean(visit.asked("q"))[:200],
        language=visit.asked("language") if visit.asked("language") in LANGUAGES else "",
        topic=visit.asked("topic")[:40],
        state=visit.asked("state") if visit.asked("state") in set(State) else "",
        whose="mine" if visit.asked("whose") == "mine" else "",
    )
    asked = visit.asked("page")
    number = min(int(asked), MOST_PAGES) if asked.isascii() and asked.isdecimal() else 1
    number = max(1, number)
    async with visit.desk.reading() as work:
        find = _searched if filters.question else _listed
        found = await find(visit, work, filters, number)
        topics = await work.tips.topics()
    return page(
        visit,
        "_tip_rows.html" if visit.is_htmx else "tips.html",
        tips=[
            {
                "tip": row.tip,
                "proposal": row.proposal,
                "due": row.tip.review < visit.today and row.tip.stage is Stage.PUBLISHED,
                "behind": row.behind,
            }
            for row in found.rows
        ],
        count=found.count,
        filters=filters,
        topics=topics,
        states=[state.value for state in State],
        languages=LANGUAGES,
        number=number,
        pages=max(1, -(-found.count // PAGE)),
        address_of=lambda page_number: urlencode(
            {
                "q": filters.question,
                "state": filters.state,
                "topic": filters.topic,
                "language": filters.language,
                "whose": filters.whose,
                "page": page_number,
            }
        ),
    )


def _wanted(visit: Visit, filters: Filters) -> Wanted:
    return Wanted(
        today=visit.today,
        state=State(filters.state) if filters.state else None,
        topic=filters.topic,
        language=filters.language,
        caretaker=visit.me.id if filters.whose else "",
    )


async def _listed(visit: Visit, work: DeskWork, filters: Filters, number: int) -> Found:
    return await work.tips.find(_wanted(visit, filters), start=(number - 1) * PAGE, most=PAGE)


async def _searched(visit: Visit, work: DeskWork, filters: Filters, number: int) -> Found:
    """Order tips as the engine finds them; then those that have the words in them."""
    language = filters.language or visit.texts.language
    explained = await visit.desk.library.explain(filters.question, language)
    ids = [match.id for match in explained.ranking.matches]
    ids = list(dict.fromkeys([*ids, *visit.desk.library.having(filters.question)]))[:MOST_FOUND]
    wanted = replace(_wanted(visit, filters), ids=ids, words=filters.question.casefold())
    found = await work.tips.find(wanted, most=MOST_FOUND * len(LANGUAGES))
    order = {id_: at for at, id_ in enumerate(ids)}

    def place(row: Row) -> tuple[int, bool, str]:
        tip = row.tip
        return (order.get(tip.id, len(order)), tip.language != language, tip.title)

    rows: Sequence[Row] = sorted(found.rows, key=place)
    return Found(rows[(number - 1) * PAGE : number * PAGE], found.count)
