"""What would be answered otherwise, were this tip published."""

from aiohttp import web

from bot.desk.draw import page
from bot.desk.pages.gaps import shown_themes
from bot.desk.pages.tip import address
from bot.desk.pages.trying import of_verdict
from bot.desk.visit import Visit
from tips import editing

MOST = 300
"""Questions that are asked both ways."""


async def show(visit: Visit) -> web.StreamResponse:
    """Show the page at once; what changes takes a while in a large library, and comes after it.

    Without a script one presses once more.
    """
    if visit.asked("ask"):
        return await _asked(visit)
    async with visit.desk.reading() as work:
        tip = (await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)).tip
    return page(visit, "changes.html", tip=tip, action=address(tip), rows=None)


async def _asked(visit: Visit) -> web.StreamResponse:
    """Ask the gaps, this tip's ways and those of its neighbours, before and after."""
    async with visit.desk.reading() as work:
        table = await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)
        gaps = [gap.wording for theme in await shown_themes(work) for gap in theme.gaps]
    tip = table.tip
    library = visit.desk.library
    questions = list(dict.fromkeys([*gaps, tip.title, *tip.phrasings]))
    explained = await library.explain(tip.title, tip.language)
    near = [match.id for match in explained.ranking.matches[:3] if match.id != tip.id]
    questions += [one for one in library.ways_to(near, tip.language) if one not in questions]
    trial = await library.trial(tip.as_entry(), questions[:MOST])
    titles = dict(library.titles(tip.language)) | {tip.id: tip.title}
    rows = [
        {"question": question, "before": of_verdict(was, titles), "after": of_verdict(now, titles)}
        for question, was, now in trial
        if of_verdict(was, titles) != of_verdict(now, titles)
    ]
    template = "_changes.html" if visit.is_htmx else "changes.html"
    return page(visit, template, tip=tip, rows=rows, asked=len(trial), action=address(tip))
