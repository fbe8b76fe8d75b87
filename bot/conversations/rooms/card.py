"""Writes the first card of a room from its facts: an answer and five short steps."""

from dataclasses import replace
from datetime import date, timedelta

from bot.texts.catalogue import Say, catalogue, say
from knowledge.places.model import Place
from knowledge.rooms.model import Room
from tips.model import Advice, Tip, TipKind

REVIEW_AFTER = timedelta(days=182)
TOPIC = "konferensrum"


def blank_card(room: Room, *, credit: str, today: date) -> Tip:
    """Return a card that says nothing yet."""
    return Tip(
        id=room.tip,
        language=room.language,
        topic=TOPIC,
        title=room.title,
        kind=TipKind.ROOM,
        advice=Advice(answer=""),
        credit=credit,
        checked=today,
        review=today + REVIEW_AFTER,
    )


def written(card: Tip, room: Room, place: Place | None) -> Tip:
    """Return a card with what the facts of a room say.

    Args:
        card: as it is; what facts tell nothing of stays.
        room: with its facts, in the card's language.
        place: whom one calls, or None.
    """
    texts = catalogue(card.language)
    answer = "rooms.card.answer_panel" if room.panel else "rooms.card.answer"
    asked = (
        say("rooms.card.way.screen", room=room.name),
        say("rooms.card.way.sound", room=room.name),
        say("rooms.card.way.begin", room=room.name),
        say("rooms.card.way.wrong", room=room.name),
    )
    loop = say("rooms.card.loop", fact=room.hearing_loop) if room.hearing_loop else None
    return replace(
        card,
        title=room.title,
        names=(room.name, *room.names),
        owner=room.owner or card.owner,
        phrasings=tuple(texts.word(one) for one in asked),
        local=texts.word(loop) if loop else "",
        advice=Advice(
            answer=texts.word(say(answer)),
            steps=tuple(texts.word(one) for one in _steps(room, place)),
            check=texts.word(say("rooms.card.check")),
        ),
    )


def _steps(room: Room, place: Place | None) -> tuple[Say, ...]:
    """Return five steps: connect, choose, hear, be seen, and what to do when it is black."""
    turn_on = (
        say("rooms.card.screen", fact=room.screen) if room.screen else say("rooms.card.no_screen")
    )
    return (
        say("rooms.card.input", fact=room.input) if room.input else say("rooms.card.no_input"),
        say("rooms.card.panel", fact=room.panel) if room.panel else turn_on,
        say("rooms.card.sound", fact=room.sound) if room.sound else say("rooms.card.no_sound"),
        say("rooms.card.camera", fact=room.camera) if room.camera else say("rooms.card.no_camera"),
        say("rooms.card.black", place=place.name) if place else say("rooms.card.black_alone"),
    )
