"""Figures of the visitor's own part of the organisation, and of tips; of no person, in no order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from aiohttp import web

from bot.desk.draw import page
from bot.desk.figures import (
    OTHER_ANSWERS,
    OUTCOME_COLUMNS,
    OUTCOMES,
    REACH_COLUMNS,
    REACHES,
    WAITS,
    Told,
)
from bot.desk.visit import Visit
from bot.texts.catalogue import DEFAULT, say
from knowledge.figures.columns import ALL, splits
from knowledge.figures.model import WHOLE, Family
from knowledge.figures.periods import BLOCK, block_of, last_day, latest, weeks_in
from knowledge.people.model import Role
from knowledge.tables.writing import delimited

HERE = "/desk/figures"
BLOCKS = 7
"""Four-week blocks on the page: half a year. The file has all that is kept."""

HIDDEN = "hidden"


async def show(visit: Visit) -> web.StreamResponse:
    """Show plots, each with its table, of the latest half year."""
    blocks = latest(visit.today, BLOCKS)
    place = _place(visit)
    async with visit.desk.reading() as work:
        told = Told(place, await work.figures.of(place, since=blocks[0]), visit.texts)
        name = await visit.desk.letters(work).place(place or None)
    block = _wanted(visit, [one for one in blocks if one in told.blocks] or blocks)
    titles = _titles(visit)
    return page(
        visit,
        "figures.html",
        part=name,
        next_day=block_of(visit.today) + BLOCK,
        is_demo=await visit.is_demo(),
        is_told=any(one in told.blocks for one in blocks),
        blocks=[(one, told.weeks(one)) for one in blocks],
        weeks=told.questions_by_week(blocks),
        week_rows=[
            (
                told.weeks(one),
                [
                    *(told.number(one, Family.QUESTIONS, day.isoformat()) for day in weeks_in(one)),
                    told.number(one, Family.QUESTIONS, ALL),
                ],
            )
            for one in blocks
        ],
        outcomes=told.strips(blocks, Family.QUESTIONS, OUTCOMES, OUTCOME_COLUMNS),
        outcome_names=[told.label(one) for one in OUTCOME_COLUMNS],
        outcome_kinds=told.kinds(blocks, Family.QUESTIONS, OUTCOMES),
        count_questions=lambda count: visit.texts.word(say("figures.count_questions", count=count)),
        block=block,
        others=told.lines(block, Family.QUESTIONS, OTHER_ANSWERS),
        waits=told.lines(block, Family.ANSWERS, WAITS),
        tips=told.tips(block, titles),
        reaches=told.strips(blocks, Family.POSTS, REACHES, REACH_COLUMNS),
        reach_kinds=told.kinds(blocks, Family.POSTS, REACHES),
        count_posts=lambda count: visit.texts.word(say("figures.count_posts", count=count)),
        reach_names=[told.label(one) for one in REACH_COLUMNS],
    )


async def export(visit: Visit) -> web.StreamResponse:
    """Give all that is shown of the visitor's part and of tips as CSV, the same as on the page."""
    place = _place(visit)
    async with visit.desk.reading() as work:
        told = Told(place, await work.figures.of(place, since=date.min), visit.texts)
        name = await visit.desk.letters(work).place(place or None)
    titles = _titles(visit)
    head = ("from", "until", "table", "about", "what", "times")
    rows = [row for block in told.blocks for row in _rows(told, block, name or "*")]
    rows += [
        (*_days(block), Family.TIPS, titles.get(tip, tip), column, str(times))
        for block, tip, column, times in told.of_tips()
    ]
    return web.Response(
        body=delimited([head, *rows], sparing=True),
        headers={
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="figures.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _rows(told: Told, block: date, name: str) -> Iterator[Sequence[str]]:
    for family in (Family.QUESTIONS, Family.ANSWERS, Family.POSTS):
        for split in splits(family, block):
            for column in split.parts:
                times = told.number(block, family, column.name)
                number = HIDDEN if times is None else str(times)
                yield (*_days(block), family, name, column.name, number)


def _titles(visit: Visit) -> Mapping[str, str]:
    """Return what tips are called, in the visitor's language where they have it."""
    library = visit.desk.library
    return {**library.titles(DEFAULT), **library.titles(visit.texts.language)}


def _days(block: date) -> tuple[str, str]:
    return block.isoformat(), last_day(block).isoformat()


def _place(visit: Visit) -> str:
    """Return the visitor's own part; nobody chooses another, and so nobody compares."""
    if visit.me.role is Role.ADMINISTRATOR:
        return WHOLE
    return visit.me.department or WHOLE


def _wanted(visit: Visit, blocks: Sequence[date]) -> date:
    """Return the four weeks that are asked for, if they are on the page; else the latest."""
    asked = visit.asked("from")
    return next((one for one in blocks if one.isoformat() == asked), blocks[-1])
