"""What a tip has been: every edition, what changed in it word by word, and the way back."""

from itertools import zip_longest

from aiohttp import web

from bot.desk.draw import page
from bot.desk.pages.tip import address, object_of
from bot.desk.visit import Visit, to
from tips import editing
from tips.history.words import differences


async def show(visit: Visit) -> web.StreamResponse:
    """Show the editions of a tip, the newest first, each with what it changed."""
    async with visit.desk.reading() as work:
        table = await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)
        editions = await work.tips.editions(table.tip.id, table.tip.language)
        letters = visit.desk.letters(work)
        shown = [
            {
                "edition": edition,
                "who": await letters.called(edition.edit.by) if edition.edit.by else "",
                "differences": differences(before.tip, edition.tip) if before else (),
                "is_first": before is None,
            }
            for edition, before in zip_longest(editions, editions[1:])
        ]
    return page(visit, "history.html", tip=table.tip, editions=shown, action=address(table.tip))


async def restore(visit: Visit) -> web.StreamResponse:
    """Write a tip again as it was, as a draft."""
    number = visit.form.get("edition", "")
    async with visit.desk.work() as work:
        table = await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)
        version = int(number) if number.isdecimal() and len(number) < 10 else 0
        tip = await editing.restore(table.tip, version, edit=visit.edit, tips=work.tips)
        deed = visit.deed("tip.restored", object_of(tip), edition=version)
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    return to(address(tip), done="restored")
