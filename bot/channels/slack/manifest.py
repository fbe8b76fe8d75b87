"""What the bot asks for in a workspace: the manifest that an app is made from, scope by scope."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.channels.slack.listeners import ASK_ABOUT, ASK_ANYWHERE, EVENTS
from bot.channels.slack.receive import PATH
from bot.texts.catalogue import catalogue, say

COMMAND = "/coach"
LONGEST_SHORTCUT = 24
LONGEST_DESCRIPTION = 139

SCOPES: Mapping[str, tuple[str, ...]] = {
    "app_mentions:read": ("app_mention",),
    "channels:history": ("message.channels", "conversations.history", "conversations.replies"),
    "channels:read": ("member_joined_channel", "channel_left", "channel_archive"),
    "chat:write": ("chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete"),
    "commands": (COMMAND, ASK_ABOUT, ASK_ANYWHERE),
    "groups:history": ("message.groups",),
    "groups:read": ("group_left", "group_archive"),
    "im:history": ("message.im",),
    "im:write": ("conversations.open",),
    "mpim:history": ("message.mpim",),
    "reactions:read": ("reaction_added",),
    "users:read": ("users.info", "user_change"),
    "users:read.email": ("users.lookupByEmail",),
}
"""The permissions that are asked for, and what needs each."""

FOR_PROFILES, FOR_GROUPS = "users.profile:read", "usergroups:read"
"""Asked for as well where a profile field names the department, or user groups do."""

WITHOUT_SCOPE = frozenset({"auth.test", "views.open", "views.publish", "app_home_opened"})
"""What every app may do."""

ASSISTANT = "assistant_thread_started"
"""Comes only where a workspace has the pane for assistants; it is not asked for."""

MESSAGES = ("message.im", "message.channels", "message.groups", "message.mpim")


def manifest(
    *, language: str, public_url: str, socket: bool, extra: Collection[str] = ()
) -> dict[str, Any]:
    """Return the manifest, as Slack takes it.

    Args:
        language: of what people read in the workspace.
        public_url: where the service is found from outside, or "".
        socket: whether Socket Mode is used, which needs no address.
        extra: permissions asked for besides, see `extra_scopes`.
    """
    texts = catalogue(language)

    name = texts.word(say("slack.app_name"))
    address = {} if socket else {"request_url": f"{public_url.rstrip('/')}{PATH}"}
    url = {} if socket else {"url": address["request_url"]}
    scopes = [*SCOPES, *extra]
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": texts.word(say("slack.app_description"))[:LONGEST_DESCRIPTION],
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": [
                {
                    "name": texts.word(say("slack.ask_about"))[:LONGEST_SHORTCUT],
                    "type": "message",
                    "callback_id": ASK_ABOUT,
                    "description": texts.word(say("slack.shortcut_about")),
                },
                {
                    "name": texts.word(say("slack.ask"))[:LONGEST_SHORTCUT],
                    "type": "global",
                    "callback_id": ASK_ANYWHERE,
                    "description": texts.word(say("slack.shortcut_ask")),
                },
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": texts.word(say("slack.command")),
                    "usage_hint": texts.word(say("slack.command_hint")),
                    "should_escape": True,
                    **url,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(_events()), **address},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def extra_scopes(*, profiles: bool, groups: bool) -> Sequence[str]:
    """Return the permissions that only some settings need.

    Args:
        profiles: whether a profile field names the department.
        groups: whether user groups stand for departments.
    """
    asked = {FOR_PROFILES: profiles, FOR_GROUPS: groups}
    return [scope for scope, is_needed in asked.items() if is_needed]


def _events() -> set[str]:
    """Return what the bot is told of."""
    return {*EVENTS, *MESSAGES, "app_home_opened"} - {"message", ASSISTANT}
