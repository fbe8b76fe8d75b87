"""The turns of Teams, each handed to the module that knows what to do with it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from typing_extensions import override

from bot.channels.teams import dialogs, installs, messages, presses
from bot.channels.teams.at_hand import AtHand
from bot.channels.teams.incoming import Incoming

INCOMING = "coach.incoming"
"""Under which a turn's context holds what came in, as our own values."""

EDITED = frozenset({"editMessage", "undeleteMessage"})
ADDED, REMOVED = frozenset({"add", "add-upgrade"}), frozenset({"remove", "remove-upgrade"})

Answer = Callable[[AtHand, Incoming], Awaitable[dict[str, Any]]]

INVOKES: Mapping[str, Answer] = {
    "adaptiveCard/action": presses.on_card,
    "task/fetch": dialogs.opened,
    "task/submit": dialogs.sent,
    "composeExtension/fetchTask": dialogs.about_message,
    "composeExtension/submitAction": dialogs.about_confirmed,
}


class TeamsTurns(TeamsActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    """Answers each kind of activity; what the bot never asked for has no effect."""

    def __init__(self, hand: AtHand) -> None:
        super().__init__()
        self._hand = hand

    @override
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await messages.written(self._hand, _incoming(turn_context))

    @override
    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        incoming = _incoming(turn_context)
        if incoming.event_type in EDITED:
            await messages.edited(self._hand, incoming)

    @override
    async def on_message_delete_activity(self, turn_context: TurnContext) -> None:
        await messages.taken_back(self._hand, _incoming(turn_context))

    @override
    async def on_installation_update(self, turn_context: TurnContext) -> None:
        incoming = _incoming(turn_context)
        if incoming.raw.get("action") in ADDED:
            await installs.came(self._hand, incoming)
        elif incoming.raw.get("action") in REMOVED:
            await installs.went(self._hand, incoming)

    @override
    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        incoming = _incoming(turn_context)
        if _names_the_bot(incoming, "membersAdded"):
            await installs.came(self._hand, incoming)
        elif _names_the_bot(incoming, "membersRemoved"):
            await installs.went(self._hand, incoming)

    @override
    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        incoming = _incoming(turn_context)
        answer = INVOKES.get(incoming.name)
        if answer is None:
            return InvokeResponse(status=400)
        return InvokeResponse(status=200, body=await answer(self._hand, incoming))


def _incoming(context: TurnContext) -> Incoming:
    return cast(Incoming, context.turn_state[INCOMING])


def _names_the_bot(incoming: Incoming, name: str) -> bool:
    listed = incoming.raw.get(name)
    return any(
        isinstance(one, dict) and one.get("id") == incoming.bot
        for one in (listed if isinstance(listed, list) else ())
    )
