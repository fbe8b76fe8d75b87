"""App Home: one's questions, coach and settings at a glance, kept as they are now."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from bot.cards.model import Choice, Reply
from bot.channels.slack import blocks
from bot.channels.slack.at_hand import AtHand, event_of, texts_for
from bot.channels.slack.blocks import Block
from bot.channels.slack.buttons import Button, carried, read
from bot.channels.slack.incoming import Json, object_in, origin_of, origin_of_interaction, text_in
from bot.channels.slack.presses import Forged, NoCard
from bot.channels.slack.web_api import Undone
from bot.channels.slack.workspace import CHANNEL
from bot.texts.catalogue import Catalogue, say
from knowledge.people.model import Person, UnknownPerson

ACTION = "home:press"
ASK = "home:ask"
MOST_BLOCKS = 95
"""Slack takes a hundred."""

Overview = Callable[[str, str], Awaitable[tuple[Reply, ...]]]

LOG = structlog.get_logger()


@dataclass(kw_only=True)
class Home:
    """The pages of those who have opened theirs.

    Attributes:
        overview: what stands on somebody's page, by person and channel.
    """

    hand: AtHand
    overview: Overview
    _open: dict[str, str] = field(default_factory=dict)
    _drawing: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def opened(self, body: Json, event: Json) -> None:
        """Draw the page of somebody who looks at it."""
        if event.get("tab") != "home":
            return
        person, _ = await self.hand.acquainted(replace(origin_of(body, event), channel=""))
        self._open[person.id] = text_in(event, "user")
        self.refresh(person.id)

    def refresh(self, person: str) -> None:
        """Draw somebody's page anew, if they have opened it, while others go on."""
        user = self._open.get(person)
        if user is None:
            return
        before = self._drawing.get(person)
        task = asyncio.get_running_loop().create_task(self._draw(person, user, before))
        self._drawing[person] = task
        task.add_done_callback(lambda done: self._drop(person, done))

    async def settle(self) -> None:
        """Wait until every page is drawn."""
        while self._drawing:
            await asyncio.gather(*self._drawing.values())

    async def stop(self) -> None:
        """Draw no more."""
        for task in self._drawing.values():
            task.cancel()
        await asyncio.gather(*self._drawing.values(), return_exceptions=True)

    async def pressed(self, body: Json, action: Json) -> None:
        """Store what was pressed on the page; what follows is said in the person's own chat.

        Raises:
            Forged: nobody but us makes buttons.
            NoCard: what it stood for is not offered any more.
        """
        button = read(action.get("value"), self.hand.seal)
        if button is None:
            raise Forged
        person, _ = await self.hand.acquainted(replace(origin_of_interaction(body), channel=""))
        choice = await self._choice(person, button)
        label = texts_for(person).word(choice.label)
        event = event_of("home", text_in(body, "trigger_id"), button.letter, person.id)
        await self.hand.reception.press(event, person.id, CHANNEL, choice.action, label)

    async def view(self, person: Person) -> Mapping[str, Any]:
        """Return somebody's page."""
        texts = texts_for(person)
        parts = await self.overview(person.id, CHANNEL)
        found = [
            blocks.heading(texts.word(say("slack.home", name=person.first_name))),
            *blocks.rows([self._ask(texts)]),
        ]
        for reply in parts:
            found += [{"type": "divider"}, *self._part(reply, person, texts)]
        return {"type": "home", "blocks": found[:MOST_BLOCKS]}

    def _part(self, reply: Reply, person: Person, texts: Catalogue) -> list[Block]:
        """Return a part of the page; its buttons are known again by what they do."""
        bare = replace(reply, choices=(), form=None, inline=None)
        drawn = self.hand.drawing.messages(bare, "", texts.language)
        made = [
            blocks.button(
                texts.word(one.label),
                action=f"{ACTION}:{number}",
                value=carried(_button(one, person), self.hand.seal),
            )
            for number, one in enumerate(reply.choices)
        ]
        return [*(block for one in drawn for block in one["blocks"]), *blocks.rows(made)]

    def _ask(self, texts: Catalogue) -> Block:
        value = carried(Button(ASK, 0), self.hand.seal)
        return blocks.button(texts.word(say("slack.ask")), action=ASK, value=value, main=True)

    async def _choice(self, person: Person, button: Button) -> Choice:
        for reply in await self.overview(person.id, CHANNEL):
            for choice in reply.choices:
                if _button(choice, person) == button:
                    return choice
        raise NoCard(person)

    async def _draw(self, person_id: str, user: str, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        try:
            async with self.hand.reading() as work:
                person = await work.people.get(person_id)
            await self.hand.api.ask("views.publish", user_id=user, view=await self.view(person))
        except UnknownPerson:
            self._open.pop(person_id, None)
        except Undone as found:
            LOG.info("slack-home-not-drawn", why=found.outcome.why)

    def _drop(self, person: str, done: asyncio.Task[None]) -> None:
        if self._drawing.get(person) is done:
            del self._drawing[person]
        if not done.cancelled() and done.exception() is not None:
            LOG.error("slack-home-failed", error=type(done.exception()).__name__)


def _button(choice: Choice, person: Person) -> Button:
    """Return what is carried for a choice: it tells nothing, and is the same the next time."""
    return Button(f"home:{event_of('home', choice.action, person.id)[:32]}", 0)


def is_of_home(body: Json) -> bool:
    """Say whether something was pressed on App Home."""
    return text_in(object_in(body, "container"), "type") == "view" and (
        text_in(object_in(body, "view"), "type") == "home"
    )
