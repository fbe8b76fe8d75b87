"""A person in the emulated Slack: writes, reads, presses, fills in windows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.channels.emulated.gateway import Delivered, Gateway, Json
from tests.channels.emulated.seeds import token


@dataclass(kw_only=True)
class Chatter:
    """One person's Slack.

    Attributes:
        who: their name in the workspace.
        user: their id.
        chat: their own chat with the bot.
    """

    who: str
    user: str
    chat: str
    gateway: Gateway
    _typed: dict[str, Any] = field(default_factory=dict)

    async def says(self, text: str, *, chat: str = "", thread: str = "") -> str:
        """Write a message; return its number."""
        more = {"thread_ts": thread} if thread else {}
        said = await self.gateway.ask(
            "chat.postMessage",
            by=token(self.who),
            channel=chat or self.chat,
            text=text,
            **more,
        )
        return str(said["ts"])

    async def reads(self, words: str, *, chat: str = "", thread: str = "") -> Json:
        """Wait until a message of the bot says something; return it."""

        async def found() -> Json | None:
            listed = [
                one for one in await self.messages(chat=chat, thread=thread) if words in _text(one)
            ]
            return listed[-1] if listed else None

        message: Json = await self.gateway.until(found)
        return message

    async def messages(self, *, chat: str = "", thread: str = "") -> list[Json]:
        """Return what the bot has written, oldest first."""
        where = chat or self.chat
        said = (
            await self.gateway.ask("conversations.replies", channel=where, ts=thread)
            if thread
            else await self.gateway.ask("conversations.history", channel=where, limit="200")
        )
        listed = sorted(said["messages"], key=lambda one: float(one["ts"]))
        return [one for one in listed if one.get("user") != self.user]

    async def presses(self, label: str, *, words: str = "", chat: str = "") -> Delivered:
        """Press a button on the newest message that has it."""
        where = chat or self.chat

        async def found() -> tuple[Json, Json, str] | None:
            for message in reversed(await self.messages(chat=where)):
                if words not in _text(message):
                    continue
                for block, button in buttons(message.get("blocks", ())):
                    if button["text"]["text"] == label:
                        return message, button, block
            return None

        message, button, block = await self.gateway.until(found)
        said = await self.gateway.interact(
            self.user,
            {
                "type": "block_actions",
                "container": {
                    "type": "message",
                    "message_ts": message["ts"],
                    "channel_id": where,
                    "is_ephemeral": False,
                },
                "channel": {"id": where, "name": "directmessage"},
                "message": message,
                "state": {"values": {}},
                "response_url": self.gateway.at(f"/respond/{self.user}"),
                "actions": [
                    {
                        "action_id": button["action_id"],
                        "block_id": block,
                        "type": "button",
                        "text": button["text"],
                        "value": button.get("value", ""),
                        "action_ts": message["ts"],
                    }
                ],
            },
        )
        assert said.is_taken, said
        return said

    async def window(self) -> Json:
        """Wait for a window to be open; return it."""

        async def found() -> Json | None:
            return self.gateway.views.get(self.user)

        view: Json = await self.gateway.until(found)
        return view

    async def sends(self, **typed: str) -> Any:
        """Send the open window; return what it is answered with. Nothing closes it."""
        view = await self.window()
        values = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                element = block["element"]
                value = typed.get(block["block_id"], element.get("initial_value", ""))
                values[block["block_id"]] = {
                    element["action_id"]: {"type": element["type"], "value": value or None}
                }
        said = await self.gateway.interact(
            self.user,
            {"type": "view_submission", "view": {**view, "state": {"values": values}}},
        )
        assert said.is_taken, said
        if not said.said or not said.said.get("response_action"):
            self.gateway.views.pop(self.user, None)
        return said.said

    def home(self) -> str:
        """Return App Home as text."""
        return json.dumps(self.gateway.homes.get(self.user, {}), ensure_ascii=False)


def buttons(blocks: object) -> Iterator[tuple[str, Json]]:
    """Yield every button of blocks with its block's id."""
    for block in blocks if isinstance(blocks, list) else ():
        found = [*block.get("elements", ()), block.get("accessory")]
        for one in found:
            if isinstance(one, Mapping) and one.get("type") == "button":
                yield str(block.get("block_id", "")), dict(one)


def _text(message: Json) -> str:
    return f"{message.get('text', '')}\n{json.dumps(message.get('blocks', []), ensure_ascii=False)}"
