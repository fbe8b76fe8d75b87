"""The command that writes the app package for Teams."""

import re
import uuid
from pathlib import Path
from typing import Annotated

import typer

from bot.channels.teams.package.archive import packed
from bot.channels.teams.package.manifest import LONGEST_DEVELOPER, App
from bot.runtime.opened import Refused, explained
from bot.runtime.settings import Settings

NUMBERS = re.compile(r"\d{1,5}\.\d{1,5}\.\d{1,5}")


def teams_package(
    file: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("teams-package.zip"),
    *,
    organisation: Annotated[
        str, typer.Option(help="Who offers the app, as people know you.")
    ] = "Kommunen",
    version: Annotated[
        str, typer.Option(help="Teams takes an update only with a higher one.")
    ] = "1.0.0",
) -> None:
    """Write the app that an administrator uploads to Teams: manifest, five languages, two icons.

    Needs COACH_TEAMS_APP_ID and COACH_PUBLIC_URL. There is no secret in it.
    """
    with explained():
        settings = Settings.read()
        app = App(
            id=_application(settings),
            version=_numbered(version),
            developer=_name(organisation),
            home=_home(settings),
        )
        try:
            file.write_bytes(packed(app))
        except OSError as error:
            raise Refused(f"{file} cannot be written: {error.strerror}") from None
        typer.echo(f"{file} is ready. Upload it in the Teams admin center, under Manage apps.")


def _application(settings: Settings) -> str:
    try:
        return str(uuid.UUID(settings.teams_app_id))
    except ValueError:
        message = "COACH_TEAMS_APP_ID must be the application id from Entra ID, such as 0f3c…-…"
        raise Refused(message) from None


def _home(settings: Settings) -> str:
    if not settings.public_url.startswith("https://"):
        message = "COACH_PUBLIC_URL must be the service's own https address; Teams shows it"
        raise Refused(message)
    return settings.public_url.rstrip("/")


def _numbered(version: str) -> str:
    if not NUMBERS.fullmatch(version):
        raise Refused(f"--version {version}: expected three numbers, such as 1.0.0")
    return version


def _name(organisation: str) -> str:
    name = organisation.strip()
    if not 0 < len(name) <= LONGEST_DEVELOPER:
        raise Refused(f"--organisation: expected 1 to {LONGEST_DEVELOPER} characters")
    return name
