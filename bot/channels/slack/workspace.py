"""Who the bot is in Slack's eyes, and whose people may use it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.way_out import STRAIGHT, WayOut

CHANNEL = "slack"
"""Our name of the platform."""

API_URL = "https://slack.com/api/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace:
    """The bot's place in Slack.

    Attributes:
        token: the bot's token.
        secret: what Slack signs its requests with; "" takes no requests over HTTP.
        app_token: the app's token, for Socket Mode; "" opens no socket.
        teams: ids of the workspaces whose people may use it.
        guests: whether guests and people of other organisations may, too.
        department_field: id of the profile field that names the department, or "".
        department_groups: names of departments by the id of the user group that stands for each.
        api_url: where Slack answers.
        way: how Slack is reached.
    """

    token: str = field(repr=False)
    teams: tuple[str, ...]
    secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    guests: bool = False
    department_field: str = ""
    department_groups: Mapping[str, str] = field(default_factory=dict)
    api_url: str = API_URL
    way: WayOut = STRAIGHT
