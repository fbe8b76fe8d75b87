"""The door: reads the settings, builds the service, and offers the commands."""

import typer

from bot.runtime import commands

app = typer.Typer(
    help="A digital coach within name distance: the chat service and its commands.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
commands.offer(app)

if __name__ == "__main__":
    app()
