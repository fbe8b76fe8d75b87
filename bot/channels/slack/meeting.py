"""Who is it that writes in Slack?"""

import asyncio
from dataclasses import dataclass

from bot.channels.slack.groups import Groups
from bot.channels.slack.incoming import Json, object_in, text_in
from bot.channels.slack.ports import SlackWork
from bot.channels.slack.web_api import Undone, WebApi
from bot.channels.slack.workspace import CHANNEL, Workspace
from bot.texts.catalogue import LANGUAGES
from knowledge.people.meeting import Seen, meet
from knowledge.people.model import Person, UnknownPerson

PATIENCE = 1.5
"""Seconds that Slack gets to tell who somebody is; it must be answered within three in all."""

NORWEGIAN = {"no": "nb", "nn": "nb"}


class NobodyKnows(Exception):
    """Slack did not tell who somebody is in time; it has to be said once more."""


class NotForThem(Exception):
    """A guest, somebody of another organisation, or another bot."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """Recognises people by their id in Slack, and meets new ones by their work address."""

    api: WebApi
    workspace: Workspace
    groups: Groups
    patience: float = PATIENCE

    async def told(self, user: str) -> Seen:
        """Ask Slack who somebody is; to be called before a transaction is opened.

        Raises:
            NobodyKnows: it has not told in time.
            NotForThem: they may not use the bot.
        """
        try:
            async with asyncio.timeout(self.patience):
                said = await self.api.ask("users.info", user=user, include_locale=True)
                found = object_in(said, "user")
                self.check(found)
                department = await self._department(user)
        except (Undone, TimeoutError):
            raise NobodyKnows from None
        return seen({**found, "id": user}, department=department)

    def check(self, user: Json) -> None:
        """Refuse who may not use the bot.

        Args:
            user: what Slack tells of them.

        Raises:
            NotForThem: they may not.
        """
        if user.get("is_bot") or user.get("deleted"):
            raise NotForThem
        if self.workspace.guests:
            return
        team = text_in(user, "team_id")
        is_ours = not team or team in self.workspace.teams
        is_guest = any(
            user.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger")
        )
        if is_guest or not is_ours:
            raise NotForThem

    async def owner(self, user: str, work: SlackWork) -> Person | None:
        """Return who an account belongs to; None for one never met."""
        owner = await work.accounts.owner(CHANNEL, user)
        if owner is None:
            return None
        try:
            return await work.people.get(owner)
        except UnknownPerson:
            return None

    async def met(self, told: Seen, work: SlackWork) -> Person:
        """Return who somebody is, now that Slack has told; what is new of them is kept."""
        person, _ = await meet(told, people=work.people, accounts=work.accounts)
        return person

    async def _department(self, user: str) -> str:
        """Return what a profile calls the department, else whose group somebody is in, or ""."""
        if not self.workspace.department_field:
            return await self.groups.department_of(user)
        said = await self.api.ask("users.profile.get", user=user)
        fields = object_in(object_in(said, "profile"), "fields")
        named = text_in(object_in(fields, self.workspace.department_field), "value")[:200]
        return named or await self.groups.department_of(user)


def seen(user: Json, *, department: str = "") -> Seen:
    """Return what Slack tells of somebody, in words of our own."""
    profile = object_in(user, "profile")
    name = text_in(profile, "real_name") or text_in(user, "real_name") or text_in(user, "name")
    picture = text_in(profile, "image_192")
    return Seen(
        channel=CHANNEL,
        account=text_in(user, "id"),
        name=name[:200],
        email=text_in(profile, "email")[:200],
        # A workspace's members have confirmed their address, or its directory has set it.
        verified=user.get("is_email_confirmed") is not False,
        language=_language(text_in(user, "locale")),
        department=department,
        picture=picture if picture.startswith("https://") else "",
    )


def _language(locale: str) -> str | None:
    """Return the language that somebody has Slack in, if it is one of ours."""
    language = locale.lower().replace("_", "-").split("-")[0]
    language = NORWEGIAN.get(language, language)
    return language if language in LANGUAGES else None
