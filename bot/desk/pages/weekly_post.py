"""One post: what it says and why, whom it has reached, and what somebody decides about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.weekly.deciding import again, release, stop
from bot.conversations.weekly.drawing import in_language, post
from bot.conversations.weekly.picking import places_of
from bot.desk.draw import page
from bot.desk.visit import Visit, to
from bot.desk.weekly_visit import POSTS, my_post, row_of
from bot.texts.catalogue import DEFAULT, Say, say
from knowledge.people.model import Person
from knowledge.tables.writing import delimited
from scheduler.delivery.model import Fate, Unreached
from scheduler.weekly.model import MANY, THINK, Occasion, Schedule, State
from scheduler.weekly.picking import fitting, is_resting, rests_since
from tips.finding.model import State as TipState
from tips.finding.model import Wanted
from tips.model import Stage

FATES = {
    Fate.WAITING: "weekly.fate.waiting",
    Fate.SENDING: "weekly.fate.sending",
    Fate.DELIVERED: "weekly.fate.delivered",
    Fate.UNKNOWN: "weekly.fate.unknown",
    Fate.BLOCKED: "weekly.fate.blocked",
    Fate.FAILED: "weekly.fate.failed",
    Fate.CANCELLED: "weekly.fate.cancelled",
}
SHOWN_NAMES = 100
"""Names on the page of those a post has not reached; the file has all of them."""

AT_ONCE = 500
MOST_CHOICES = 200
LONGEST_WORDS = 80
MOVING = (State.FILLING, State.SENDING)
MAY_CHANGE = (State.PLANNED, State.LATE)
MAY_STOP = (State.FILLING, State.SENDING, State.LATE)


@dataclass(frozen=True, slots=True)
class Choices:
    """Tips to choose from: titles with ids; and how many more there are to look for."""

    tips: tuple[tuple[str, str], ...]
    hidden: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Somebody a post has not reached."""

    letter: str
    name: str
    department: str
    fate: Fate
    said: Say
    why: str


async def show(visit: Visit) -> web.StreamResponse:
    """Show one post."""
    return await _page(visit, {})


async def decide(visit: Visit) -> web.StreamResponse:
    """Do with a post what was pressed: choose, approve, skip, stop, send, or send again."""
    do = visit.form.get("do", "")
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        occasion, schedule = await my_post(visit, letters, locked=True)
        wrong = await _wrong(letters, occasion, schedule, visit.form) if do == "choose" else {}
        if not wrong:
            count = await _do(visit, letters, occasion, schedule)
            deed = visit.deed(f"weekly.{do}", f"post:{occasion.id}", letters=count)
            await work.audit.write(deed, at=visit.now)
            await work.commit()
    if wrong:
        return await _page(visit, wrong, status=422)
    visit.desk.wake()
    return to(f"{POSTS}/{occasion.id}", done=f"post_{visit.form['do']}")


