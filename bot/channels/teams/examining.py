"""Looks whether Microsoft takes our secret, and which permissions the application was given."""

from collections.abc import Collection
from dataclasses import dataclass

import aiohttp
import jwt

from bot.channels.teams.access_tokens import GRAPH, AccessTokens, NoToken, NotUs
from bot.channels.teams.keys_of_issuer import KeysOfIssuer

INSTALLING = "TeamsAppInstallation.ReadWriteSelfForUser.All"
"""The one permission of Microsoft Graph that the service can use."""

AWAY, NOT_US = "away", "not us"


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """What Microsoft says of us.

    Attributes:
        login: "" well, "away" not heard, "not us" the secret, certificate or id is wrong or old.
        keys: whether the keys that Teams signs with were fetched.
        roles: the permissions of Graph; None where nobody asked, or they cannot be told.
    """

    login: str
    keys: bool
    roles: Collection[str] | None = None


async def examined(tokens: AccessTokens, keys: KeysOfIssuer, *, graph: bool) -> Examined:
    """Ask the login for a token, fetch the keys, and look what Graph's token holds.

    Args:
        tokens: the bot's own.
        keys: those of the issuer.
        graph: whether the application wants anything of Microsoft Graph.
    """
    try:
        await tokens.token()
    except NotUs:
        return Examined(login=NOT_US, keys=await _has_keys(keys))
    except NoToken:
        return Examined(login=AWAY, keys=await _has_keys(keys))
    roles = None
    if graph:
        try:
            roles = roles_in(await tokens.token(GRAPH))
        except NoToken:
            roles = ()
    return Examined(login="", keys=await _has_keys(keys), roles=roles)


def roles_in(token: str) -> Collection[str] | None:
    """Return the permissions in a token that the login has just given us; None if unreadable.

    Its signature is Graph's to check: nothing is decided by it here.
    """
    try:
        said = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return None
    roles = said.get("roles", [])
    return [one for one in roles if isinstance(one, str)] if isinstance(roles, list) else None


async def _has_keys(keys: KeysOfIssuer) -> bool:
    try:
        await keys.key("")
    except (aiohttp.ClientError, OSError):
        return False
    return keys.known
