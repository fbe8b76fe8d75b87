"""The command that prints what a Slack app is made from."""

import json
from typing import Annotated

import typer

from bot.channels.slack.manifest import extra_scopes, manifest
from bot.runtime.opened import explained
from bot.runtime.settings import Settings, UnfitSettings
from bot.texts.catalogue import DEFAULT, LANGUAGES

EXAMPLE = "https://coach.example.org"
"""Stands for the address of the service where none is set and Socket Mode is not wanted."""


def slack_manifest(
    *,
    language: Annotated[
        str, typer.Option(help="Language of what people read in Slack, such as sv or en.")
    ] = DEFAULT,
    http: Annotated[
        bool,
        typer.Option("--http", help="For a service with a public address; else Socket Mode."),
    ] = False,
) -> None:
    """Print the manifest that a Slack app is made from, as JSON."""
    with explained():
        if language not in LANGUAGES:
            message = f"--language must be one of {', '.join(LANGUAGES)}"
            raise UnfitSettings(message)
        settings = Settings.read()
        found = manifest(
            language=language,
            public_url=settings.public_url or EXAMPLE,
            socket=not http,
            extra=extra_scopes(
                profiles=bool(settings.slack_department_field),
                groups=bool(settings.slack_groups),
            ),
        )
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
