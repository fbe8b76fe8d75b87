"""The year plan: twelve months, proposed with one press, and what is not finished comes along."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from aiohttp import web

from bot.conversations.correspondence import Correspondence
from bot.conversations.group.membership import Membership, membership_of
from bot.desk.draw import message, page
from bot.desk.group_visit import PLAN, or_not_found, owner_of, part_name, people_of
from bot.desk.pages.meeting_view import names_of
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.year_plan.model import (
    MONTHS,
    Activity,
    Status,
    UnknownActivity,
    proposed,
)

LONGEST_TITLE, LONGEST_RESULT, LONGEST_WHO = 120, 2_000, 80
FIRST_YEAR, YEARS_AHEAD = 2020, 5

STATUSES = {
    Status.PLANNED: "group.status.planned",
    Status.UNDER_WAY: "group.status.under_way",
    Status.DONE: "group.status.done",
    Status.MOVED: "group.status.moved",
}
USUAL = {
    "tips_first": "group.usual.tips_first",
    "rooms_first": "group.usual.rooms_first",
    "dialogue_first": "group.usual.dialogue_first",
    "tips_again": "group.usual.tips_again",
    "dialogue_again": "group.usual.dialogue_again",
    "rooms_again": "group.usual.rooms_again",
    "look_back": "group.usual.look_back",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An activity as a page shows it.

    Attributes:
        activity: the activity.
        who: whose it is, in words; "" when it is nobody's.
        status: how far it has come.
        since: since when it should have been done; None while it is in time.
        part: the part of the organisation it is for, where that is not the visitor's own.
        edits: whether the visitor may change it.
        address: where that is done.
    """

    activity: Activity
    who: str
    status: Say
    since: Say | None
    part: Say | None
    edits: bool
    address: str


async def show(visit: Visit) -> web.StreamResponse:
    """Show the twelve months of a year, and what is not finished from before it."""
    year = _year(visit, visit.asked("year"))
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        member = await membership_of(letters, visit.me)
        of_year = [
            one for one in await work.year_plan.of_year(year) if member.reads(one.department)
        ]
        now = (visit.today.year, visit.today.month)
        before = [
            one
            for one in await work.year_plan.open_before(year)
            if member.reads(one.department) and one.is_late(*now)
        ]
        rows = [(one, await row_of(visit, letters, member, one)) for one in of_year]
        return page(
            visit,
            "plan.html",
            year=year,
            this_month=now[1] if now[0] == year else 0,
            months=[
                {
                    "number": month,
                    "name": _month(month),
                    "rows": [row for one, row in rows if month in one.shown_in(*now)],
                }
                for month in MONTHS
            ],
            before=[await row_of(visit, letters, member, one) for one in before],
            may_carry=any(member.edits(one.department) for one in before),
            may_propose=visit.coordinates
            and bool(proposed(year, now=now))
            and not any(one.department == visit.me.department for one in of_year),
            edits=visit.coordinates,
        )


async def decide(visit: Visit) -> web.StreamResponse:
    """Propose a whole year, or take what is not finished along to it."""
    year = _year(visit, visit.form.get("year", ""))
    do = visit.form.get("do", "")
    if do not in {"propose", "carry"}:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        if do == "propose":
            count = await _propose(visit, letters, year)
        else:
            count = await _carry(visit, letters, year)
        deed = visit.deed(
            "plan.proposed" if do == "propose" else "plan.carried", f"plan:{year}", activities=count
        )
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    return to(PLAN, year=str(year), done="proposed" if do == "propose" else "carried")


@or_not_found
async def new(visit: Visit) -> web.StreamResponse:
    """Show an empty form, for a year and a month."""
    year = _year(visit, visit.asked("year"))
    month = visit.asked("month")
    first = month if month.isdecimal() and int(month) in MONTHS else str(visit.today.month)
    values = {
        "title": "", "first": first, "last": first, "who": "", "status": Status.PLANNED.value,
        "result": "", "version": "0",
    }  # fmt: skip
    async with visit.desk.reading() as work:
        return await _form(visit, visit.desk.letters(work), _blank(visit, year), values, {})


@or_not_found
async def begin(visit: Visit) -> web.StreamResponse:
    """Keep a new activity."""
    year = _year(visit, visit.form.get("year", ""))
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        blank = _blank(visit, year)
        activity, wrong = await _read(visit, letters, blank)
        if wrong:
            return await _form(visit, letters, blank, visit.form, wrong, status=422)
        await work.year_plan.add(activity)
        await work.audit.write(
            visit.deed("activity.added", f"activity:{activity.id}"), at=visit.now
        )
        await work.commit()
    return to(PLAN, year=str(year), done="saved")


