"""Chooses the real thing for every port."""

import asyncio
import os
import socket
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.mailbox.courier import MailboxCourier
from bot.channels.slack.workspace import CHANNEL as SLACK
from bot.channels.teams.registration import CHANNEL as TEAMS
from bot.conversations.arrivals import settled
from bot.conversations.correspondence import Correspondence
from bot.conversations.deadlines import Deadlines
from bot.conversations.events.watching import EventClock
from bot.conversations.group.reminding import Reminders
from bot.conversations.handling import Handling
from bot.conversations.in_place import InPlace
from bot.conversations.ports import ChatWork
from bot.conversations.reception import Reception
from bot.conversations.weekly.clock import WeeklyClock
from bot.desk.guard import SIGN_IN_RETURN
from bot.desk.sign_in.flow import SignIn
from bot.desk.sign_in.provider import Client, Provider
from bot.runtime import erasure_log, keys, places
from bot.runtime.bell import Bell, Doorbells
from bot.runtime.chosen import Chosen
from bot.runtime.database import compact, open_engine
from bot.runtime.failpoints import failing_at
from bot.runtime.library import FollowingLibrary
from bot.runtime.metrics.counted import CountedCourier, CountedLibrary
from bot.runtime.metrics.measures import Measures
from bot.runtime.settings import Settings, UnfitSettings
from bot.runtime.slack import Slack, slack_of
from bot.runtime.steady_clock import SteadyClock
from bot.runtime.synonyms import FollowingLexicon
from bot.runtime.teams import Parts, Teams, teams_of
from bot.runtime.work import SqlWork, SqlWorks, works
from knowledge.clock import Clock, SystemClock
from knowledge.matching.meaning.choice import embedder_for
from knowledge.people.erasures.model import Erasure
from knowledge.sealing import Seal
from scheduler.delivery.deliver import Delivery
from scheduler.delivery.model import Fate, Letter
from scheduler.delivery.ports import Courier
from tips import glossary


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """Every part of a running service.

    Attributes:
        inbox_bell: rings when a message has come in.
        bell: rings when a letter has been written, or has come back from its courier.
    """

    settings: Settings
    engine: AsyncEngine
    seal: Seal
    clock: Clock
    inbox_bell: Bell
    bell: Bell
    doorbells: Doorbells
    work: SqlWorks
    reading: SqlWorks
    library: FollowingLibrary
    chosen: Chosen
    reception: Reception
    handling: Handling
    delivery: Delivery[SqlWork]
    in_place: InPlace
    deadlines: Deadlines
    reminders: Reminders
    event_clock: EventClock
    weekly_clock: WeeklyClock
    letters: Callable[[ChatWork], Correspondence]
    sign_in: SignIn | None
    teams: Teams | None
    slack: Slack | None
    platforms: tuple[str, ...]
    measures: Measures
    stopping: asyncio.Event

    async def compact(self) -> None:
        """Leave nothing erased behind in the database's own log."""
        await compact(self.engine)

    async def close(self) -> None:
        """Let go of the database, and of the platforms."""
        if self.teams:
            await self.teams.stop()
        if self.slack:
            await self.slack.stop()
        await self.engine.dispose()


