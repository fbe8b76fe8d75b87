"""Forms in windows over the chat, and a message that somebody wants to ask the coach about."""

from dataclasses import replace
from typing import Any

import structlog

from bot.cards.model import Field, FieldKind, Form, Reply
from bot.channels.slack import buttons
from bot.channels.slack.at_hand import AtHand, event_of, texts_for
from bot.channels.slack.buttons import Button
from bot.channels.slack.draw import Message, errors_of
from bot.channels.slack.incoming import (
    Json,
    object_in,
    origin_of_interaction,
    text_in,
    words_of,
)
from bot.channels.slack.presses import Card, NoCard, again, card_of, done, filled
from bot.channels.slack.web_api import Undone
from bot.channels.slack.workspace import CHANNEL
from bot.texts.catalogue import DEFAULT, say
from knowledge.boundaries.texts import LONGEST, clean
from knowledge.errors import Explained
from knowledge.people.model import Person

ASK_COACH = "line.send:escalate:"
"""What is done with a message that somebody confirms: it becomes the question, as in the chat."""

FIELD = "text"
ABOUT = "message"
"""Stands in a button's place for a letter, in the window about somebody's message."""

QUESTION = "question"
"""The same for the window in which a question is asked."""

LOG = structlog.get_logger()
Answer = dict[str, Any]
CLOSED: Answer = {}


async def opened(hand: AtHand, card: Card, trigger: str) -> None:
    """Show the form of a card in a window; one that Slack does not open any more is asked for."""
    form = card.form
    if form is None:
        raise NoCard(card.person)
    number = card.button.number
    window = hand.drawing.modal(form, card.post.letter, card.language, number=number)
    await _open(hand, card.person, window, trigger)


async def about_message(hand: AtHand, body: Json) -> None:
    """Show a message that somebody wants to ask the coach about; nothing is sent yet."""
    person, _ = await hand.acquainted(origin_of_interaction(body))
    text = clean(words_of(text_in(object_in(body, "message"), "text"), bot=hand.bot))[:LONGEST]
    await _open(hand, person, _window(hand, person, ABOUT, text), text_in(body, "trigger_id"))


async def question(hand: AtHand, body: Json) -> None:
    """Show a window in which a question is asked from anywhere in Slack."""
    person, _ = await hand.acquainted(origin_of_interaction(body))
    await _open(hand, person, _window(hand, person, QUESTION, ""), text_in(body, "trigger_id"))


async def sent(hand: AtHand, body: Json) -> Answer:
    """Take what was filled in; the window stays open while something must be mended.

    Returns:
        What Slack is answered with: nothing closes the window.

    Raises:
        Forged: a window that we never made.
        NoCard: what it belongs to is gone, or somebody else's.
    """
    view = object_in(body, "view")
    said, values = text_in(view, "private_metadata"), _values(view)
    button = buttons.read(said, hand.seal)
    if button in {Button(ABOUT, buttons.FORM), Button(QUESTION, buttons.FORM)}:
        return await _asked(hand, body, values, is_about=button == Button(ABOUT, buttons.FORM))
    origin = replace(origin_of_interaction(body), channel="")
    card = await card_of(hand, origin, said)
    label = card.texts.word(card.form.send) if card.form else ""
    wrong = await filled(hand, card, values, key=text_in(view, "id"))
    if wrong is None:
        await done(hand, card, label)
        return CLOSED
    await again(hand, card, wrong)
    return _mending(hand, card, wrong)


def _mending(hand: AtHand, card: Card, wrong: Reply) -> Answer:
    """Say beside its field what is wrong; a form that goes on takes the window's place."""
    form = wrong.form or wrong.inline
    errors = errors_of(form, card.language)
    shown = {one.name for one in card.form.fields} if card.form else set()
    if errors and set(errors) <= shown:
        return {"response_action": "errors", "errors": errors}
    if form is None:
        return CLOSED
    number = buttons.FORM if wrong.form else buttons.LINE
    window = hand.drawing.modal(form, card.post.letter, card.language, number=number)
    return {"response_action": "update", "view": window}


async def _asked(hand: AtHand, body: Json, values: dict[str, str], *, is_about: bool) -> Answer:
    """Take a question from a window of its own; the answer comes in the person's own chat."""
    person, _ = await hand.acquainted(replace(origin_of_interaction(body), channel=""))
    texts = texts_for(person)
    text = values.get(FIELD, "")
    if not text.strip():
        return {"response_action": "errors", "errors": {FIELD: texts.word(say("line.empty"))}}
    event = event_of("window", text_in(object_in(body, "view"), "id"), person.id, text)
    try:
        if is_about:
            label = texts.word(say("slack.ask_about"))
            await hand.reception.form(event, person.id, CHANNEL, ASK_COACH, {FIELD: text}, label)
        else:
            await hand.reception.words(event, person.id, CHANNEL, text)
    except Explained as error:
        wrong = texts.word(say(error.key, **error.details))
        return {"response_action": "errors", "errors": {FIELD: wrong}}
    return CLOSED


def _window(hand: AtHand, person: Person, about: str, text: str) -> Message:
    is_about = about == ABOUT
    form = Form(
        fields=(
            Field(
                name=FIELD,
                label=say("slack.about_field") if is_about else say("slack.question_field"),
                value=text,
                kind=FieldKind.TEXT,
            ),
        ),
        send=say("slack.ask_about") if is_about else say("slack.ask"),
        action=ASK_COACH,
    )
    return hand.drawing.modal(form, about, person.language or DEFAULT, number=buttons.FORM)


async def _open(hand: AtHand, person: Person, window: Message, trigger: str) -> None:
    try:
        await hand.api.ask_soon("views.open", trigger_id=trigger, view=window)
    except Undone as found:
        LOG.info("slack-window-not-opened", why=found.outcome.why)
        async with hand.work() as work:
            told = Reply(text=(say("slack.open_again"),))
            reason = f"window:{event_of(trigger)}"
            await hand.post(work, told, reason=reason, to=person.id)
            await work.commit()
        hand.wake()


def _values(view: Json) -> dict[str, str]:
    """Return what stands in the fields of a window."""
    found: dict[str, str] = {}
    for block in object_in(object_in(view, "state"), "values").values():
        for name, said in block.items() if isinstance(block, dict) else ():
            if isinstance(said, dict):
                found[name] = text_in(said, "value")
    return found
