"""The commands about people: what is known of one, and how long things are kept."""

import asyncio
from typing import Annotated

import typer

from bot.runtime import erasures, retention
from bot.runtime.opened import Refused, aside, explained, opened
from bot.runtime.progress import Steps
from bot.runtime.settings import Settings
from knowledge.people.model import UnknownPerson

person_app = typer.Typer(no_args_is_help=True, help="What is kept of one person, and erasing it.")


@person_app.command("export")
def export_person(
    person: Annotated[str, typer.Argument(help="Person id.", metavar="ID")],
) -> None:
    """Print all that is kept of a person, as JSON, without questions asked without a name."""
    with explained():
        asyncio.run(_export(person))


@person_app.command("erase")
def erase_person(
    person: Annotated[str, typer.Argument(help="Person id.", metavar="ID")],
    *,
    refuse: Annotated[
        str | None, typer.Option(help="Refuse instead, on this legal ground; the person reads it.")
    ] = None,
) -> None:
    """Erase a person: all that is kept, also in what a restore brings back."""
    with explained():
        asyncio.run(_erase(person, refuse))


@person_app.command("requests")
def requests() -> None:
    """List wishes to be erased that wait for a decision."""
    with explained():
        asyncio.run(_requests())


def kept() -> None:
    """Say how long each kind of record is kept, by which decision, and what was removed."""
    with explained():
        asyncio.run(_kept())


async def _export(person: str) -> None:
    async with opened(Steps(write=aside)) as service:
        try:
            typer.echo(await erasures.export(service, person), nl=False)
        except UnknownPerson:
            raise _nobody(person) from None


async def _erase(person: str, ground: str | None) -> None:
    if ground is not None and not ground.strip():
        raise Refused("--refuse needs the legal ground, in words the person can read")
    async with opened(Steps(write=aside)) as service:
        try:
            if ground:
                await erasures.refuse(service, person, ground.strip())
            else:
                await erasures.erase_person(service, person)
        except UnknownPerson:
            raise _nobody(person) from None
    typer.echo("Refused, and the person will read why." if ground else "Erased.")
    if not ground:
        typer.echo("Backups made before today still hold the person; a restore erases them again.")


async def _requests() -> None:
    async with opened(Steps(write=aside)) as service, service.reading() as work:
        for one in await work.erasures.waiting():
            typer.echo(f"{one.person}\t{one.asked.date().isoformat()}\t{one.stage.value}")


async def _kept() -> None:
    for line in retention.described(Settings.read()):
        typer.echo(line)
    async with opened(Steps(write=aside)) as service, service.reading() as work:
        for one in await work.removals.last(limit=20):
            decision = one.decision or "no archive decision given"
            typer.echo(f"removed {one.at.date().isoformat()}\t{one.kind}\t{one.count}\t{decision}")


def _nobody(person: str) -> Refused:
    return Refused(f"there is nobody with the id {person!r}")
