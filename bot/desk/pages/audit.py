"""Who changed what: to be read, and to be taken away as a file."""

from aiohttp import web

from bot.desk.draw import page
from bot.desk.visit import Visit
from knowledge.audit.model import first_broken
from knowledge.tables.writing import delimited

PAGE = 100


async def show(visit: Visit) -> web.StreamResponse:
    """Show the latest lines, and whether the chain holds: theirs, or when asked for, all of it."""
    before = visit.asked("before")
    number = int(before) if before.isdecimal() and len(before) < 10 else None
    async with visit.desk.reading() as work:
        lines = await work.audit.latest(limit=PAGE, before=number)
        if visit.asked("whole"):
            broken = first_broken(await work.audit.everything())
        else:
            broken = first_broken(reversed(lines), whole=False)
        letters = visit.desk.letters(work)
        rows = [
            {"line": one, "who": await letters.called(one.deed.by) if one.deed.by else ""}
            for one in lines
        ]
    earlier = lines[-1].number if lines and lines[-1].number > 1 else None
    return page(
        visit,
        "audit.html",
        rows=rows,
        broken=broken,
        earlier=earlier,
        whole=bool(visit.asked("whole")),
    )


async def export(visit: Visit) -> web.StreamResponse:
    """Give the whole audit as CSV, with the hashes that prove it."""
    async with visit.desk.reading() as work:
        lines = await work.audit.everything()
    rows = [("number", "at", "deed", "by", "object", "details", "before", "hash")]
    for one in lines:
        details = "; ".join(f"{name}={value}" for name, value in one.deed.details.items())
        row = (one.at.isoformat(), one.deed.name, one.deed.by, one.deed.object, details)
        rows.append((str(one.number), *row, one.before, one.hash))
    return web.Response(
        body=delimited(rows, sparing=True),
        headers={
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="audit.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )
