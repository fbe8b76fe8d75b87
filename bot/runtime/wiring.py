"""Chooses the real thing for every port."""

import os
import socket
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.mailbox.courier import MailboxCourier
from bot.conversations.handling import Handling
from bot.conversations.reception import Reception
from bot.runtime import keys, places
from bot.runtime.bell import Bell, Doorbells
from bot.runtime.database import open_engine
from bot.runtime.failpoints import failing_at
from bot.runtime.library import FollowingLibrary
from bot.runtime.settings import Settings, UnfitSettings
from bot.runtime.synonyms import FollowingLexicon
from bot.runtime.work import SqlWorks, works
from knowledge.clock import Clock, SystemClock
from knowledge.matching.meaning.choice import embedder_for
from knowledge.sealing import Seal
from scheduler.delivery.deliver import Delivery
from tips import glossary


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """Every part of a running service."""

    settings: Settings
    engine: AsyncEngine
    seal: Seal
    clock: Clock
    bell: Bell
    doorbells: Doorbells
    work: SqlWorks
    reading: SqlWorks
    library: FollowingLibrary
    reception: Reception
    handling: Handling
    delivery: Delivery

    async def close(self) -> None:
        """Let go of the database."""
        await self.engine.dispose()


def build(settings: Settings, *, clock: Clock | None = None) -> Service:
    """Build the service; nothing is started and the database is not touched yet.

    Raises:
        UnfitSettings: the file of synonyms cannot be read.
        UnfitPlaces: the file of places cannot be used.
        NoEmbedder: the sentence model that was asked for cannot be had.
        OSError, ValueError: the key file or the database's folder cannot be made or read.
    """
    clock = clock or SystemClock()
    bell, doorbells = Bell(), Doorbells()
    pause = failing_at(settings.failpoint)
    seal = keys.read_or_make(settings.key_file)
    engine = open_engine(settings.database_url)
    work, reading = works(engine, seal), works(engine, seal, reading=True)
    library = FollowingLibrary(
        work,
        reading,
        glossary.Glossary(glossary.read()),
        embedder=embedder_for(settings.embedder),
        lexicon=_synonyms(settings).current,
        dial=settings.dial,
    )
    mailboxes = MailboxCourier(work=work, clock=clock, ring=doorbells.ring)
    return Service(
        settings=settings,
        engine=engine,
        seal=seal,
        clock=clock,
        bell=bell,
        doorbells=doorbells,
        work=work,
        reading=reading,
        library=library,
        reception=Reception(
            work=work, clock=clock, wake=bell.ring, ring=doorbells.ring, pause=pause
        ),
        handling=Handling(
            work=work,
            reading=reading,
            library=library,
            places=places.read(
                settings.places_file or (places.SAMPLE if settings.in_demo else None)
            ),
            seal=seal,
            clock=clock,
            zone=settings.zone,
            contacts=settings.contacts,
            wake=bell.ring,
            pause=pause,
        ),
        delivery=Delivery(
            work=work,
            reading=reading,
            couriers={"webchat": mailboxes, "console": mailboxes},
            default_channel="webchat",
            clock=clock,
            sender=f"{socket.gethostname()}:{os.getpid()}",
            is_gone=sender_is_gone,
            pause=pause,
        ),
    )


def _synonyms(settings: Settings) -> FollowingLexicon:
    """Return the synonyms, or say in one line what is wrong with the installation's own."""
    try:
        return FollowingLexicon(settings.synonyms_file)
    except (OSError, ValueError) as error:
        message = f"COACH_SYNONYMS_FILE={settings.synonyms_file} cannot be read: {error}"
        raise UnfitSettings(message) from error


def sender_is_gone(sender: str) -> bool:
    """Say whether a sender ran on this machine and runs no longer; False when nobody can know."""
    host, _, number = sender.rpartition(":")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
