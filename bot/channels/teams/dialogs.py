"""Dialogs: forms with several fields, and a message that somebody wants to ask the coach about."""

from collections.abc import Mapping
from typing import Any

from bot.cards.model import Field, FieldKind, Form
from bot.channels.teams import buttons
from bot.channels.teams.at_hand import AtHand, event_of, texts_for
from bot.channels.teams.buttons import Button
from bot.channels.teams.elements import CARD_TYPE, Element
from bot.channels.teams.incoming import Incoming, without_markup
from bot.channels.teams.presses import Card, Forged, NoCard, again, card_of, done, filled
from bot.channels.teams.registration import CHANNEL
from bot.texts.catalogue import DEFAULT, say
from knowledge.boundaries.texts import LONGEST, clean
from knowledge.errors import Explained
from knowledge.people.model import Person

Body = dict[str, Any]

ASK_COACH = "line.send:escalate:"
"""What is done with a message that somebody confirms: it becomes the question, as in the chat."""

ASK_COMMAND = "askCoach"
"""The command on a message, as the app's manifest names it."""

FIELD = "text"
MESSAGE_ACTION = "message"
"""Stands in a button's place for a letter, in the dialog about somebody's message."""


async def opened(hand: AtHand, incoming: Incoming) -> Body:
    """Show the form of a card in a dialog."""
    try:
        card = await card_of(hand, incoming, incoming.value.get("data"))
        return _form(hand, card, card.reply.form)
    except NoCard as gone:
        return _says(gone.words)
    except Forged:
        return _says("")


async def sent(hand: AtHand, incoming: Incoming) -> Body:
    """Take what was filled in; the dialog stays open while something must be mended."""
    data = incoming.value.get("data")
    try:
        card = await card_of(hand, incoming, data)
        wrong = await filled(hand, card, incoming, data)
        if wrong is None:
            await done(hand, card)
            return _says(card.texts.word(say("teams.sent")))
        await again(hand, card, wrong)
        return _form(hand, card, wrong.form or wrong.inline, is_line=wrong.form is None)
    except NoCard as gone:
        return _says(gone.words)
    except Forged:
        return _says("")


async def about_message(hand: AtHand, incoming: Incoming) -> Body:
    """Show a message that somebody wants to ask the coach about; nothing is sent yet."""
    if incoming.value.get("commandId") != ASK_COMMAND:
        return _says("")
    person, _ = await hand.acquainted(incoming)
    payload = incoming.value.get("messagePayload")
    body = payload.get("body") if isinstance(payload, dict) else None
    content = body.get("content") if isinstance(body, dict) else ""
    text = clean(without_markup(content if isinstance(content, str) else ""))[:LONGEST]
    return _about(hand, person, text)


async def about_confirmed(hand: AtHand, incoming: Incoming) -> Body:
    """Take what somebody confirmed as their question; the answer comes in their own chat."""
    person, _ = await hand.acquainted(incoming)
    data = incoming.value.get("data")
    if buttons.read(data, hand.seal) != Button(MESSAGE_ACTION, buttons.FORM):
        return _says("")
    said = data.get(FIELD) if isinstance(data, Mapping) else ""
    text = said if isinstance(said, str) else ""
    texts = texts_for(person)
    if not text.strip():
        return _about(hand, person, "", error="line.empty")
    event = event_of("about", incoming.conversation, person.id, text)
    label = texts.word(say("teams.ask_about"))
    try:
        await hand.reception.form(event, person.id, CHANNEL, ASK_COACH, {FIELD: text}, label)
    except Explained as error:
        return _about(hand, person, text, error=error.key, **error.details)
    return _says(texts.word(say("teams.asked_about")))


def _about(hand: AtHand, person: Person, text: str, *, error: str = "", **details: Any) -> Body:
    texts = texts_for(person)
    form = Form(
        fields=(
            Field(
                name=FIELD,
                label=say("teams.about_field"),
                value=text,
                kind=FieldKind.TEXT,
                error=say(error, **details) if error else None,
            ),
        ),
        send=say("teams.ask_about"),
        action=ASK_COACH,
    )
    card = hand.drawing.dialog(
        form, MESSAGE_ACTION, person.language or DEFAULT, number=buttons.FORM
    )
    return _shows(card, texts.word(say("teams.ask_about")))


def _form(hand: AtHand, card: Card, form: Form | None, *, is_line: bool = False) -> Body:
    if form is None:
        raise NoCard(card.person)
    number = buttons.LINE if is_line else buttons.FORM
    language = card.post.language or DEFAULT
    drawn = hand.drawing.dialog(form, card.post.letter, language, number=number)
    return _shows(drawn, card.texts.word(form.send))


def _shows(card: Element, title: str) -> Body:
    """Return what keeps a dialog open."""
    info = {
        "title": title,
        "width": "medium",
        "height": "medium",
        "card": {"contentType": CARD_TYPE, "content": card},
    }
    return {"task": {"type": "continue", "value": info}}


def _says(words: str) -> Body:
    """Return what closes a dialog with a few words."""
    return {"task": {"type": "message", "value": words}}