def build(settings: Settings, *, clock: Clock | None = None) -> Service:
    """Build the service; nothing is started and the database is not touched yet.

    Raises:
        UnfitSettings: the file of synonyms cannot be read.
        UnfitPlaces: the file of places cannot be used.
        NoEmbedder: the sentence model that was asked for cannot be had.
        OSError, ValueError: the key file or the database's folder cannot be made or read.
    """
    clock = clock or SteadyClock(SystemClock())
    inbox_bell, bell, doorbells, in_place = Bell(), Bell(), Doorbells(), InPlace()
    measures, stopping = Measures(), asyncio.Event()
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

    def heard(now: Settings) -> None:
        library.turn(now.dial)

    chosen = Chosen(settings, reading, heard=heard)

    def remember(erasure: Erasure) -> None:
        erasure_log.remember(erasure_log.beside(settings.key_file), erasure)

    def letters(one: ChatWork) -> Correspondence:
        customs = chosen.customs
        return Correspondence(
            work=one,
            seal=seal,
            now=clock.now(),
            pace=customs.pace,
            rules=customs.rules,
            contacts=customs.contacts,
            here=doorbells.is_open,
            remember=remember,
        )

    reception = Reception(
        work=work,
        reading=reading,
        clock=clock,
        wake=inbox_bell.ring,
        send=bell.ring,
        ring=doorbells.ring,
        pause=pause,
    )
    couriers: dict[str, Courier] = {"webchat": mailboxes, "console": mailboxes}
    parts = Parts(
        work=work,
        reading=reading,
        clock=clock,
        seal=seal,
        in_place=in_place,
        wake=bell.ring,
    )
    teams = teams_of(settings, parts, reception)
    platforms: dict[str, Courier] = {TEAMS: teams.courier} if teams else {}
    handling = Handling(
        work=work,
        reading=reading,
        library=CountedLibrary(library=library, measures=measures),
        places=places.read(settings.places_file or (places.SAMPLE if settings.in_demo else None)),
        seal=seal,
        clock=clock,
        zone=settings.zone,
        customs=lambda: chosen.customs,
        here=doorbells.is_open,
        remember=remember,
        wake=bell.ring,
        pause=pause,
        in_place=in_place,
        stops=stopping.is_set,
    )
    slack = slack_of(settings, parts, reception, handling.overview)
    if slack:
        platforms[SLACK] = slack.courier
    couriers = {
        name: CountedCourier(courier=one, platform=name, measures=measures)
        for name, one in (couriers | platforms).items()
    }
    first = next(iter(platforms), "webchat")

    async def channels_for(one: SqlWork, people: Collection[str]) -> Mapping[str, str]:
        """Return where people are written to: where they wrote last, else where they may come."""
        return dict.fromkeys(people, first) | dict(await one.accounts.latest_of(people, couriers))

    async def on_settled(one: SqlWork, letter: Letter, fate: Fate) -> None:
        await settled(letters(one), letter, fate)

    return Service(
        settings=settings,
        engine=engine,
        seal=seal,
        clock=clock,
        inbox_bell=inbox_bell,
        bell=bell,
        doorbells=doorbells,
        work=work,
        reading=reading,
        library=library,
        chosen=chosen,
        reception=reception,
        teams=teams,
        handling=handling,
        slack=slack,
        platforms=tuple(platforms),
        deadlines=Deadlines(
            work=work,
            reading=reading,
            letters=letters,
            clock=clock,
            wake=bell.ring,
            silence=timedelta(days=settings.keep_silent_days),
        ),
        reminders=Reminders(
            work=work, reading=reading, letters=letters, clock=clock, wake=bell.ring
        ),
        event_clock=EventClock(
            work=work, reading=reading, letters=letters, clock=clock, wake=bell.ring
        ),
        weekly_clock=WeeklyClock(
            work=work,
            reading=reading,
            letters=letters,
            clock=clock,
            wake=bell.ring,
            pause=pause,
        ),
        letters=letters,
        sign_in=sign_in_of(settings, clock),
        in_place=in_place,
        delivery=Delivery(
            work=work,
            reading=reading,
            couriers=couriers,
            channels_for=channels_for,
            clock=clock,
            sender=f"{socket.gethostname()}:{os.getpid()}",
            is_gone=sender_is_gone,
            settled=on_settled,
            pause=pause,
            wake=bell.ring,
        ),
        measures=measures,
        stopping=stopping,
    )


def sign_in_of(settings: Settings, clock: Clock) -> SignIn | None:
    """Return the way into the desk by the organisation's provider; None where none is set up."""
    if not settings.oidc_issuer:
        return None
    home = settings.public_url.rstrip("/") or f"http://localhost:{settings.port}"
    return SignIn(
        provider=Provider(settings.oidc_issuer, clock=clock, way=settings.way_out),
        client=Client(
            id=settings.oidc_client_id,
            secret=settings.oidc_client_secret.get_secret_value(),
            back=f"{home}{SIGN_IN_RETURN}",
        ),
        name=settings.oidc_name,
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
