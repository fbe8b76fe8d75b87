"""What does not work: one line from a time to a time, set by a coordinator, over when it is."""

import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from aiohttp import web

from bot.desk.draw import page
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.disturbances.model import Disturbance, words_of

HERE = "/desk/disturbances"
LONGEST_LINE, MOST_WORDS, LONGEST_WORD = 200, 20, 40
LONGEST = timedelta(days=14)
USUAL = timedelta(hours=2)


async def show(visit: Visit) -> web.StreamResponse:
    """Show what is told now and soon, and a form for one more."""
    return await _page(visit, _usual(visit), {})


async def begin(visit: Visit) -> web.StreamResponse:
    """Tell of something from now on."""
    values = {name: clean(value) for name, value in visit.form.items()}
    wrong: dict[str, Say] = {}
    line, words = values.get("line", ""), words_of(values.get("words", ""))
    if not line or len(line) > LONGEST_LINE:
        wrong["line"] = say("desk.wrong.line", longest=LONGEST_LINE)
    if not words or len(words) > MOST_WORDS or max(map(len, words)) > LONGEST_WORD:
        wrong["words"] = say("desk.wrong.words", most=MOST_WORDS)
    until = _time(visit, values.get("day", ""), values.get("hour", ""))
    if until is None or not visit.now < until <= visit.now + LONGEST:
        wrong["hour"] = say("desk.wrong.until")
    if wrong or until is None:
        return await _page(visit, values, wrong, status=422)
    found = Disturbance(
        id=secrets.token_hex(16),
        line=" ".join(line.split()),
        words=tuple(words),
        since=visit.now,
        until=until,
        by=visit.me.id,
    )
    async with visit.desk.work() as work:
        await work.disturbances.add(found)
        await work.audit.write(
            visit.deed("disturbance.begun", f"disturbance:{found.id}"), at=visit.now
        )
        await work.commit()
    return to(HERE, done="told")


async def end(visit: Visit) -> web.StreamResponse:
    """Tell of it no more."""
    wanted = visit.form.get("disturbance", "")
    async with visit.desk.work() as work:
        await work.disturbances.end(wanted, at=visit.now)
        await work.audit.write(
            visit.deed("disturbance.ended", f"disturbance:{wanted}"), at=visit.now
        )
        await work.commit()
    return to(HERE, done="over")


async def _page(
    visit: Visit, values: Mapping[str, str], wrong: Mapping[str, Say], *, status: int = 200
) -> web.Response:
    async with visit.desk.reading() as work:
        found = await work.disturbances.to_come(visit.now)
    return page(
        visit,
        "disturbances.html",
        status=status,
        disturbances=found,
        values=_usual(visit) | dict(values),
        wrong=wrong,
    )


def _usual(visit: Visit) -> dict[str, str]:
    """Return the form's proposal: until two hours from now."""
    until = (visit.now + USUAL).astimezone(visit.desk.zone)
    return {"line": "", "words": "", "day": until.date().isoformat(), "hour": f"{until:%H:%M}"}


def _time(visit: Visit, day: str, hour: str) -> datetime | None:
    try:
        at = datetime.combine(datetime.fromisoformat(day).date(), time.fromisoformat(hour))
    except ValueError:
        return None
    return at.replace(tzinfo=visit.desk.zone) if at.tzinfo is None else at
