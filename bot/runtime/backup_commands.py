"""The commands that make a copy of the database, bring one back, and let letters leave again."""

import asyncio
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime import keys
from bot.runtime.backup import portable, restoring, sqlite
from bot.runtime.backup.model import Copy, UnfitCopy
from bot.runtime.database import READING
from bot.runtime.migrate import head
from bot.runtime.opened import Refused, aside, explained, opened
from bot.runtime.opening import prepare
from bot.runtime.progress import Steps
from bot.runtime.settings import Settings
from bot.runtime.wiring import Service, build

LOOK_FOR = 1.0
"""Seconds to wait for a running service to show itself."""

FILE = Annotated[Path, typer.Argument(help="The file of the copy.", metavar="FILE")]


def backup(
    file: FILE,
    *,
    as_lines: Annotated[
        bool,
        typer.Option("--portable", help="For SQLite, too: a copy that PostgreSQL can be made of."),
    ] = False,
) -> None:
    """Copy the database into a new file while the service runs; the key is not in it."""
    with explained():
        if file.exists():
            raise Refused(f"{file} is there already; name another file")
        asyncio.run(_backup(file, as_lines=as_lines))
        size = file.stat().st_size
        typer.echo(f"Copied to {file} ({size:,} bytes), and read again: it is whole.")
        typer.echo("The key is not in it. Without the key file nothing sealed can be opened.")


def restore(file: FILE) -> None:
    """Put a copy in the place of the database. Nothing is sent until `resume`.

    What was there is kept in a file beside, and what is lost since the copy is counted.
    """
    with explained():
        asyncio.run(_restore(file))


def resume() -> None:
    """Let letters leave again after a restore."""
    with explained():
        asyncio.run(_resume())


async def _backup(file: Path, *, as_lines: bool) -> None:
    async with opened(Steps(write=aside)) as service:
        try:
            await copied(service, file, as_lines=as_lines)
        except UnfitCopy as error:
            raise Refused(str(error)) from None
        except OSError as error:
            raise Refused(f"{file} cannot be written ({error.strerror})") from error


async def copied(service: Service, file: Path, *, as_lines: bool = False) -> None:
    """Write a copy beside its name, see that it is whole, and give it its name."""
    now, live = service.clock.now(), restoring.place_of(service.engine)
    coming = file.with_name(f"{file.name}.coming")
    coming.unlink(missing_ok=True)
    os.close(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        if live is not None and not as_lines:
            await asyncio.to_thread(sqlite.write, live, coming, now=now)
        else:
            async with service.engine.connect() as connection:
                await _as_one_moment(connection)
                await connection.run_sync(portable.write, coming, now=now, revision=head())
        await asyncio.to_thread(restoring.read, coming)
        with coming.open("rb") as written:
            os.fsync(written.fileno())
        coming.replace(file)
    finally:
        coming.unlink(missing_ok=True)


async def _restore(file: Path) -> None:
    settings = Settings.read()
    copy = await asyncio.to_thread(_looked_at, file, settings)
    if _answers(settings):
        raise Refused(f"the service runs on port {settings.port}; stop it first")
    service = build(settings)
    try:
        now = service.clock.now()
        before = await restoring.keys_in(service.engine)
        if count := await restoring.others(service.engine):
            raise Refused(f"{count} others are connected to the database; stop every replica first")
        kept = await _kept_aside(service, now) if any(before.values()) else None
        await restoring.bring_back(service.engine, file, copy)
        await prepare(service)
        doubted = await restoring.doubt(service.engine, now=now, platforms=service.platforms)
        after = await restoring.keys_in(service.engine)
    except UnfitCopy as error:
        raise Refused(str(error)) from None
    finally:
        await service.close()
    typer.echo(f"Brought back: the database as it was at {_said(copy.made)}.")
    if kept:
        typer.echo(f"What was there before is kept in {kept}; remove it when you need it no more.")
    _tell_lost(copy, now, restoring.lost(before, after), known=any(before.values()))
    _tell_doubted(doubted)
    typer.echo("Sending is paused. Start the service, look around on the desk, and then run:")
    typer.echo("  python app.py resume")


async def _resume() -> None:
    async with opened(Steps(write=aside)) as service, service.work() as work:
        since = await work.installation.paused()
        if since is None:
            typer.echo("Sending is not paused.")
            return
        await work.installation.resume()
        await work.commit()
    typer.echo("Letters leave again.")


def _looked_at(file: Path, settings: Settings) -> Copy:
    try:
        copy = restoring.read(file)
    except UnfitCopy as error:
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(f"{file} cannot be read ({error.strerror})") from error
    if not settings.key_file.exists():
        raise Refused(
            f"there is no key at {settings.key_file}; bring the key file back first, or what is "
            "sealed in the copy is lost"
        )
    mark = keys.read_or_make(settings.key_file).mark("installation", "key")
    if copy.key and copy.key != mark:
        raise Refused(f"{settings.key_file} is not the key of {file}; bring the right one back")
    return copy


async def _kept_aside(service: Service, now: datetime) -> Path | None:
    """Copy what is there now, as far as it can be copied: a restore may be a mistake, too."""
    live = restoring.place_of(service.engine)
    home = live.parent if live else service.settings.key_file.parent
    file = home / f"before-restore-{now.strftime('%Y%m%dT%H%M%S')}"
    try:
        await copied(service, file)
    except (UnfitCopy, OSError):
        return None
    return file


async def _as_one_moment(connection: AsyncConnection) -> None:
    """Let PostgreSQL show one moment to all that is read; SQLite does so anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execution_options(isolation_level="REPEATABLE READ")
    else:
        await connection.execution_options(**{READING: True})


def _answers(settings: Settings) -> bool:
    """Whether somebody listens where the service would."""
    with suppress(OSError), socket.create_connection((settings.host, settings.port), LOOK_FOR):
        return True
    return False


def _tell_lost(copy: Copy, now: datetime, lines: Sequence[str], *, known: bool) -> None:
    typer.echo(f"Lost: what happened from {_said(copy.made)} to {_said(now)}.")
    if not known:
        typer.echo("  How much that is cannot be told: there was no database to compare with.")
        return
    for line in lines or ["nothing that is counted"]:
        typer.echo(f"  {line}")


def _tell_doubted(doubted: restoring.Doubted) -> None:
    if doubted.asked:
        typer.echo(
            f"{doubted.asked:,} letters may be in Slack already: Slack is asked before each."
        )
    if doubted.held:
        typer.echo(
            f"{doubted.held:,} posts and invitations may have arrived, and Teams cannot tell: they "
            "stay where they are, and the desk offers to send them again."
        )
    if doubted.late:
        typer.echo(
            f"{doubted.late:,} weekly posts may have left since the copy: they wait on the desk."
        )
    if doubted.again:
        typer.echo(f"{doubted.again:,} answers and receipts leave once more; some may come twice.")


def _said(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
