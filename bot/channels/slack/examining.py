"""Looks whether Slack takes our tokens, and which permissions the app was given."""

from collections.abc import Collection
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.channels.slack.manifest import SCOPES, extra_scopes
from bot.channels.slack.web_api import WebApi

GIVEN = "x-oauth-scopes"
"""The header in which Slack says what the token may do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """What Slack says of us.

    Attributes:
        error: Slack's own name of what is wrong, "away" when nothing is heard; "" is well.
        team: the workspace the token belongs to.
        missing: permissions that were not given; None where Slack does not tell.
        socket: the same as `error`, for the app's token; "" also where there is none.
    """

    error: str = ""
    team: str = ""
    missing: Collection[str] | None = None
    socket: str = ""


async def examined(api: WebApi) -> Examined:
    """Ask Slack once for each token."""
    error, headers, team = await _asked(api, "auth.test", api.workspace.token)
    if error:
        return Examined(error=error)
    place = api.workspace
    extra = extra_scopes(
        profiles=bool(place.department_field), groups=bool(place.department_groups)
    )
    wanted = {*SCOPES, *extra}
    given = {one.strip() for one in headers.get(GIVEN, "").split(",")} - {""}
    socket = ""
    if api.workspace.app_token:
        socket, _, _ = await _asked(api, "apps.connections.open", api.workspace.app_token)
    return Examined(team=team, missing=sorted(wanted - given) if given else None, socket=socket)


async def _asked(api: WebApi, method: str, token: str) -> tuple[str, dict[str, str], str]:
    """Return the error or "", the headers in small letters, and the workspace."""
    try:
        answer = await api.client.api_call(method, headers={"Authorization": f"Bearer {token}"})
    except SlackApiError as error:
        data = getattr(error.response, "data", None)
        code = data.get("error") if isinstance(data, dict) else None
        return (code[:60] if isinstance(code, str) and code else "away"), {}, ""
    except (aiohttp.ClientError, SlackClientError, OSError, ValueError, TimeoutError):
        return "away", {}, ""
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    data = answer.data if isinstance(answer.data, dict) else {}
    return "", headers, str(data.get("team_id", ""))
