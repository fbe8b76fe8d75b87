"""Our adapter between botbuilder's turns and Teams: it checks what comes in, and writes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from botbuilder.core import BotAdapter, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, ResourceResponse
from typing_extensions import override

from bot.channels.teams.activities import INCOMING, TeamsTurns
from bot.channels.teams.connector import Connector, Place
from bot.channels.teams.incoming import Incoming, body_of, check_place, read
from bot.channels.teams.registration import Registration
from bot.channels.teams.token_check import TokenCheck

ANSWER = "coach.answer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an HTTP request is answered with: a status, and JSON or nothing."""

    status: int
    body: Mapping[str, Any] | None = None


TAKEN = Answer(status=200)


class TeamsAdapter(BotAdapter):  # type: ignore[misc]  # botbuilder has no types
    """Neither of botbuilder's own adapters is used; see docs/adr/0003."""

    def __init__(
        self, *, registration: Registration, check: TokenCheck | None, connector: Connector
    ) -> None:
        """Name who we are, how senders are checked (None: a simulator), and what writes."""
        super().__init__()
        self.connector = connector
        self._registration = registration
        self._check = check

    async def sender(self, header: str) -> str | None:
        """Return the service address that a request's token names; None beside a simulator.

        Raises:
            Refused: the sender is not believed.
        """
        return None if self._check is None else await self._check.service_of(header)

    async def process(self, body: bytes, service: str | None, turns: TeamsTurns) -> Answer:
        """Let the turns answer what came in.

        Args:
            body: as it came.
            service: what `sender` returned.
            turns: who answers.

        Raises:
            Malformed: Teams never sends this.
            Refused: it comes from elsewhere than it may.
            NobodyKnows: who sent it cannot be told now.
        """
        incoming = read(body_of(body))
        check_place(incoming, self._registration, service)
        context = TurnContext(self, _activity(incoming))
        context.turn_state[INCOMING] = incoming
        await self.run_pipeline(context, turns.on_turn)
        answer = cast(InvokeResponse | None, context.turn_state.get(ANSWER))
        if answer is None:
            return TAKEN
        return Answer(status=answer.status, body=answer.body)

    @override
    async def send_activities(
        self, context: TurnContext, activities: Sequence[Activity]
    ) -> list[ResourceResponse]:
        """Keep the answer to an invoke; post messages."""
        sent = []
        for one in activities:
            if one.type == ActivityTypes.invoke_response:
                context.turn_state[ANSWER] = one.value
                sent.append(ResourceResponse())
            else:
                place = _place(context.activity)
                found = await self.connector.send(place, one.serialize())
                sent.append(ResourceResponse(id=found))
        return sent

    @override
    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        """Let a message say something else."""
        place = _place(context.activity)
        await self.connector.update(place, activity.id, activity.serialize())

    @override
    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Take a message away."""
        await self.connector.delete(_place(context.activity), reference.activity_id)


def _activity(incoming: Incoming) -> Activity:
    """Return an activity as botbuilder knows it: as much of it as its turns look at."""
    return Activity(
        type=incoming.kind,
        id=incoming.id,
        name=incoming.name,
        text=incoming.text,
        channel_id="msteams",
        service_url=incoming.service_url,
        value=dict(incoming.value),
    )


def _place(activity: Activity) -> Place:
    return Place(service_url=activity.service_url, conversation=activity.conversation.id)
