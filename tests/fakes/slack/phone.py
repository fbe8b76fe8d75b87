"""A person in Slack: writes, reads what stands in a chat, presses, fills in windows."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.fakes.slack.server import APP, BOT, CHANNEL, TEAM, Message, SlackServer
from tests.fakes.slack.shapes import Json, buttons_in, check_view, lines_of

Post = Callable[[str, Json], Awaitable[tuple[int, Any]]]
"""Sends something of a kind (event, interaction, command) to the bot; returns what it answers."""

EVENT, INTERACTION, COMMAND = "event", "interaction", "command"


@dataclass(kw_only=True)
class Phone:
    """One person's Slack.

    Attributes:
        window: the window that is open over the chat, if one is.
        errors: what stood beside its fields when it was last sent.
    """

    user: str
    slack: SlackServer
    post: Post
    window: Json | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def chat(self) -> str:
        """This person's own chat with the bot."""
        return self.slack.dm(self.user)

    async def says(self, text: str, **changes: object) -> Json:
        """Write in the own chat; return the event."""
        event = self.message(text, channel=self.chat, channel_type="im", **changes)
        await self.happens(event)
        return event

    async def mentions(self, text: str, *, channel: str = CHANNEL, thread: str = "") -> Json:
        """Write to the bot in a channel, of which Slack tells twice; return the event."""
        self.slack.members.setdefault(channel, set()).update({self.user, BOT})
        said = f"<@{BOT}> {text}"
        event = self.message(said, channel=channel, channel_type="channel")
        if thread:
            event["thread_ts"] = thread
        mention = {name: value for name, value in event.items() if name != "channel_type"}
        await self.happens({**mention, "type": "app_mention"})
        await self.happens(event)
        return event

    def message(self, text: str, **place: object) -> dict[str, Any]:
        """Return the event of a message."""
        ts = self.slack.number()
        return {
            "type": "message",
            "user": self.user,
            "team": TEAM,
            "text": text,
            "ts": ts,
            "event_ts": ts,
            "client_msg_id": f"client-{ts}",
            **place,
        }

    async def happens(self, event: Json, **around: object) -> tuple[int, Any]:
        """Let Slack tell of an event."""
        return await self.post(EVENT, {**wrapped(event, self.slack.number()), **around})

    async def edits(self, event: Json, text: str) -> None:
        """Change what was written in the own chat."""
        await self._about(event, "message_changed", message={**event, "text": text})

    async def takes_back(self, event: Json) -> None:
        """Delete what was written in the own chat."""
        await self._about(event, "message_deleted", deleted_ts=event["ts"])

    async def _about(self, event: Json, subtype: str, **more: object) -> None:
        await self.happens(
            {
                "type": "message",
                "subtype": subtype,
                "channel": event["channel"],
                "channel_type": event["channel_type"],
                "ts": self.slack.number(),
                "previous_message": event,
                **more,
            }
        )

    async def commands(self, text: str, *, channel: str = CHANNEL) -> tuple[int, Any]:
        """Write `/coach` with words after it."""
        return await self.post(COMMAND, self.command(text, channel))

    def command(self, text: str, channel: str = CHANNEL) -> Json:
        """Return the body of `/coach`."""
        return {
            "command": "/coach",
            "text": text,
            "user_id": self.user,
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": "fika",
            "api_app_id": APP,
            "trigger_id": self.slack.number(),
            "response_url": self.slack.asks_with(self.user, channel),
        }

    async def presses(self, label: str, *, channel: str = "") -> tuple[int, Any]:
        """Press a button on the newest message that has it."""
        channel = channel or self.chat
        message, button = self.button(label, channel)
        return await self.sends(button, message, channel)

    async def sends(self, button: Json, message: Message, channel: str) -> tuple[int, Any]:
        """Send a press, and see the window that may open."""
        trigger = self.slack.number()
        answer = await self.post(
            INTERACTION,
            self.interaction(
                "block_actions",
                trigger_id=trigger,
                channel={"id": channel},
                message={"ts": message.ts, "thread_ts": message.thread or None},
                container={
                    "type": "message",
                    "message_ts": message.ts,
                    "channel_id": channel,
                    "is_ephemeral": bool(message.seen_by),
                },
                response_url=self.slack.asks_with(self.user, channel),
                actions=[
                    {
                        "type": "button",
                        "action_id": button["action_id"],
                        "block_id": "b",
                        "value": button["value"],
                    }
                ],
            ),
        )
        self._sees(trigger)
        return answer

    async def presses_at_home(self, label: str) -> tuple[int, Any]:
        """Press a button on App Home."""
        view = self.slack.homes[self.user]
        button = next(one for one in buttons_in(view["blocks"]) if one["text"]["text"] == label)
        trigger = self.slack.number()
        answer = await self.post(
            INTERACTION,
            self.interaction(
                "block_actions",
                trigger_id=trigger,
                container={"type": "view", "view_id": "V0HOME"},
                view={"type": "home", "id": "V0HOME"},
                actions=[{"type": "button", "block_id": "b", **button}],
            ),
        )
        self._sees(trigger)
        return answer

    async def shortcut(self, callback: str, **more: object) -> tuple[int, Any]:
        """Choose a shortcut, on a message or anywhere."""
        trigger = self.slack.number()
        kind = "message_action" if "message" in more else "shortcut"
        answer = await self.post(
            INTERACTION, self.interaction(kind, callback_id=callback, trigger_id=trigger, **more)
        )
        self._sees(trigger)
        return answer

    async def fills_in(self, **typed: str) -> tuple[int, Any]:
        """Send the open window; fields that are not named say what they said."""
        assert self.window, "no window is open"
        inputs = [one for one in self.window["blocks"] if one["type"] == "input"]
        state = {
            one["block_id"]: {
                one["element"]["action_id"]: {
                    "type": "plain_text_input",
                    "value": typed.get(one["block_id"], one["element"].get("initial_value", ""))
                    or None,
                }
            }
            for one in inputs
        }
        view = {**self.window, "id": "V0WINDOW", "state": {"values": state}}
        answer = await self.post(INTERACTION, self.interaction("view_submission", view=view))
        self.errors, body = {}, answer[1]
        action = body.get("response_action") if isinstance(body, dict) else None
        if action == "errors":
            self.errors = body["errors"]
            assert set(self.errors) <= {one["block_id"] for one in inputs}
        elif action == "update":
            check_view(body["view"])
            self.window = body["view"]
        else:
            self.window = None
        return answer

    async def opens_home(self) -> None:
        """Look at App Home."""
        await self.happens(
            {"type": "app_home_opened", "user": self.user, "channel": self.chat, "tab": "home"}
        )

    def reads(self, channel: str = "") -> list[str]:
        """Return what this person reads in a chat, message by message."""
        seen = self.slack.in_chat(channel or self.chat)
        return [
            "\n".join(lines_of(one.blocks)) or one.text
            for one in seen
            if one.seen_by in {"", self.user}
        ]

    def reads_at_home(self) -> str:
        """Return what stands on App Home."""
        return "\n".join(lines_of(self.slack.homes[self.user]["blocks"]))

    def button(self, label: str, channel: str) -> tuple[Message, Json]:
        """Return the newest button with a label, and its message."""
        for message in reversed(self.slack.in_chat(channel)):
            for one in buttons_in(message.blocks):
                if one["text"]["text"] == label:
                    return message, one
        raise AssertionError(f"no button {label!r} in {self.reads(channel)[-2:]}")

    def interaction(self, kind: str, **more: object) -> dict[str, Any]:
        """Return the body of something done with the bot's surfaces."""
        return {
            "type": kind,
            "user": {"id": self.user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": APP,
            **more,
        }

    def _sees(self, trigger: str) -> None:
        if trigger in self.slack.windows:
            self.window, self.errors = self.slack.windows[trigger], {}


def wrapped(event: Json, number: str) -> dict[str, Any]:
    """Return an event with what Slack puts around it."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": APP,
        "event": dict(event),
        "event_id": f"Ev{number}",
        "event_time": 1795000000,
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "is_ext_shared_channel": False,
    }


def written(kind: str, body: Json) -> tuple[str, str]:
    """Return a body as Slack writes it, and its media type."""
    if kind == EVENT:
        return json.dumps(body), "application/json"
    return _form(body if kind == COMMAND else {"payload": json.dumps(body)})


def _form(fields: Json) -> tuple[str, str]:
    return urlencode(fields), "application/x-www-form-urlencoded"