@or_not_found
async def open_one(visit: Visit) -> web.StreamResponse:
    """Show an activity, to be changed."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        activity = await _mine(visit, letters)
        names = await names_of(letters, {activity.owner})
        values = {
            "title": activity.title,
            "first": str(activity.first),
            "last": str(activity.last),
            "who": names.get(activity.owner, activity.who),
            "status": activity.status.value,
            "result": activity.result,
            "version": str(activity.version),
        }
        return await _form(visit, letters, activity, values, {})


@or_not_found
async def save(visit: Visit) -> web.StreamResponse:
    """Keep a change to an activity, or let it be no more."""
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        before = await _mine(visit, letters)
        removes = visit.form.get("do") == "remove"
        if removes:
            await work.year_plan.remove(before.id)
        else:
            activity, wrong = await _read(visit, letters, before)
            if wrong:
                return await _form(visit, letters, before, visit.form, wrong, status=422)
            if visit.form.get("version") != str(before.version):
                values = {**visit.form, "version": str(before.version)}
                both = {"title": say("group.error.activity_changed")}
                return await _form(visit, letters, before, values, both, status=409)
            await work.year_plan.put(activity)
        name = "activity.removed" if removes else "activity.changed"
        await work.audit.write(visit.deed(name, f"activity:{before.id}"), at=visit.now)
        await work.commit()
    return to(PLAN, year=str(before.year), done="removed" if removes else "saved")


async def row_of(
    visit: Visit, letters: Correspondence, member: Membership, activity: Activity
) -> Row:
    """Return an activity as a page shows it."""
    names = await names_of(letters, {activity.owner})
    late = activity.is_late(visit.today.year, visit.today.month)
    elsewhere = activity.department != visit.me.department and visit.coordinates
    return Row(
        activity=activity,
        who=names.get(activity.owner, activity.who),
        status=say(STATUSES[activity.status]),
        since=_since(visit, activity) if late else None,
        part=part_name(member.tree, activity.department) if elsewhere else None,
        edits=member.edits(activity.department),
        address=f"{PLAN}/{activity.id}",
    )


async def _propose(visit: Visit, letters: Correspondence, year: int) -> int:
    """Add the usual year to the visitor's own group; doing so twice adds nothing."""
    now, own = (visit.today.year, visit.today.month), visit.me.department
    count = 0
    for usual in proposed(year, now=now):
        count += await letters.work.year_plan.add(
            Activity(
                id=_id(f"{own}|{year}|{usual.name}"),
                department=own,
                year=year,
                first=max(usual.first, now[1]) if year == now[0] else usual.first,
                last=usual.last,
                title=visit.texts.word(say(USUAL[usual.name])),
                sort=usual.sort,
            )
        )
    return count


async def _carry(visit: Visit, letters: Correspondence, year: int) -> int:
    """Take along what is not finished of earlier years; the old plan remembers that it moved."""
    plan = letters.work.year_plan
    member = await membership_of(letters, visit.me)
    now = (visit.today.year, visit.today.month)
    month = now[1] if year == now[0] else 1
    count = 0
    for one in await plan.open_before(year):
        if member.edits(one.department) and one.is_late(*now):
            old, new_one = one.carried(_id(f"{one.id}|{year}"), year=year, month=month)
            await plan.put(old)
            count += await plan.add(new_one)
    return count


async def _read(
    visit: Visit, letters: Correspondence, before: Activity
) -> tuple[Activity, dict[str, Say]]:
    """Return an activity as the form has it, and what is wrong with it."""
    form = {name: clean(value) for name, value in visit.form.items()}
    wrong: dict[str, Say] = {}
    title, who = (" ".join(form.get(name, "").split()) for name in ("title", "who"))
    if not title or len(title) > LONGEST_TITLE:
        wrong["title"] = say("group.wrong.what", longest=LONGEST_TITLE)
    if len(who) > LONGEST_WHO:
        wrong["who"] = say("group.wrong.long", longest=LONGEST_WHO)
    result = form.get("result", "")
    if len(result) > LONGEST_RESULT:
        wrong["result"] = say("group.wrong.long", longest=LONGEST_RESULT)
    months = [form.get(name, "") for name in ("first", "last")]
    first, last = (int(one) if one.isdecimal() and int(one) in MONTHS else 0 for one in months)
    if not 0 < first <= last:
        wrong["last"] = say("group.wrong.months")
        first, last = before.first, before.last
    status = form.get("status", "")
    if status not in set(Status):
        wrong["status"] = say("desk.wrong.choice")
        status = before.status
    owner, words = owner_of(who, await people_of(letters, before.department))
    return (
        replace(
            before,
            title=title,
            first=first,
            last=last,
            owner=owner,
            who=words,
            status=Status(status),
            result=result,
        ),
        wrong,
    )


async def _form(
    visit: Visit,
    letters: Correspondence,
    activity: Activity,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    status: int = 200,
) -> web.Response:
    return page(
        visit,
        "activity.html",
        status=status,
        activity=activity,
        is_new=activity.version == 0,
        values={
            name: values.get(name, "")
            for name in ("title", "first", "last", "who", "status", "result", "version")
        },
        wrong=wrong,
        months=[(str(month), _month(month)) for month in MONTHS],
        statuses=[(one.value, say(STATUSES[one])) for one in Status],
        people=[one.name for one in await people_of(letters, activity.department)],
    )


async def _mine(visit: Visit, letters: Correspondence) -> Activity:
    """Return an activity of a group that the visitor coordinates, or raise UnknownActivity."""
    activity = await letters.work.year_plan.get(visit.part("id"))
    if not (await membership_of(letters, visit.me)).edits(activity.department):
        raise UnknownActivity
    return activity


def _blank(visit: Visit, year: int) -> Activity:
    month = visit.today.month
    return Activity(
        id=secrets.token_hex(16),
        department=visit.me.department,
        year=year,
        first=month,
        last=month,
        title="",
    )


def _year(visit: Visit, said: str) -> int:
    this = visit.today.year
    wanted = int(said) if said.isdecimal() and len(said) == 4 else this
    return wanted if FIRST_YEAR <= wanted <= this + YEARS_AHEAD else this


def _month(number: int) -> Say:
    return say("group.month", day=date(2024, number, 1).isoformat())


def _since(visit: Visit, activity: Activity) -> Say:
    month = date(activity.year, activity.last, 1).isoformat()
    key = "group.since" if activity.year == visit.today.year else "group.since_year"
    return say(key, day=month)


def _id(text: str) -> str:
    """Return an id that is the same whenever the same thing is made."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
