"""The commands that take files in, of people, departments or tips, and write tips out."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.conversations.exchanging import refusal
from bot.runtime import people_file, tips_file
from bot.runtime.opened import Refused, aside, explained, opened
from bot.runtime.progress import Steps
from bot.texts.catalogue import catalogue
from knowledge.people.roster.sheet import UnfitRoster
from knowledge.tables.unfit import UnfitTable
from knowledge.tables.writing import TooLongForWorkbook
from tips.exchange.parcel import UnfitParcel


def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            help="People or departments (CSV, XLSX), or tips (a folder, MD, ZIP, CSV, XLSX, JSONL, "
            "TSV).",
            metavar="FILE",
        ),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    take_good: Annotated[
        bool, typer.Option("--take-good", help="Take the rows or tips without faults.")
    ] = False,
    as_drafts: Annotated[
        bool, typer.Option("--as-drafts", help="Let somebody read the tips before they answer.")
    ] = False,
) -> None:
    """Bring people, departments or tips from a file: all of it or nothing.

    Prints what is added, changed and so on, and what is wrong, row by row.
    """
    with explained():
        asyncio.run(_import(file, dry_run=dry_run, take_good=take_good, as_drafts=as_drafts))


def export_file(
    file: Annotated[
        Path,
        typer.Argument(help="ZIP, CSV, XLSX, JSONL or TSV; or a folder, for MD.", metavar="FILE"),
    ],
    *,
    shared_as: Annotated[
        str,
        typer.Option(
            "--shared-as",
            help="Only what other municipalities may have, as the shared library of this name.",
            metavar="NAME",
        ),
    ] = "",
) -> None:
    """Write all tips, in every language and stage, to a file or a folder."""
    with explained():
        asyncio.run(_export(file, shared_as.strip()))


async def _import(file: Path, *, dry_run: bool, take_good: bool, as_drafts: bool) -> None:
    lines: list[str] = []
    async with opened(Steps(write=aside)) as service:
        try:
            parcel = await asyncio.to_thread(tips_file.parcel_in, file)
            if parcel is None and as_drafts:
                raise Refused("--as-drafts is for tips; leave it out for people and departments")
            if parcel is None:
                await people_file.load(
                    service, file, dry_run=dry_run, take_good=take_good, show=lines
                )
            else:
                await tips_file.load(
                    service,
                    parcel,
                    dry_run=dry_run,
                    take_good=take_good,
                    as_drafts=as_drafts,
                    show=lines,
                )
        except (UnfitTable, UnfitParcel) as error:
            raise _refused(error) from error
        except (UnfitRoster, people_file.Faulty, tips_file.Faulty) as error:
            for line in lines:
                typer.echo(line)
            raise Refused(str(error)) from error
        except OSError as error:
            raise Refused(f"{file} cannot be read ({error.strerror})") from error
    for line in lines:
        typer.echo(line)
    if dry_run:
        typer.echo("This was a dry run: nothing was changed.")


async def _export(file: Path, source: str) -> None:
    async with opened(Steps(write=aside)) as service:
        library = await tips_file.written(service, source=source)
    try:
        await asyncio.to_thread(tips_file.write, library, file)
    except UnfitParcel as error:
        raise _refused(error) from error
    except TooLongForWorkbook:
        raise Refused("a tip is too long for a workbook; write .jsonl or .zip instead") from None
    except OSError as error:
        raise Refused(f"{file} cannot be written ({error.strerror})") from error
    typer.echo(f"{len(library.tips)} tips written to {file}")


def _refused(error: UnfitTable | UnfitParcel) -> Refused:
    return Refused(catalogue(tips_file.LANGUAGE).word(refusal(error)))
