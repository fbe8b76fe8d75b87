"""What waits for my eyes: tips that somebody wrote, and wordings that somebody let us see."""

from collections.abc import Sequence
from dataclasses import replace

from aiohttp import web

from bot.desk.draw import message, page
from bot.desk.pages.tip import address
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import say
from knowledge.matching.words import normal
from tips.editing import may_approve
from tips.finding.model import State, Wanted
from tips.model import Stage, Tip, UnknownTip
from tips.suggestions.model import Wish

MOST = 200
"""Tips of one state that are shown at once."""

DECIDED = {"accept": "wording.accepted", "decline": "wording.declined"}
"""What a press is called in the audit."""


async def show(visit: Visit) -> web.StreamResponse:
    """Show tips in review, drafts of one's own, and wordings to decide."""
    async with visit.desk.reading() as work:
        written = [
            *await in_state(work, visit, State.IN_REVIEW),
            *await in_state(work, visit, State.DRAFT),
        ]
        wordings = await work.suggestions.all() if visit.coordinates else ()
    titles = visit.desk.library.titles(visit.texts.language)
    return page(
        visit,
        "review.html",
        to_read=[
            {"tip": one, "address": address(one), "mine": not may_approve(one, visit.me.id)}
            for one in written
            if one.stage is Stage.IN_REVIEW
        ],
        drafts=[
            {"tip": one, "address": address(one)}
            for one in written
            if one.stage is Stage.DRAFT and one.author in {visit.me.id, ""}
        ],
        wordings=[
            {"one": one, "title": titles.get(one.tip, one.tip), "wrong": one.wish is Wish.BLOCK}
            for one in wordings
        ],
    )


async def in_state(work: DeskWork, visit: Visit, state: State) -> Sequence[Tip]:
    """Return what is written and waits in a state: new tips, and changes beside published ones."""
    found = await work.tips.find(Wanted(today=visit.today, state=state), most=MOST)
    return [
        row.proposal if row.proposal and row.proposal.stage.value == state.value else row.tip
        for row in found.rows
    ]


async def decide(visit: Visit) -> web.StreamResponse:
    """Do what was suggested about a wording, or leave everything as it is."""
    what = visit.form.get("do", "")
    if what not in DECIDED:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        one = await work.suggestions.take(visit.form.get("wording", ""))
        if what == "accept" and one.wish is Wish.BLOCK:
            await work.wrong_answers.add_for_all(normal(one.wording), one.tip)
        elif what == "accept":
            tip = await work.tips.get(one.tip, one.language)
            if tip.stage is not Stage.PUBLISHED:
                raise UnknownTip
            known = {normal(text) for text in (tip.title, *tip.phrasings)}
            if normal(one.wording) not in known:
                more = replace(tip, phrasings=(*tip.phrasings, one.wording))
                await work.tips.put(more, visit.edit)
        deed = visit.deed(DECIDED[what], f"tip:{one.tip}:{one.language}")
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    return to("/desk/review", done="decided")
