"""Buttons pressed and forms sent: checked, stored, and shown as done."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.cards.model import Form, Reply
from bot.cards.pressed import as_pressed
from bot.channels.slack import buttons
from bot.channels.slack.at_hand import AtHand, event_of, texts_for
from bot.channels.slack.buttons import Button
from bot.channels.slack.incoming import Origin
from bot.channels.slack.places import BETWEEN, aside_in, is_aside, read_aside
from bot.channels.slack.workspace import CHANNEL
from bot.conversations.posts import finding
from bot.conversations.posts.model import Post
from bot.conversations.reception import Received
from bot.conversations.turn import Where
from bot.texts.catalogue import DEFAULT, Catalogue, catalogue, say
from knowledge.errors import Explained
from knowledge.people.model import Person

PATIENCE = 2.0
"""Seconds to wait for a form that must be mended; Slack waits for three in all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A message of ours on which somebody has done something.

    Attributes:
        post: the message, as it was posted.
        reply: what it says.
        person: who has done something.
        where: where, in words that the courier understands.
        button: which button.
    """

    post: Post
    reply: Reply
    person: Person
    where: Where
    button: Button

    @property
    def language(self) -> str:
        """The language it was drawn in."""
        return self.post.language or DEFAULT

    @property
    def texts(self) -> Catalogue:
        """The texts of the language it was drawn in."""
        return catalogue(self.language)

    @property
    def form(self) -> Form | None:
        """The form that the button belongs to, if it belongs to one."""
        found = {buttons.FORM: self.reply.form, buttons.LINE: self.reply.inline}
        return found.get(self.button.number)


class NoCard(Exception):
    """There is nothing to be pressed: never, not any more, or not by this person.

    Which of them it is, nobody is told.
    """

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        self.words = texts_for(person).word(say("web.old_choice"))


class Forged(Exception):
    """A button that we never made."""


async def card_of(hand: AtHand, origin: Origin, said: object) -> Card:
    """Return the card that a button stood on.

    Args:
        hand: what is needed.
        origin: who pressed, and where; without a channel for a form in a window.
        said: what the button carried.

    Raises:
        Forged: nobody but us makes buttons.
        NoCard: it is gone, or somebody else's.
        NobodyKnows, NotForThem: as `acquainted`.
    """
    button = buttons.read(said, hand.seal)
    if button is None:
        raise Forged
    person, chat = await hand.acquainted(origin)
    post = await finding.found(hand.reading, button.letter)
    if post is None or post.reply is None or post.channel != CHANNEL:
        raise NoCard(person)
    is_alone = not post.at or is_aside(post.at)
    # A window has no chat of its own; the button that opened it was looked at where it stood.
    is_here = not origin.channel or (chat and post.at.partition(BETWEEN)[0] == chat.id)
    if (is_alone and post.person != person.id) or (not is_alone and not is_here):
        raise NoCard(person)
    place = Where(at=post.at, overheard=not is_alone)
    return Card(post=post, reply=post.reply, person=person, where=place, button=button)


async def pressed(hand: AtHand, card: Card) -> Reply:
    """Store a press, once a card and person; return the card as it stays.

    Raises:
        NoCard: there is no such choice on it.
    """
    if not 0 <= card.button.number < len(card.reply.choices):
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
    return await done(hand, card, label)


async def filled(hand: AtHand, card: Card, said: Mapping[str, str], *, key: str) -> Reply | None:
    """Store a form that was sent; return it when it must be mended, with what is wrong.

    Args:
        hand: what is needed.
        card: the card it belongs to.
        said: what stands in its fields.
        key: tells two empty forms apart.

    Raises:
        NoCard: the card has no such form.
    """
    form = card.form
    if form is None:
        raise NoCard(card.person)
    values = {one.name: said[one.name] for one in form.fields if one.name in said}
    text = "\x00".join(f"{name}\x01{value}" for name, value in sorted(values.items()))
    once = text if any(values.values()) else key
    event = event_of("form", card.button.letter, form.action, card.person.id, once)
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
    text_of_all = tuple(words for one in replies for words in one.text)
    return replace(replies[-1], text=text_of_all)


async def again(hand: AtHand, card: Card, reply: Reply) -> None:
    """Keep what a card says now that it must be mended, or goes on."""
    async with hand.work() as work:
        await work.posts.put(replace(card.post, reply=reply))
        await work.commit()


async def done(hand: AtHand, card: Card, label: str) -> Reply:
    """Return a card as it stays; in somebody's own chat it stays so for good."""
    stays = as_pressed(card.reply, label)
    if not card.post.at:
        async with hand.work() as work:
            await hand.mark_pressed(work, card.post.letter, stays, card.person.id)
            await work.commit()
        hand.wake()
    return stays


async def shared(hand: AtHand, card: Card) -> None:
    """Show to all in the channel what only one person saw, without its buttons.

    Raises:
        NoCard: it is not for all.
    """
    if not card.reply.for_all or not is_aside(card.post.at):
        raise NoCard(card.person)
    place = read_aside(card.post.at)
    if place is None:
        raise NoCard(card.person)
    at = aside_in(place.channel, place.aside, for_all=True).at
    says = replace(card.reply, choices=(), form=None, inline=None)
    async with hand.work() as work:
        reason = f"shared:{card.post.letter}"
        await hand.post(work, says, reason=reason, to=card.person.id, at=at)
        await work.commit()
    hand.wake()


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
