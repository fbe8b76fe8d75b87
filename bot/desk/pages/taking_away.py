"""The library as a file, in the formats that can be brought in again."""

import asyncio

from aiohttp import web

from bot.desk.draw import message
from bot.desk.visit import Visit
from bot.texts.catalogue import say
from knowledge.tables.writing import TooLongForWorkbook
from tips.exchange import formats
from tips.exchange.parcel import UnfitParcel

KINDS = {
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jsonl": "application/x-ndjson",
    ".tsv": "text/tab-separated-values; charset=utf-8",
}


async def give(visit: Visit) -> web.StreamResponse:
    """Give every tip, in every language and stage, as a file of the kind its name asks for."""
    name = visit.part("file")
    async with visit.desk.reading() as work:
        tips = sorted(await work.tips.all(), key=lambda one: (one.id, one.language))
        emails = {one.id: one.email.casefold() for one in await work.people.everyone() if one.email}
        pictures = {}
        for picture in sorted({shown.name for tip in tips for shown in tip.pictures}):
            found = await work.pictures.get(picture)
            if found is not None:
                pictures[picture] = found.data
    try:
        whole = await asyncio.to_thread(formats.write, tips, name, emails=emails, pictures=pictures)
    except UnfitParcel:
        raise web.HTTPNotFound(text="There is no such file.\n") from None
    except TooLongForWorkbook:
        return message(visit, say("desk.export.long"), status=409)
    return web.Response(
        body=whole,
        headers={
            "Content-Type": KINDS[formats.suffix_of(name)],
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
