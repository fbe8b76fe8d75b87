"""Who is it that writes in Teams?"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.teams.connector import Connector, Place, Undone
from bot.channels.teams.incoming import GUESTS, Incoming
from bot.channels.teams.ports import TeamsWork
from bot.channels.teams.registration import CHANNEL
from bot.channels.teams.token_check import Reason, Refused
from bot.texts.catalogue import LANGUAGES
from knowledge.people.meeting import Seen, meet
from knowledge.people.model import Person, UnknownPerson

PATIENCE = 0.7
"""Seconds that Teams gets to tell who somebody is; it must be answered within one."""

NORWEGIAN = {"no": "nb", "nn": "nb"}


class NobodyKnows(Exception):
    """Teams did not tell who somebody is in time; it has to be said once more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What Teams tells of somebody."""

    name: str
    emails: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """Recognises people by their object id, and meets new ones by their work address.

    Attributes:
        connector: asks Teams about those nobody has met.
        local: whether everybody comes from a simulator: then an address names a sample person.
    """

    connector: Connector
    local: bool = False
    patience: float = PATIENCE

    async def told(self, incoming: Incoming) -> Told:
        """Ask Teams who somebody is; to be called before a transaction is opened.

        Raises:
            NobodyKnows: it has not told in time.
            Refused: a guest, or somebody of another organisation.
        """
        place = Place(service_url=incoming.service_url, conversation=incoming.conversation)
        try:
            async with asyncio.timeout(self.patience):
                said = await self.connector.member(place, incoming.sender)
        except (Undone, TimeoutError):
            raise NobodyKnows from None
        if said.get("userRole") in GUESTS:
            raise Refused(Reason.GUEST)
        tenant = said.get("tenantId")
        if not self.local and isinstance(tenant, str) and tenant != incoming.tenant:
            raise Refused(Reason.TENANT)
        addresses = (_text(said, "email"), _text(said, "userPrincipalName"))
        return Told(
            name=_text(said, "name") or incoming.sender_name,
            emails=tuple(one for one in addresses if "@" in one and "#ext#" not in one.lower()),
        )

    async def owner(self, incoming: Incoming, work: TeamsWork) -> Person | None:
        """Return who an account belongs to; None for one never met."""
        owner = await work.accounts.owner(CHANNEL, incoming.account)
        if owner is None:
            return None
        try:
            return await work.people.get(owner)
        except UnknownPerson:
            return None

    async def met(self, incoming: Incoming, told: Told | None, work: TeamsWork) -> Person:
        """Return who somebody is, now that Teams has told.

        Raises:
            NobodyKnows: they were known a moment ago, and so nobody asked Teams.
        """
        if told is None:
            raise NobodyKnows
        if self.local:
            sample = await _sample(told, work)
            if sample is not None:
                await work.accounts.add(CHANNEL, incoming.account, sample.id)
                return sample
        email = ""
        for one in told.emails:
            if await work.people.by_email(one) is not None:
                email = one
                break
        person, _ = await meet(
            Seen(
                channel=CHANNEL,
                account=incoming.account,
                name=told.name,
                email=email or (told.emails[0] if told.emails else ""),
                verified=not self.local,
                language=_language(incoming.locale),
            ),
            people=work.people,
            accounts=work.accounts,
        )
        return person


async def _sample(told: Told, work: TeamsWork) -> Person | None:
    """Return the sample person whose id an address begins with."""
    for one in told.emails:
        try:
            person = await work.people.get(one.split("@")[0].lower())
        except UnknownPerson:
            continue
        if person.sample:
            return person
    return None


def _language(locale: str) -> str | None:
    """Return the language that somebody has Teams in, if it is one of ours."""
    language = locale.lower().replace("_", "-").split("-")[0]
    language = NORWEGIAN.get(language, language)
    return language if language in LANGUAGES else None


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found[:200] if isinstance(found, str) else ""
