"""The command that makes a real organisation of an empty database, a step at a time.

Each step that was done before is left as it is, so the command is run again with what is missing.
"""

import asyncio
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.runtime import people_file
from bot.runtime.expiry import expiring
from bot.runtime.opened import Refused, aside, explained, opened
from bot.runtime.progress import Steps
from bot.runtime.wiring import Service
from bot.runtime.work import SqlWork
from bot.texts.catalogue import DEFAULT, catalogue, say
from knowledge.errors import Explained
from knowledge.people.model import Department, Level, Person, Role
from knowledge.people.roster.checking import fit_email
from knowledge.people.roster.departments import slug
from knowledge.people.roster.sheet import Unfit, UnfitRoster
from knowledge.tables.unfit import UnfitTable
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import Audience
from scheduler.weekly.model import Schedule

LONGEST_NAME = 100

STEPS = """\
the organisation: `setup --organisation "NAME"`
the first coordinator, by work address: `setup --coordinator ADDRESS --name "NAME"`
people, at least one of them a coach: `setup --people FILE` (docs/howto/people-and-departments.md)
tips: `import FILE`; the default ones with `import tips/content --as-drafts`
the first schedule of weekly tips: `setup --schedule "tisdagar 09:10"`
a platform: docs/howto/slack.md or docs/howto/teams.md
the address people use, and how they sign in to the desk: docs/howto/sign-in.md
whom to turn to in an emergency, and otherwise: `check` names what is not set
when the secrets expire: COACH_SECRETS_EXPIRE; then `check`
""".splitlines()
"""What there is to do, in order."""


def setup(
    *,
    coordinator: Annotated[
        str, typer.Option(help="Work address of the first coordinator.", metavar="ADDRESS")
    ] = "",
    name: Annotated[str, typer.Option(help="The coordinator's name.")] = "",
    organisation: Annotated[str, typer.Option(help="What the organisation is called.")] = "",
    people: Annotated[
        Path | None, typer.Option(help="People, CSV or XLSX.", metavar="FILE")
    ] = None,
    schedule: Annotated[
        str, typer.Option(help='When weekly tips come, such as "tisdagar 09:10".')
    ] = "",
) -> None:
    """Make a real organisation, a step at a time; say what comes next."""
    with explained():
        asyncio.run(_setup(coordinator, name, organisation, people, schedule))


async def _setup(
    coordinator: str, name: str, organisation: str, people: Path | None, schedule: str
) -> None:
    async with opened(Steps(write=aside)) as service:
        async with service.reading() as work:
            if await work.installation.is_demo():
                raise Refused(
                    "this database holds sample people, who never meet real ones; "
                    "point COACH_DATABASE_URL to an empty database"
                )
        rhythm = _rhythm(schedule)
        if organisation.strip():
            await _name(service, " ".join(organisation.split()))
        if people is not None:
            await _bring_people(service, people)
        if coordinator.strip():
            await _appoint(service, coordinator, name)
        if rhythm is not None:
            await _schedule(service, rhythm)
        async with service.reading() as work:
            steps = [*await _steps(service, work)]
    for number, (is_done, said) in enumerate(steps, start=1):
        typer.echo(f"{'[x]' if is_done else '[ ]'} {number}. {said}")
    following = next((said for is_done, said in steps if not is_done), None)
    typer.echo(f"Next: {following}" if following else "All of it is there. Start with `run`.")


async def _name(service: Service, organisation: str) -> None:
    """Make the department that all others are part of, unless there are departments already."""
    if len(organisation) > LONGEST_NAME:
        raise Refused(f"--organisation: at most {LONGEST_NAME} characters")
    async with service.work() as work:
        if await work.people.departments():
            return
        await work.people.put_department(
            Department(id=slug([organisation]), name=organisation, level=Level.MUNICIPALITY)
        )
        await work.commit()


async def _bring_people(service: Service, path: Path) -> None:
    lines: list[str] = []
    try:
        await people_file.load(service, path, dry_run=False, take_good=False, show=lines)
    except (UnfitRoster, people_file.Faulty) as error:
        for line in lines:
            typer.echo(line)
        raise Refused(str(error)) from error
    except UnfitTable:
        raise Refused(f"{path} cannot be read as CSV or XLSX") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror})") from error
    for line in lines:
        typer.echo(line)


async def _appoint(service: Service, address: str, name: str) -> None:
    """Make somebody coordinator of the whole organisation; whoever has the address, if anybody."""
    try:
        email = fit_email(address.strip())
    except Unfit as error:
        raise Refused(f"--coordinator: {error}") from None
    async with service.work() as work:
        known = await work.people.by_email(email)
        if known is None and not name.strip():
            raise Refused("--name: the coordinator's name is needed, for colleagues to read")
        taken = {one.id for one in await work.people.everyone()}
        person = known or Person(
            id=slug([email.partition("@")[0]], taken), name=" ".join(name.split()), email=email
        )
        if person.role is not Role.COORDINATOR:
            await work.people.put(replace(person, role=Role.COORDINATOR, department=None))
            await work.commit()


def _rhythm(text: str) -> Rhythm | None:
    if not text.strip():
        return None
    try:
        return Rhythm.read(text)
    except Explained:
        raise Refused(
            f'--schedule {text!r} is not read; examples are "tisdagar 09:10" and "thursdays 14"'
        ) from None


async def _schedule(service: Service, rhythm: Rhythm) -> None:
    """Make the first schedule of weekly tips, unless there is one."""
    async with service.work() as work:
        if await work.weekly.schedules():
            return
        await work.weekly.put_schedule(
            Schedule(
                id=secrets.token_hex(8),
                name=catalogue(DEFAULT).word(say("weekly.first_schedule")),
                rhythm=rhythm,
                zone=service.settings.timezone,
                audience=Audience(),
                since=service.clock.now(),
            )
        )
        await work.commit()


async def _steps(service: Service, work: SqlWork) -> list[tuple[bool, str]]:
    settings = service.settings
    there = [one for one in await work.people.everyone() if one.left is None]
    can_sign_in = any(one.role is Role.COORDINATOR and one.email for one in there)
    proves_itself = bool(settings.oidc_issuer or settings.teams_app_id)
    done = (
        bool(await work.people.departments()),
        can_sign_in,
        any(one.role is Role.COACH for one in there),
        bool(await work.tips.published()),
        bool(await work.weekly.schedules()),
        not settings.in_demo,
        bool(settings.public_url and settings.oidc_issuer),
        not service.chosen.settings.unchecked_contacts,
        proves_itself and bool(expiring(settings)),
    )
    return [*zip(done, STEPS, strict=True)]