async def export(visit: Visit) -> web.StreamResponse:
    """Give those a post has not reached as a file."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        occasion, _ = await my_post(visit, letters)
        named = await _named(letters, await work.mailings.unreached(occasion.id))
    word = visit.texts.word
    head = [word(say("events.column.name")), word(say("events.column.department")), "", ""]
    rows = [[one.name, one.department, word(one.said), one.why] for one in named]
    return web.Response(
        body=delimited([head, *rows]),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{occasion.week}.csv"'},
    )


async def _do(visit: Visit, letters: Correspondence, occasion: Occasion, schedule: Schedule) -> int:
    """Carry out what was pressed; return how many letters it concerned.

    Raises:
        HTTPBadRequest: it is nothing that can be pressed.
    """
    weekly, me = letters.work.weekly, visit.me.id
    match visit.form.get("do", ""):
        case "choose":
            await weekly.put(occasion.chosen(visit.form["tip"], by=me, at=visit.now))
        case "approve":
            await weekly.put(occasion.approved(by=me))
        case "skip":
            await weekly.put(occasion.skipped(by=me, at=visit.now))
        case "stop":
            return await stop(letters, occasion)
        case "send":
            return (await release(letters, occasion, schedule)).size
        case "again":
            return await again(letters, occasion, visit.form.get("letter", ""))
        case _:
            raise web.HTTPBadRequest(text="There is no such deed.\n")
    return 0


async def _choices(
    visit: Visit, letters: Correspondence, occasion: Occasion, schedule: Schedule
) -> Choices:
    """Return tips that may be sent instead: those with words one looks for, or the first."""
    words = visit.asked("q").strip()[:LONGEST_WORDS]
    wanted = Wanted(
        today=visit.today,
        state=TipState.PUBLISHED,
        ids=visit.desk.library.having(words)[:MOST_CHOICES] if words else None,
        language="" if words else DEFAULT,
    )
    found = await letters.work.tips.find(wanted, most=MOST_CHOICES)
    if not found.count and not words:
        found = await letters.work.tips.find(
            replace(wanted, language=visit.texts.language), most=MOST_CHOICES
        )
    used = await letters.work.weekly.tips_used(since=rests_since(occasion.planned))
    tips = [row.tip for row in found.rows]
    places = await places_of(letters, schedule)
    may = {one.id for one in fitting(tips, places, occasion.planned, used=used)}
    titles = visit.desk.library.titles(visit.texts.language)
    return Choices(
        tips=tuple(sorted((titles.get(one, one), one) for one in may)),
        hidden=max(found.count - len(tips), 0),
    )


def _needs_second(visit: Visit, occasion: Occasion) -> bool:
    """Say whether somebody is asked to approve: after a change, or where the hour is near."""
    if occasion.state not in MAY_CHANGE or occasion.size <= MANY:
        return False
    is_near = occasion.due - visit.now < THINK
    return not occasion.may_leave(visit.now) and bool(occasion.changed_by or is_near)


async def _wrong(
    letters: Correspondence, occasion: Occasion, schedule: Schedule, sent: Mapping[str, str]
) -> dict[str, Say]:
    """Return what is wrong with a tip that was chosen, by field."""
    tip = sent.get("tip", "")
    used = await letters.work.weekly.tips_used(since=rests_since(occasion.planned))
    if is_resting(tip, occasion.planned, used):
        return {"tip": say("weekly.wrong.resting")}
    published = await letters.work.tips.published()
    places = await places_of(letters, schedule)
    may = fitting(published, places, occasion.planned, used=used)
    return {} if tip in {one.id for one in may} else {"tip": say("weekly.wrong.tip")}


async def _named(letters: Correspondence, unreached: Sequence[Unreached]) -> list[Named]:
    """Return some of those who were not reached by name; whoever is gone meanwhile is left out."""
    await letters.tree()  # Once, instead of a department for each of them.
    people: dict[str, Person] = {}
    for first in range(0, len(unreached), AT_ONCE):
        some = {one.recipient for one in unreached[first : first + AT_ONCE]}
        people |= {one.id: one for one in await letters.work.people.some(some)}
    return [
        Named(
            letter=one.letter,
            name=people[one.recipient].name,
            department=await letters.place(people[one.recipient].department),
            fate=one.fate,
            said=say(FATES[one.fate]),
            why=one.why,
        )
        for one in unreached
        if one.recipient in people
    ]


async def _page(visit: Visit, wrong: Mapping[str, Say], *, status: int = 200) -> web.Response:
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        occasion, schedule = await my_post(visit, letters)
        language = visit.me.language or DEFAULT
        versions = await work.tips.languages_of(occasion.tip) if occasion.tip else ()
        published = [one for one in versions if one.stage is Stage.PUBLISHED]
        tip = in_language(published, occasion.tip, language)
        card = await post(letters, occasion, tip, visit.me) if tip else None
        sums = await work.mailings.sums(occasion.id)
        choices = (
            await _choices(visit, letters, occasion, schedule)
            if occasion.state in MAY_CHANGE
            else Choices((), 0)
        )
        unreached = await work.mailings.unreached(occasion.id)
        named = await _named(letters, unreached[:SHOWN_NAMES])
    return page(
        visit,
        "weekly_post.html",
        status=status,
        row=row_of(visit, occasion, schedule),
        tip=tip,
        card=card,
        wrong=wrong,
        choices=choices,
        q=visit.asked("q"),
        sums=[(fate, say(FATES[fate]), sums[fate]) for fate in FATES],
        total=sum(sums.values()),
        over=sum(sums[fate] for fate in FATES if fate not in {Fate.WAITING, Fate.SENDING}),
        named=named,
        unreached=len(unreached),
        any_unknown=any(one.fate is Fate.UNKNOWN for one in unreached),
        is_moving=occasion.state in MOVING,
        may_change=occasion.state in MAY_CHANGE,
        may_stop=occasion.state in MAY_STOP,
        is_late=occasion.state is State.LATE,
        needs_second=_needs_second(visit, occasion),
        may_approve=occasion.changed_by != visit.me.id,
        many=MANY,
    )
