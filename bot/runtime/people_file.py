"""Brings the organisation's file of people, or of departments, into the database, whole."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.moving import move_all
from bot.runtime.wiring import Service
from bot.runtime.work import SqlWork
from bot.texts.catalogue import say
from knowledge.escalations.model import Deed
from knowledge.people.model import Person, Role
from knowledge.people.roster.department_plan import DepartmentPlan, plan_departments
from knowledge.people.roster.describe import lines as described
from knowledge.people.roster.plan import Plan, plan
from knowledge.people.roster.reading import read
from knowledge.people.roster.sheet import Fault, Kind, Sheet
from scheduler.calendar.hours import UnfitHours, WorkingHours


class Faulty(Exception):
    """A file has rows with faults, and was not asked to be taken without them."""


async def load(
    service: Service, path: Path, *, dry_run: bool, take_good: bool, show: list[str]
) -> None:
    """Read a file, say what it changes, and change it unless it is a dry run.

    Args:
        service: the service.
        path: a CSV or XLSX file of people or departments.
        dry_run: whether nothing is to be changed.
        take_good: whether the rows without a fault are to be taken, and a large removal meant.
        show: lines for whoever runs the command are added here.

    Raises:
        UnfitRoster: the file cannot be used at all.
        Faulty: rows have faults, and nothing was changed.
        OSError: the file cannot be read.
    """
    data = await asyncio.to_thread(path.read_bytes)
    sheet = read(data, path.name)
    if sheet.ignored:
        show.append(f"columns that are not read: {', '.join(sheet.ignored)}")
    async with service.work() as work:
        if sheet.kind is Kind.PEOPLE:
            await _people(service, work, sheet, dry_run, take_good, show)
        else:
            await _departments(work, sheet, dry_run, take_good, show)
        if not dry_run:
            await work.commit()
    service.bell.ring()


async def _people(
    service: Service,
    work: SqlWork,
    sheet: Sheet,
    dry_run: bool,
    take_good: bool,
    show: list[str],
) -> None:
    tree = await work.people.tree()
    before = await work.people.everyone()
    found = plan(
        sheet.rows,
        people=before,
        tree=tree,
        sample=await work.installation.is_demo(),
        faults=sheet.faults,
    )
    show += described(found, tree=tree)
    if dry_run:
        return
    _refuse(found.faults, take_good, show)
    if found.drastic and not take_good:
        raise Faulty(
            "this would remove more than half of all people; add --take-good if it is meant"
        )
    await _carry_out(service, work, found, {one.id: one for one in before})


async def _carry_out(
    service: Service, work: SqlWork, found: Plan, before: dict[str, Person]
) -> None:
    today = service.letters(work).today
    changed = [after for _, after in (*found.moved, *found.changed)]
    gone = [replace(one, left=today) for one in found.removed]
    await work.roster.put_departments(found.departments)
    await work.roster.add(found.added)
    await work.roster.change([*changed, *gone])
    await work.roster.set_duties(found.duties)
    await work.roster.set_profiles(found.profiles)
    await work.roster.offer_ombuds(found.ombuds, at=service.clock.now())
    letters = service.letters(work)
    no_longer = [one for one in changed if before[one.id].role.helps and not one.role.helps]
    for one in (*gone, *no_longer):
        await move_all(letters, one.id, deed=Deed.REPLACED)
    for one in (*found.added, *changed):
        if one.role.helps and one.role is not Role.COORDINATOR:
            was = before.get(one.id)
            if was is None or not was.role.helps:
                await _welcome(work, service, one)


async def _welcome(work: SqlWork, service: Service, person: Person) -> None:
    """Ask somebody who helps from now on whether questions reach them."""
    if (await work.people.profile(person.id)).sees:
        return
    await service.letters(work).note(
        person.id,
        Reply(
            text=(say("coach.added"), say("coach.do_you_see")),
            choices=(Choice(say("choice.sees"), "coach.sees", Weight.MAIN),),
        ),
        reason=f"added:{person.id}:{service.clock.now().isoformat()}",
    )


async def _departments(
    work: SqlWork, sheet: Sheet, dry_run: bool, take_good: bool, show: list[str]
) -> None:
    tree = await work.people.tree()
    found = plan_departments(sheet.departments, tree=tree)
    faults = (*sheet.faults, *found.faults, *_unread_hours(sheet))
    show += _department_lines(found, sorted(faults, key=lambda one: one.row))
    if dry_run:
        return
    _refuse(faults, take_good, show)
    bad = {one.row for one in faults}
    numbers = {one.id or one.name: one.number for one in sheet.departments}
    good = [
        one
        for one in (*found.added, *[after for _, after in found.changed])
        if numbers.get(one.id, numbers.get(one.name)) not in bad
    ]
    await work.roster.put_departments(good)


def _unread_hours(sheet: Sheet) -> Iterator[Fault]:
    for row in sheet.departments:
        for field, text in (("hours", row.hours), ("quiet", row.quiet)):
            try:
                if text:
                    WorkingHours.read(text)
            except UnfitHours:
                yield Fault(row.number, field, f'"{text[:60]}" is not read', "mån-fre 08:00-16:30")


def _department_lines(found: DepartmentPlan, faults: Sequence[Fault]) -> Iterator[str]:
    yield (
        f"added {len(found.added):,}, changed {len(found.changed):,}, unchanged {found.unchanged:,}"
    )
    yield from (f"added: {one.id}, {one.name}" for one in found.added[:50])
    yield from (f"changed: {after.id}, {after.name}" for _, after in found.changed[:50])
    yield from (f"row {one.row}: {one.field}: {one.said}; expected {one.wanted}" for one in faults)


def _refuse(faults: Sequence[Fault], take_good: bool, show: list[str]) -> None:
    if faults and not take_good:
        rows = len({one.row for one in faults})
        raise Faulty(
            f"{rows} rows have faults, and nothing was changed; mend them, or add --take-good "
            "to take the others"
        )
    if faults:
        show.append("rows with faults were left out")
