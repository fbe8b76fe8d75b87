"""A person in Teams: writes, reads what stands in a chat, presses, fills in dialogs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.teams.registration import ISSUER
from tests.fakes.signing import Claims, signed
from tests.fakes.teams.roster import APP_ID, BOT, CHANNEL, GROUP, TEAM, TENANT, Member
from tests.fakes.teams.servers import THREAD, Message, TeamsServers
from tests.fakes.teams.shapes import Json, check_card, parts_of

NAME = "Digitala coachen"
MENTION = f"<at>{NAME}</at>"
HALF_AN_HOUR = 1_800

Post = Callable[[Json, str], Awaitable[tuple[int, Any]]]
"""Sends an activity with its Authorization to the bot; returns the status and what it answers."""


@dataclass(kw_only=True)
class Phone:
    """One person's Teams.

    Attributes:
        dialog: the card of the open dialog, if one is open.
        said_last: what closed a dialog, or what a press was answered with in words.
        own: cards as this person alone sees them, by the message they stand in.
    """

    member: Member
    service: TeamsServers
    post: Post
    locale: str = "sv-SE"
    dialog: Json | None = None
    said_last: str = ""
    own: dict[str, Json] = field(default_factory=dict)

    @property
    def chat(self) -> str:
        """This person's own chat with the bot."""
        return self.service.personal(self.member)

    async def says(self, text: str, **changes: object) -> str:
        """Write in the own chat; return the message's id."""
        self.service.chat(self.chat)
        return await self._written(self.activity(text=text, **changes))

    async def mentions(
        self, text: str, *, thread: str = "", chat: str = CHANNEL, **changes: object
    ) -> str:
        """Write to the bot where others read along; return the message's id."""
        self.service.chat(chat)
        number = self.service.number()
        said = self.activity(
            text=f"{MENTION} {text}", id=number, **self.place(chat, thread or number)
        )
        said["entities"] = [
            {"type": "mention", "text": MENTION, "mentioned": {"id": BOT, "name": NAME}}
        ]
        return await self._written({**said, **changes})

    async def edits(self, message: str, text: str) -> None:
        """Change what was written in the own chat."""
        data = {"eventType": "editMessage", "tenant": {"id": TENANT}}
        await self._written(
            self.activity(type="messageUpdate", id=message, text=text, channelData=data)
        )

    async def takes_back(self, message: str) -> None:
        """Delete what was written in the own chat."""
        data = {"eventType": "softDeleteMessage", "tenant": {"id": TENANT}}
        await self._written(
            self.activity(type="messageDelete", id=message, text=None, channelData=data)
        )

    async def installs(self, chat: str = "", action: str = "add") -> None:
        """Put the bot into a chat, as Teams tells of it: in two activities."""
        self.service.chat(chat or self.chat)
        place = self.place(chat) if chat else {}
        added = {"membersAdded": [{"id": BOT}]} if action == "add" else {}
        if added:
            await self._written(self.activity(type="conversationUpdate", **added, **place))
        await self._written(self.activity(type="installationUpdate", action=action, **place))

    async def removes(self, chat: str = "") -> None:
        """Take the bot out of a chat; after that nobody can write there."""
        await self.installs(chat, action="remove")
        self.service.chats.pop(chat or self.chat, None)

    async def presses(self, label: str, *, chat: str = "", **typed: str) -> Json:
        """Press a button on the newest card that has it; return what the bot answers."""
        message, action = self.button(label, chat or self.chat)
        if action["type"] == "Action.Submit":
            return await self.opens(label, chat=chat)
        return await self.sends(message, action, chat=chat, **typed)

    async def sends(self, message: Message, action: Json, *, chat: str = "", **typed: str) -> Json:
        """Send an `Action.Execute`, and see the card that comes back."""
        inputs = {one["id"]: one.get("value", "") for one in self._inputs(message)}
        value = {
            "action": {
                "type": "Action.Execute",
                "verb": action["verb"],
                "data": {**action["data"], **inputs, **typed},
            },
            "trigger": "manual",
        }
        said = await self.invoked("adaptiveCard/action", value, chat=chat, replyToId=message.id)
        if said["type"].endswith("card.adaptive"):
            check_card(said["value"])
            self.own[message.id] = said["value"]
        else:
            self.said_last = said["value"]
        return said

    async def opens(self, label: str, *, chat: str = "") -> Json:
        """Press a button that opens a dialog."""
        message, action = self.button(label, chat or self.chat)
        data = {**action["data"]}
        data |= data.pop("msteams")
        return self._shown(
            await self.invoked("task/fetch", {"data": data}, chat=chat, replyToId=message.id)
        )

    async def fills_in(self, *, chat: str = "", **typed: str) -> Json:
        """Send the open dialog with some fields changed."""
        assert self.dialog, "no dialog is open"
        fields = [one for one in parts_of(self.dialog) if one["type"] == "Input.Text"]
        assert not typed.keys() - {one["id"] for one in fields}, "no such field"
        (send,) = (one for one in parts_of(self.dialog) if one["type"] == "Action.Submit")
        values = {one["id"]: one.get("value", "") for one in fields} | typed
        data = {**send["data"], **values}
        return self._shown(await self.invoked("task/submit", {"data": data}, chat=chat))

    async def asks_about(self, text: str, *, chat: str = CHANNEL) -> Json:
        """Choose *Fråga coachen om detta* on somebody's message."""
        value = {
            "commandId": "askCoach",
            "commandContext": "message",
            "messagePayload": {
                "id": self.service.number(),
                "body": {"contentType": "html", "content": text},
            },
        }
        return self._shown(await self.invoked("composeExtension/fetchTask", value, chat=chat))

    async def confirms(self, *, chat: str = CHANNEL, **typed: str) -> Json:
        """Send the dialog about somebody's message."""
        assert self.dialog, "no dialog is open"
        (send,) = (one for one in parts_of(self.dialog) if one["type"] == "Action.Submit")
        fields = [one for one in parts_of(self.dialog) if one["type"] == "Input.Text"]
        values = {one["id"]: one.get("value", "") for one in fields} | typed
        value = {"commandId": "askCoach", "data": {**send["data"], **values}}
        return self._shown(await self.invoked("composeExtension/submitAction", value, chat=chat))

    async def invoked(self, name: str, value: Json, *, chat: str = "", **changes: object) -> Json:
        """Send an invoke; return what it was answered with."""
        where = self.place(chat) if chat else {}
        said = self.activity(type="invoke", name=name, value=value, **where, **changes)
        status, answer = await self.post(said, self.header())
        assert status == 200, (status, answer)
        return answer  # type: ignore[no-any-return]

    def activity(self, **changes: object) -> dict[str, Any]:
        """Return an activity of this person's, in their own chat."""
        found = {
            "type": "message",
            "id": self.service.number(),
            "timestamp": self.service.clock.now().isoformat(),
            "serviceUrl": self.service.service_url,
            "channelId": "msteams",
            "from": {
                "id": self.member.id,
                "name": self.member.name,
                "aadObjectId": self.member.object_id,
            },
            "conversation": {
                "conversationType": "personal",
                "tenantId": TENANT,
                "id": self.chat,
            },
            "recipient": {"id": BOT, "name": NAME},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": self.locale,
            "textFormat": "plain",
            **changes,
        }
        return {name: value for name, value in found.items() if value is not None}

    def place(self, chat: str, thread: str = "") -> dict[str, Any]:
        """Return what an activity says of a chat with others in it."""
        if chat == GROUP:
            return {
                "conversation": {
                    "isGroup": True,
                    "conversationType": "groupChat",
                    "tenantId": TENANT,
                    "id": GROUP,
                }
            }
        key = f"{chat}{THREAD}{thread}" if thread else chat
        return {
            "conversation": {
                "isGroup": True,
                "conversationType": "channel",
                "tenantId": TENANT,
                "id": key,
            },
            "channelData": {
                "tenant": {"id": TENANT},
                "team": {"id": TEAM, "name": "Juridik"},
                "channel": {"id": chat, "name": "Frågor"},
            },
        }

    def header(self, fault: str = "", **changes: object) -> str:
        """Return an Authorization of Teams' own, or one that is wrong in a given way."""
        return f"Bearer {signed(self.claims(**changes), self.service.keys, fault, 'x' * 40)}"

    def claims(self, **changes: object) -> Claims:
        """Return what a token of Teams' says."""
        now = int(self.service.clock.now().timestamp())
        found = {
            "iss": ISSUER,
            "aud": APP_ID,
            "nbf": now - 60,
            "exp": now + HALF_AN_HOUR,
            "serviceurl": self.service.service_url,
            **changes,
        }
        return {name: value for name, value in found.items() if value is not None}

    def button(self, label: str, chat: str) -> tuple[Message, Json]:
        """Return the newest button with this label, and the message it stands on."""
        for message in reversed(self.service.chats.get(chat, [])):
            for one in parts_of(self.card(message)):
                if str(one["type"]).startswith("Action.") and one.get("title") == label:
                    return message, one
        raise AssertionError(f"{self.member.name} has no button {label!r}")

    def card(self, message: Message) -> Json | None:
        """Return a message's card as this person sees it."""
        return self.own.get(message.id, message.card)

    def reads(self, chat: str = "") -> list[str]:
        """Return every message of the bot in a chat: words, then its buttons in brackets."""
        return [
            as_read(self.card(one) or {}) for one in self.service.chats.get(chat or self.chat, [])
        ]

    def _inputs(self, message: Message) -> list[Json]:
        return [one for one in parts_of(self.card(message)) if one["type"] == "Input.Text"]

    def _shown(self, said: Json) -> Json:
        """See what a dialog says: a card that stays, or words that close it."""
        task = said["task"]
        if task["type"] == "continue":
            self.dialog = task["value"]["card"]["content"]
            check_card(self.dialog)
        else:
            self.dialog, self.said_last = None, task["value"]
        return said

    async def _written(self, activity: Mapping[str, Any]) -> str:
        status, answer = await self.post(activity, self.header())
        assert status == 200, (status, answer)
        return str(activity["id"])


def as_read(card: Json) -> str:
    """Return a card as somebody reads it aloud: a paragraph a line, and buttons in brackets."""
    lines: list[str] = []
    for one in parts_of(card):
        if one["type"] == "RichTextBlock":
            lines.append("".join(str(run["text"]) for run in one["inlines"]).strip())
        elif one["type"] == "Image":
            lines.append(f"({one['altText']})")
        elif one["type"] == "Input.Text":
            lines.append(f"{one['label']}: {one.get('value', '')}".strip())
        elif str(one["type"]).startswith("Action.") and one["type"] != "Action.OpenUrl":
            lines.append(f"[{one['title']}]")
    return "\n".join(lines)
