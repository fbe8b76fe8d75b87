"""Buttons pressed and fields sent on cards: checked, stored, and shown as done on the spot."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.cards.model import Form, Reply
from bot.cards.pressed import as_pressed
from bot.channels.teams import buttons
from bot.channels.teams.at_hand import AtHand, event_of, texts_for
from bot.channels.teams.buttons import Button
from bot.channels.teams.elements import CARD_TYPE, Element
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.places import where
from bot.channels.teams.registration import CHANNEL
from bot.conversations.posts import finding
from bot.conversations.posts.model import Post
from bot.conversations.reception import Received
from bot.conversations.turn import Where
from bot.texts.catalogue import DEFAULT, Catalogue, catalogue, say
from knowledge.chats.model import Chat
from knowledge.errors import Explained
from knowledge.people.model import Person

PATIENCE = 2.5
"""Seconds to wait for a form that must be mended; Teams waits for three in all."""

MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
ERROR_TYPE = "application/vnd.microsoft.error"

Body = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A card of ours on which somebody has done something.

    Attributes:
        post: the card, as it was posted.
        reply: what it says.
        person: who has done something.
        chat: where.
        where: where, in words that the courier understands.
        button: which button.
    """

    post: Post
    reply: Reply
    person: Person
    chat: Chat
    where: Where
    button: Button

    @property
    def texts(self) -> Catalogue:
        """The texts of the language it was drawn in."""
        return catalogue(self.post.language or DEFAULT)

    @property
    def form(self) -> Form | None:
        """The form that the button belongs to, if it belongs to one."""
        return {buttons.FORM: self.reply.form, buttons.LINE: self.reply.inline}.get(
            self.button.number
        )


class NoCard(Exception):
    """There is nothing to be pressed: never, not any more, or not by this person.

    Which of them it is, nobody is told.
    """

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.words = texts_for(person).word(say("web.old_choice"))


class Forged(Exception):
    """A button that we never made."""


async def card_of(hand: AtHand, incoming: Incoming, data: object) -> Card:
    """Return the card that a button stood on.

    Raises:
        Forged: nobody but us makes buttons.
        NoCard: it is gone, or somebody else's.
        NobodyKnows, Refused: as `acquainted`.
    """
    button = buttons.read(data, hand.seal)
    if button is None:
        raise Forged
    person, chat = await hand.acquainted(incoming)
    post = await finding.found(hand.reading, button.letter)
    if post is None or post.reply is None or post.channel != CHANNEL:
        raise NoCard(person)
    is_here = post.at.partition("|")[0] == chat.id if post.at else post.person == person.id
    if not is_here:
        raise NoCard(person)
    place = where(incoming, chat) if post.at else Where()
    return Card(post=post, reply=post.reply, person=person, chat=chat, where=place, button=button)


async def on_card(hand: AtHand, incoming: Incoming) -> Body:
    """Answer an `Action.Execute`: with the card as it is now, or with words."""
    action = incoming.value.get("action")
    data = action.get("data") if isinstance(action, dict) else None
    try:
        card = await card_of(hand, incoming, data)
        if card.button.number >= 0:
            return _shown(await pressed(hand, card))
        return _shown(await _sent(hand, card, incoming, data))
    except NoCard as gone:
        return {"statusCode": 200, "type": MESSAGE_TYPE, "value": gone.words}
    except Forged:
        value = {"code": "Forbidden", "message": "This button is not ours."}
        return {"statusCode": 403, "type": ERROR_TYPE, "value": value}


async def pressed(hand: AtHand, card: Card) -> Element:
    """Store a press, once a card and person; return the card as it stays.

    Raises:
        NoCard: there is no such choice on it.
    """
    if card.button.number >= len(card.reply.choices):
        raise NoCard(card.person)
    choice = card.reply.choices[card.button.number]
    label = card.texts.word(choice.label)
    await hand.reception.press(
        event_of("press", card.button.letter, str(card.button.number), card.person.id),
        card.person.id,
        CHANNEL,
        choice.action,
        label,
        where=card.where,
    )
    return await _done(hand, card, label)


async def filled(hand: AtHand, card: Card, incoming: Incoming, data: object) -> Reply | None:
    """Store a form that was sent; return it when it must be mended, with what is wrong.

    Raises:
        NoCard: the card has no such form.
    """
    form = card.form
    if form is None or not isinstance(data, Mapping):
        raise NoCard(card.person)
    values = {one.name: said for one in form.fields if isinstance(said := data.get(one.name), str)}
    said = "\x00".join(f"{name}\x01{value}" for name, value in sorted(values.items()))
    key = said if any(values.values()) else incoming.id
    event = event_of("form", card.button.letter, form.action, card.person.id, key)
    waiting = hand.in_place.expect(CHANNEL, event)
    try:
        received = await hand.reception.form(
            event,
            card.person.id,
            CHANNEL,
            form.action,
            values,
            card.texts.word(form.send),
            where=card.where,
        )
        if received is Received.KNOWN:
            return None
        replies = await asyncio.wait_for(waiting, PATIENCE)
    except Explained as error:
        return _with_error(card, form, values, error)
    except TimeoutError:
        return None
    finally:
        waiting.cancel()
    if not replies:
        return None
    text = tuple(words for one in replies for words in one.text)
    return replace(replies[-1], text=text)


async def again(hand: AtHand, card: Card, reply: Reply) -> None:
    """Keep what a card says now that it must be mended, or goes on."""
    async with hand.work() as work:
        await work.posts.put(replace(card.post, reply=reply))
        await work.commit()


async def done(hand: AtHand, card: Card) -> Element:
    """Let a card in somebody's own chat stay as it is once its form was sent."""
    label = card.texts.word(card.form.send) if card.form else ""
    return await _done(hand, card, label)


async def _sent(hand: AtHand, card: Card, incoming: Incoming, data: object) -> Element:
    """Store what was written in a card's own field."""
    wrong = await filled(hand, card, incoming, data)
    if wrong is None:
        return await done(hand, card)
    await again(hand, card, wrong)
    return _last(hand, card, wrong)


async def _done(hand: AtHand, card: Card, label: str) -> Element:
    stays = as_pressed(card.reply, label)
    if not card.post.at:
        async with hand.work() as work:
            await hand.mark_pressed(work, card.post.letter, stays, card.person.id)
            await work.commit()
        hand.wake()
    return _last(hand, card, stays)


def _with_error(card: Card, form: Form, values: Mapping[str, str], error: Explained) -> Reply:
    """Return the card with what was written in it, and why it was not taken."""
    wrong = say(error.key, **error.details)
    fields = tuple(
        replace(one, value=values.get(one.name, one.value), error=wrong if not number else None)
        for number, one in enumerate(form.fields)
    )
    mended = replace(form, fields=fields)
    if card.button.number == buttons.FORM:
        return replace(card.reply, form=mended)
    return replace(card.reply, inline=mended)


def _last(hand: AtHand, card: Card, reply: Reply) -> Element:
    """Draw a reply in the place of the card that the button stood on."""
    language = card.post.language or DEFAULT
    return hand.drawing.cards(reply, card.post.letter, language)[-1]


def _shown(card: Element) -> Body:
    return {"statusCode": 200, "type": CARD_TYPE, "value": card}
