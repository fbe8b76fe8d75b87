"""Questions without a tip: themes that three people share, and what becomes of them."""

import secrets
from collections.abc import Sequence

from aiohttp import web

from bot.desk.draw import message, page
from bot.desk.pages.tip import REVIEW_AFTER, address, object_of
from bot.desk.ports import DeskWork
from bot.desk.visit import Visit, to
from bot.texts.catalogue import say
from knowledge.matching.similarity import likeness
from knowledge.matching.words import stems
from tips import editing
from tips.gaps.model import Gap, GapFate, Theme, UnknownGap
from tips.gaps.themes import themes
from tips.model import Advice, Tip, TipKind

MOST = 400
"""Gaps that are grouped; the latest."""
LONGEST_TITLE = 80


async def show(visit: Visit) -> web.StreamResponse:
    """Show the themes a coordinator may see."""
    async with visit.desk.reading() as work:
        found = await shown_themes(work)
    return page(visit, "gaps.html", themes=found)


async def decide(visit: Visit) -> web.StreamResponse:
    """Make a draft of a theme, or say that it is not ours with a signpost in place."""
    chosen = visit.form.get("gaps", "").split()
    if not chosen:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        gaps = await _shown(work, chosen)
        signpost = visit.form.get("do") == "not_ours"
        tip = await editing.begin(_draft(visit, gaps, signpost), edit=visit.edit, tips=work.tips)
        await work.gaps.decide(
            [gap.id for gap in gaps], GapFate.NOT_OURS if signpost else GapFate.TIPPED
        )
        name = "gap.not_ours" if signpost else "gap.tipped"
        await work.audit.write(visit.deed(name, object_of(tip), gaps=len(gaps)), at=visit.now)
        await work.commit()
    return to(address(tip), done="from_gap")


async def shown_themes(work: DeskWork) -> Sequence[Theme]:
    """Return the themes that three people share, or that somebody let the coordinators see."""
    return [seen for theme in await all_themes(work) if (seen := theme.seen())]


async def all_themes(work: DeskWork) -> Sequence[Theme]:
    """Return every theme; what fewer than three have asked is for nobody's eyes."""
    gaps = (await work.gaps.open())[:MOST]
    texts = {gap.wording: " ".join(stems(gap.wording, gap.language)) for gap in gaps}
    return themes(gaps, lambda one, other: likeness(texts[one], texts[other]))


async def _shown(work: DeskWork, chosen: Sequence[str]) -> Sequence[Gap]:
    """Return the gaps that were chosen, if the visitor may see them; else they are unknown."""
    visible = {gap.id: gap for theme in await shown_themes(work) for gap in theme.gaps}
    if not set(chosen) <= visible.keys():
        raise UnknownGap
    return [visible[one] for one in dict.fromkeys(chosen)]


def _draft(visit: Visit, gaps: Sequence[Gap], signpost: bool) -> Tip:
    first = gaps[0].wording
    title = first[:1].upper() + first[1:].rstrip("?.! ")
    return Tip(
        id=f"egen-{secrets.token_hex(6)}",
        language=gaps[0].language,
        topic="egna",
        title=title[:LONGEST_TITLE],
        kind=TipKind.SIGNPOST if signpost else TipKind.TOOL,
        phrasings=tuple(gap.wording for gap in gaps),
        advice=Advice(answer=""),
        credit=visit.me.first_name,
        checked=visit.today,
        review=visit.today + REVIEW_AFTER,
    )
