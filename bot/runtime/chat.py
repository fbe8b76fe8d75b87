"""The command `chat --as`: a console on the database, with workers of its own."""

import asyncio
import sys
import time
from dataclasses import replace

import typer

from bot.channels.console.draw import welcome
from bot.channels.console.receive import Console, from_terminal
from bot.runtime.housekeeping import keep_house, keep_nightly_house
from bot.runtime.wiring import Service
from bot.texts.catalogue import LANGUAGES
from knowledge.people.model import Person

LOOK_AGAIN = 0.02
LONGEST_WAIT = 30.0
"""Seconds to wait for messages and letters that a service beside us is working on."""


class UnknownLanguage(ValueError):
    """There are no texts in this language."""


async def chat_as(service: Service, person: Person, language: str | None) -> None:
    """Talk until the end of input; then everything that was said has been handled.

    Raises:
        UnknownLanguage: the language is none of ours.
    """
    if language is not None:
        person = await _speaking(service, person, language)
    await keep_nightly_house(service)
    await keep_house(service)
    await service.library.follow()
    await service.library.learn()
    if sys.stdin is not None and sys.stdin.isatty():
        async with service.reading() as work:
            typer.echo(welcome(person, await work.people.departments()))
    console = Console(
        person=person,
        work=service.work,
        reception=service.reception,
        settle=lambda: _settle(service, person.id),
        read=from_terminal,
        write=typer.echo,
    )
    await console.talk()
    await _settle(service, person.id)


async def _speaking(service: Service, person: Person, language: str) -> Person:
    if language not in LANGUAGES:
        message = f"--language {language}: expected one of {', '.join(LANGUAGES)}"
        raise UnknownLanguage(message)
    changed = replace(person, language=language)
    async with service.work() as work:
        await work.people.put(changed)
        await work.commit()
    return changed


async def _settle(service: Service, person_id: str) -> None:
    """Handle and deliver until nothing to or from this person is under way any more."""
    until = time.monotonic() + LONGEST_WAIT
    await service.reception.look(person_id)
    while time.monotonic() < until:
        await service.handling.all_waiting()
        await service.delivery.all_due()
        await service.reception.look(person_id)
        async with service.reading() as work:
            waits = await work.inbox.waiting_of(person_id)
            letters = await work.letters.waiting_for(person_id, now=service.clock.now())
        if not waits and not letters:
            return
        await asyncio.sleep(LOOK_AGAIN)
