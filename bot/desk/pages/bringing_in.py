"""Tips from a file: what it would do is shown first, and done when somebody says so."""

import asyncio
import secrets
from dataclasses import dataclass
from pathlib import PurePath

from aiohttp import web

from bot.conversations.bringing_in import carried_out, here, signed
from bot.conversations.exchanging import described, refusal, wrong
from bot.desk.draw import message, page
from bot.desk.uploads.model import Upload
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.tables.unfit import UnfitTable
from tips.exchange import apart, formats
from tips.exchange.parcel import UnfitParcel
from tips.exchange.pictures import Redrawn, redrawn
from tips.exchange.plan import Plan, planned

HERE = "/desk/import"
MEGABYTES = 12
"""The largest file the desk takes; the command takes larger ones."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file and what it would do."""

    upload: Upload
    redrawn: Redrawn
    plan: Plan


async def show(visit: Visit) -> web.StreamResponse:
    """Show a form for a file, and the library as files to take away."""
    return _form(visit, None)


async def send(visit: Visit) -> web.StreamResponse:
    """Keep a file until it is decided, and show what it would do."""
    sent = next(iter(visit.files.get("file", ())), None)
    if sent is None:
        return _form(visit, say("desk.import.none"))
    name = PurePath(clean(sent.name).replace("\\", "/")).name[:200] or "tips"
    if formats.suffix_of(name) not in formats.READ:
        return _form(visit, say("exchange.unfit.format", name=name, wanted=", ".join(formats.READ)))
    upload = Upload(
        id=secrets.token_hex(16), by=visit.me.id, name=name, data=sent.data, at=visit.now
    )
    try:
        # Whether it can be read at all is said now, while the file is still at hand.
        await _read(visit, upload)
    except (UnfitTable, UnfitParcel) as error:
        return _form(visit, refusal(error))
    async with visit.desk.work() as work:
        await work.uploads.add(upload)
        await work.commit()
    return to(f"{HERE}/{upload.id}")


async def look(visit: Visit) -> web.StreamResponse:
    """Show what a file would do, tip by tip."""
    return _seen(visit, await _planned(visit))


async def decide(visit: Visit) -> web.StreamResponse:
    """Take a file in, whole or without what is wrong in it, or throw it away."""
    what = visit.form.get("do", "")
    if what == "drop":
        async with visit.desk.work() as work:
            await work.uploads.drop(visit.part("upload"), by=visit.me.id)
            await work.commit()
        return to(HERE, done="thrown_away")
    if what not in {"take", "take_good"}:
        return message(visit, say("desk.wrong.choice"), status=422)
    seen = await _planned(visit)
    if seen.plan.refused and what == "take":
        return _seen(visit, seen, status=422)
    async with visit.desk.work() as work:
        plan = planned(seen.redrawn.parcel, await here(work, visit.today), as_drafts=True)
        plan = signed(plan, visit.me.id)
        lost = await carried_out(work, plan, seen.redrawn.new, visit.edit)
        if lost and what == "take":
            return _seen(visit, seen, lost=tuple(wrong(lost)), status=409)
        await work.uploads.drop(seen.upload.id, by=visit.me.id)
        counts = {"added": len(plan.added), "changed": len(plan.changed), "lost": len(lost)}
        await work.audit.write(visit.deed("tips.imported", "library", **counts), at=visit.now)
        await work.commit()
    visit.desk.wake()
    return to("/desk/review", done="taken_in")


async def _planned(visit: Visit) -> Seen:
    async with visit.desk.reading() as work:
        upload = await work.uploads.get(visit.part("upload"), by=visit.me.id, now=visit.now)
    found = await _read(visit, upload)
    async with visit.desk.reading() as work:
        there = await here(work, visit.today)
    plan = await asyncio.to_thread(planned, found.parcel, there, as_drafts=True)
    return Seen(upload, found, plan)


async def _read(visit: Visit, upload: Upload) -> Redrawn:
    parcel = await asyncio.to_thread(apart.read, upload.data, upload.name)
    async with visit.desk.reading() as work:
        known = await work.pictures.names()
    return await asyncio.to_thread(redrawn, parcel, known)


def _form(visit: Visit, problem: Say | None) -> web.Response:
    return page(
        visit,
        "import.html",
        status=422 if problem else 200,
        problem=problem,
        megabytes=MEGABYTES,
        files=[f"tips{suffix}" for suffix in formats.WRITTEN],
    )


def _seen(
    visit: Visit, seen: Seen, *, lost: tuple[Say, ...] = (), status: int = 200
) -> web.Response:
    summary, *lines = described(seen.plan)
    return page(
        visit,
        "import_plan.html",
        status=status,
        upload=seen.upload,
        summary=summary,
        lines=lines,
        lost=lost,
        refused=seen.plan.tips_refused,
        changes=len(seen.plan.added) + len(seen.plan.changed) + len(seen.plan.flagged),
    )
