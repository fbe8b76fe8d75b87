"""Questions on their way: what waits in my part, since when; never who asked, nor who is slow."""

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.moving import move
from bot.conversations.part import in_part
from bot.desk.draw import message, page
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import say
from knowledge.escalations.model import Deed, Escalation, Step, UnknownEscalation


async def show(visit: Visit) -> web.StreamResponse:
    """Show the questions that wait for an answer, the longest first."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        rows = [
            {
                "id": one.id,
                "place": await letters.place(one.department),
                "since": letters.day(one.asked),
                "step": one.step.value,
                "mine": one.holder == visit.me.id,
                "long": one.step in {Step.STANDIN, Step.COORDINATOR},
            }
            for one in await _waiting(visit, work, letters)
        ]
    return page(visit, "handovers.html", rows=rows)


async def take_over(visit: Visit) -> web.StreamResponse:
    """Let the visitor have a question that has waited; the asker reads the new name."""
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        found = [
            one
            for one in await _waiting(visit, work, letters)
            if one.id == visit.form.get("question", "") and one.holder != visit.me.id
        ]
        if not found:
            raise UnknownEscalation
        got = await move(letters, found[0], deed=Deed.MOVED, step=Step.COORDINATOR, to=visit.me)
        if got is None or got.id != visit.me.id:
            return message(visit, say("desk.handover_stays"), status=409)
        await work.audit.write(
            visit.deed("question.taken_over", f"question:{found[0].id}"), at=visit.now
        )
        await work.commit()
    visit.desk.wake()
    return to("/desk/handovers", done="taken_over")


async def _waiting(visit: Visit, work: DeskWork, letters: Correspondence) -> list[Escalation]:
    part = await in_part(letters, visit.me)
    waiting = await work.escalations.unanswered()
    mine = [one for one in waiting if one.department is None or one.department in part]
    return sorted(mine, key=lambda one: one.asked)
