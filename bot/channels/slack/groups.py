"""Whom Slack's user groups belong to: which department each named group is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.slack.incoming import Json, text_in
from bot.channels.slack.web_api import WebApi
from knowledge.clock import Clock

FRESH = timedelta(minutes=30)
"""How long what Slack told of its groups is gone by."""

LIST = "usergroups.list"


@dataclass(kw_only=True)
class Groups:
    """The user groups that stand for departments.

    Attributes:
        departments: names of departments by the group's id; the first group somebody is in counts.
    """

    api: WebApi
    clock: Clock
    departments: Mapping[str, str]
    _members: dict[str, frozenset[str]] = field(default_factory=dict)
    _told: datetime | None = None

    async def department_of(self, user: str) -> str:
        """Return the department whose group somebody is in; "" where they are in none.

        Raises:
            Undone: Slack does not tell.
        """
        if not self.departments:
            return ""
        now = self.clock.now()
        if self._told is None or now - self._told > FRESH:
            said = await self.api.ask(LIST, include_users=True)
            self._members = _members(said)
            self._told = now
        return next(
            (
                name
                for group, name in self.departments.items()
                if user in self._members.get(group, ())
            ),
            "",
        )


def _members(said: Json) -> dict[str, frozenset[str]]:
    listed = said.get("usergroups")
    found = {}
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict):
            users = one.get("users")
            listed_users = users if isinstance(users, list) else ()
            found[text_in(one, "id")] = frozenset(str(user) for user in listed_users)
    return found
