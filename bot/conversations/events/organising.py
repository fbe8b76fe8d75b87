"""An event from the chat: written in a form, shown as its card, opened with one press."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

from bot.cards.model import Choice, Field, FieldKind, Form, Reply, Weight
from bot.conversations.coach import helps
from bot.conversations.dates import day_in, hour_in
from bot.conversations.events.letters import shown
from bot.conversations.events.words import fault
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.audit.model import Deed
from scheduler.events import form as fields
from scheduler.events.model import Audience, Event, EventOver, Purpose, State, UnknownEvent

NOON = time(12)

LABELS = {
    "title": say("events.field.title"),
    "about": say("events.field.about"),
    "when": say("events.field.when"),
    "lasts": say("events.field.lasts"),
    "place": say("events.field.place"),
    "link": say("events.field.link"),
    "seats": say("events.field.seats"),
}
KINDS = {"about": FieldKind.TEXT}
USUAL = {"lasts": "60"}


async def on_new(talk: Talk, title: str = "") -> Reply:
    """Show the form, with a title if one was said."""
    if not await helps(talk):
        return Reply(text=(say("events.only_helpers"),), choices=await talk.door())
    return _form([say("events.new_in_chat")], USUAL | {"title": title[:1].upper() + title[1:]})


async def on_keep(talk: Talk, values: Mapping[str, str]) -> Reply:
    """Keep an event as a draft, and show its card as people will see it."""
    if not await helps(talk):
        return Reply(text=(say("events.only_helpers"),), choices=await talk.door())
    starts, wrong = _when(talk, values.get("when", ""))
    blank = Event(
        id=secrets.token_hex(16),
        title="",
        purpose=Purpose.INSPIRE,
        organiser=talk.person.id,
        department=talk.person.department,
        host=talk.person.name,
        audience=Audience(departments=(talk.person.department,) if talk.person.department else ()),
    )
    kept = {name: values.get(name, "") for name in ("title", "about", "lasts", "place", "link")}
    found = fields.read(
        replace(blank, starts=starts),
        {**kept, "lasts": kept["lasts"] or USUAL["lasts"], "seats": values.get("seats", "")},
        zone=talk.zone,
        now=talk.now,
    )
    faults = {name: fault(one) for name, one in found.wrong.items()}
    if wrong is not None:
        faults["when"] = wrong
    if faults:
        return _form([say("learn.mend")], values, wrong=faults)
    event = await talk.work.events.add(found.event)
    await _written_down(talk, "event.planned", event)
    card = await shown(talk, event, talk.person, head=say("events.drafted"))
    return replace(
        card,
        choices=(
            Choice(say("events.choice.open"), f"event.open:{event.id}", Weight.MAIN),
            Choice(say("events.choice.drop"), f"event.drop:{event.id}"),
        ),
    )


async def on_open(talk: Talk, event_id: str) -> Reply:
    """Let people answer; the invitation goes with the weekly tip."""
    event = await _own_draft(talk, event_id)
    opened = await talk.work.events.put(replace(event.opened(), invited=talk.now))
    await _written_down(talk, "event.invited", opened)
    return Reply(text=(say("events.opened", title=opened.title), say("events.rides")))


async def on_drop(talk: Talk, event_id: str) -> Reply:
    """Throw a draft away that nobody has heard of."""
    event = await _own_draft(talk, event_id)
    await talk.work.events.remove(event.id)
    await _written_down(talk, "event.dropped", event)
    return Reply(text=(say("events.dropped", title=event.title),))


async def _own_draft(talk: Talk, event_id: str) -> Event:
    event = await talk.work.events.get(event_id)
    if event.organiser != talk.person.id:
        raise UnknownEvent
    if event.state is not State.DRAFT:
        raise EventOver
    return event


def _when(talk: Talk, text: str) -> tuple[datetime | None, Say | None]:
    """Return the time that words name, and what is wrong with it; no words are no time yet."""
    if not text.strip():
        return None, None
    day = day_in(text, today=talk.today)
    if day is None:
        return None, say("events.wrong.time")
    hour = hour_in(text) or NOON
    starts = datetime.combine(day, hour, talk.zone)
    if not talk.now < starts <= talk.now + fields.FURTHEST:
        return None, say("events.wrong.past")
    return starts, None


def _form(
    text: list[Say], values: Mapping[str, str], *, wrong: Mapping[str, Say] | None = None
) -> Reply:
    faults = wrong or {}
    return Reply(
        text=tuple(text),
        form=Form(
            fields=tuple(
                Field(
                    name=name,
                    label=label,
                    value=values.get(name, ""),
                    kind=KINDS.get(name, FieldKind.LINE),
                    error=faults.get(name),
                )
                for name, label in LABELS.items()
            ),
            send=say("events.choice.keep"),
            action="event.keep",
        ),
    )


async def _written_down(talk: Talk, name: str, event: Event) -> None:
    deed = Deed(name=name, by=talk.person.id, object=f"event:{event.id}")
    await talk.work.audit.write(deed, at=talk.now)
