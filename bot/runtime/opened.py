"""What every command does around its deed: opens the service, and explains what went wrong."""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import NoReturn

import sqlalchemy.exc
import typer

from bot.runtime import logs
from bot.runtime.failpoints import UnknownFailpoint
from bot.runtime.keys import NoKey
from bot.runtime.opening import ForeignKeyFile, prepare
from bot.runtime.places import UnfitPlaces
from bot.runtime.progress import Steps
from bot.runtime.retention import decisions
from bot.runtime.settings import Settings, UnfitSettings
from bot.runtime.wiring import Service, build
from knowledge.matching.meaning.ports import NoEmbedder

MISUSED = 2


class Refused(Exception):
    """A command cannot be carried out; the message is one line that says what to do."""


@asynccontextmanager
async def opened(steps: Steps) -> AsyncIterator[Service]:
    """Build the service on a migrated database, and let go of it afterwards."""
    settings = Settings.read()
    # Not first in the night, when nobody is there to read it.
    decisions(settings)
    service = build(settings)
    try:
        changed = await prepare(service)
        steps.done("Database set up." if changed else "Database is up to date.")
        yield service
    except ForeignKeyFile:
        message = (
            f"{service.settings.key_file} is not the key of this database; "
            "put the right key file back, or set COACH_KEY_FILE"
        )
        raise Refused(message) from None
    finally:
        await service.close()


@contextmanager
def explained() -> Iterator[None]:
    """Turn what can go wrong on a strange machine into one line and status 2."""
    logs.configure()
    try:
        yield
    except (Refused, UnfitSettings, UnknownFailpoint, NoEmbedder, UnfitPlaces) as error:
        _refuse(str(error))
    except NoKey:
        _refuse("COACH_KEY_FILE names a file that holds no key; put the right key file back")
    except BrokenPipeError:
        _leave_quietly()
    except (sqlalchemy.exc.ArgumentError, sqlalchemy.exc.InvalidRequestError, ModuleNotFoundError):
        _refuse(
            "COACH_DATABASE_URL is no address this service knows; examples are "
            "sqlite+aiosqlite:///var/coach.db and postgresql+asyncpg://user@host/name"
        )
    except sqlalchemy.exc.DBAPIError as error:
        _refuse(_cannot_open(" ".join(str(error.orig).split())))
    except OSError as error:
        _refuse(_cannot_reach(error))
    except ValueError as error:
        _refuse(str(error))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _refuse(line: str) -> NoReturn:
    typer.echo(" ".join(line.split()), err=True)
    raise typer.Exit(MISUSED) from None


def _leave_quietly() -> NoReturn:
    """End as programs do whose reader has gone: what was said has been handled."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(0) from None


def _cannot_open(reason: str) -> str:
    if "readonly" in reason or "unable to open" in reason:
        return (
            f"the database cannot be written ({reason}); "
            "make var/ writable, or set COACH_DATABASE_URL"
        )
    if "not a database" in reason:
        return f"COACH_DATABASE_URL names another kind of file ({reason})"
    return f"the database does not answer ({reason}); check COACH_DATABASE_URL and try again"


def _cannot_reach(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return f"the database does not answer ({reason}); check COACH_DATABASE_URL, is it running?"
    return (
        f"cannot use {error.filename}: {reason}; mend that, or point COACH_DATABASE_URL and "
        "COACH_KEY_FILE elsewhere"
    )


def aside(line: str) -> None:
    """Say something beside what the command prints."""
    typer.echo(line, err=True)
