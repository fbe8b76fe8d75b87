"""Builds the Teams channel from the settings, or leaves it out where there are none."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.channels.teams.access_tokens import AccessTokens
from bot.channels.teams.activities import TeamsTurns
from bot.channels.teams.adapter import TeamsAdapter
from bot.channels.teams.at_hand import AtHand
from bot.channels.teams.connector import Connector
from bot.channels.teams.courier import TeamsCourier
from bot.channels.teams.draw import Drawing
from bot.channels.teams.installer import Installer
from bot.channels.teams.keys_of_issuer import KeysOfIssuer
from bot.channels.teams.meeting import Meeting
from bot.channels.teams.receive import TeamsDoor
from bot.channels.teams.registration import (
    GRAPH_URL,
    LOGIN_URL,
    OPENID_URL,
    Registration,
)
from bot.channels.teams.token_check import TokenCheck
from bot.conversations.in_place import InPlace
from bot.conversations.reception import Reception
from bot.runtime.settings import Settings, UnfitSettings
from bot.runtime.work import SqlWorks
from knowledge.clock import Clock
from knowledge.sealing import Seal

LOOPBACK = ("localhost:*", "127.0.0.1:*", "::1:*")
"""Where a simulator's connector may answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Teams:
    """The Teams channel of one process."""

    courier: TeamsCourier
    door: TeamsDoor
    keys: KeysOfIssuer

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the channel's routes."""
        return self.door.routes()

    async def stop(self) -> None:
        """Close what is open."""
        await self.keys.stop()
        await self.courier.connector.stop()


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What the channel is built on."""

    work: SqlWorks
    reading: SqlWorks
    clock: Clock
    seal: Seal
    in_place: InPlace
    wake: Callable[[], None]


def teams_of(settings: Settings, parts: Parts, reception: Reception) -> Teams | None:
    """Return the Teams channel; None where it is neither configured nor simulated.

    Raises:
        UnfitSettings: the certificate cannot be read.
    """
    if not settings.teams_app_id and not settings.teams_local:
        return None
    ours = registration_of(settings)
    tokens = AccessTokens(registration=ours, clock=parts.clock)
    connector = Connector(tokens=tokens, clock=parts.clock, hosts=ours.hosts)
    keys = KeysOfIssuer(url=ours.openid_url, clock=parts.clock, way=ours.way)
    drawing = Drawing(seal=parts.seal, public_url=settings.public_url)
    check = TokenCheck(app_id=ours.app_id, keys=keys, clock=parts.clock) if ours.app_id else None
    hand = AtHand(
        work=parts.work,
        reading=parts.reading,
        reception=reception,
        in_place=parts.in_place,
        clock=parts.clock,
        seal=parts.seal,
        drawing=drawing,
        meeting=Meeting(connector=connector, local=settings.teams_local),
        wake=parts.wake,
    )
    adapter = TeamsAdapter(registration=ours, check=check, connector=connector)
    return Teams(
        courier=TeamsCourier(
            work=parts.work,
            reading=parts.reading,
            connector=connector,
            drawing=drawing,
            registration=ours,
            installer=Installer(
                tokens=tokens, graph_url=ours.graph_url, app=settings.teams_catalog_app_id
            ),
            clock=parts.clock,
        ),
        door=TeamsDoor(
            adapter=adapter,
            turns=TeamsTurns(hand),
            is_local=_is_demo(settings, parts.reading) if settings.teams_local else None,
        ),
        keys=keys,
    )


def registration_of(settings: Settings) -> Registration:
    """Return who the bot is, as the settings say.

    Raises:
        UnfitSettings: the certificate cannot be read.
    """
    certificate = ""
    if settings.teams_app_certificate:
        try:
            certificate = settings.teams_app_certificate.read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            message = f"COACH_TEAMS_APP_CERTIFICATE cannot be read: {type(error).__name__}"
            raise UnfitSettings(message) from None
    return Registration(
        app_id=settings.teams_app_id,
        secret=settings.teams_app_secret.get_secret_value(),
        certificate=certificate,
        tenant=settings.teams_app_tenant or next(iter(settings.tenants), ""),
        tenants=settings.tenants,
        openid_url=settings.teams_openid_url or OPENID_URL,
        login_url=settings.teams_login_url or LOGIN_URL,
        graph_url=settings.teams_graph_url or GRAPH_URL,
        hosts=LOOPBACK if settings.teams_local else settings.service_hosts,
        way=settings.way_out,
    )


def _is_demo(settings: Settings, reading: SqlWorks) -> Callable[[], Awaitable[bool]]:
    async def is_demo() -> bool:
        async with reading() as work:
            return settings.in_demo and await work.installation.is_demo()

    return is_demo
