"""What happens: events to come, drafts, things to try, and the calendars events are read from."""

import secrets
from collections.abc import Mapping

from aiohttp import web

from bot.conversations.events.words import when
from bot.conversations.part import part_of
from bot.desk.draw import page
from bot.desk.event_visit import HERE, row_of
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from scheduler.events.feeds import Feed
from scheduler.events.model import State

FEEDS = f"{HERE}/feeds"
LONGEST_NAME, LONGEST_ADDRESS = 120, 2000
MOST_FEEDS = 20
MOST_PAST = 30


async def show(visit: Visit) -> web.StreamResponse:
    """Show all events the visitor may see anything of."""
    return await _page(visit, {"name": "", "address": "", "opens": ""}, {})


async def feeds(visit: Visit) -> web.StreamResponse:
    """Add a calendar that events are read from, or remove one."""
    values = {name: clean(value) for name, value in visit.form.items()}
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        part = await part_of(letters, visit.me)
        kept = await work.events.feeds()
        wanted = values.get("remove", "")
        if wanted:
            mine = [one for one in kept if part is None or one.department in part]
            if wanted not in {one.id for one in mine}:
                raise web.HTTPNotFound(text="There is no such feed.\n")
            await work.events.remove_feed(wanted)
            await work.audit.write(visit.deed("feed.removed", f"feed:{wanted}"), at=visit.now)
            await work.commit()
            return to(HERE, done="removed")
        wrong = _wrong(values, len(kept))
        if not wrong:
            feed = Feed(
                id=secrets.token_hex(16),
                name=" ".join(values["name"].split()),
                address=values["address"].strip(),
                opens=values.get("opens") == "1",
                department=visit.me.department,
            )
            await work.events.put_feed(feed)
            await work.audit.write(visit.deed("feed.added", f"feed:{feed.id}"), at=visit.now)
            await work.commit()
            return to(HERE, done="saved")
    return await _page(visit, values, wrong, status=422)


def _wrong(values: Mapping[str, str], count: int) -> dict[str, Say]:
    wrong: dict[str, Say] = {}
    name, address = values.get("name", "").strip(), values.get("address", "").strip()
    if not name or len(name) > LONGEST_NAME:
        wrong["name"] = say("events.wrong.feed_name", longest=LONGEST_NAME)
    if not address.startswith(("https://", "webcal://")) or len(address) > LONGEST_ADDRESS:
        wrong["address"] = say("events.wrong.feed_address")
    if count >= MOST_FEEDS:
        wrong["address"] = say("events.wrong.feeds", most=MOST_FEEDS)
    return wrong


async def _page(
    visit: Visit, values: Mapping[str, str], wrong: Mapping[str, Say], *, status: int = 200
) -> web.Response:
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        everything = await work.events.all()
        part = await part_of(letters, visit.me)
        counts = await work.events.counted()
        rows = [
            await row_of(visit, letters, event, counts.get(event.id, {}))
            for event in reversed(everything)
        ]
        times = {row.event.id: when(letters, row.event) for row in rows}
        kept = [
            one
            for one in (await work.events.feeds() if visit.coordinates else ())
            if part is None or one.department in part
        ]
    open_ones = [row for row in rows if row.event.is_to_come(visit.now)]
    return page(
        visit,
        "events.html",
        status=status,
        to_come=[row for row in open_ones if row.event.starts is not None],
        without_time=[row for row in open_ones if row.event.ends is None],
        drafts=[row for row in rows if row.event.state is State.DRAFT and row.edits],
        past=[
            row
            for row in reversed(rows)
            if row.edits and row.event.state is not State.DRAFT and row not in open_ones
        ][:MOST_PAST],
        when=times,
        feeds=kept,
        values={"name": "", "address": "", "opens": ""} | dict(values),
        wrong=wrong,
    )
