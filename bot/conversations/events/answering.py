"""What people answer to an event: one person has one place, in whatever chat they press."""

from dataclasses import replace

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.events.letters import offer_seats, shown, tell_organiser
from bot.conversations.events.listing import event_for
from bot.conversations.events.words import when
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from scheduler.events import seats
from scheduler.events.model import Answer, Event, State

LONGEST_NEEDS = 300


async def on_yes(talk: Talk, event_id: str, revision: str) -> Reply:
    """Take a seat, or a place in the queue."""
    event = await _open(talk, event_id)
    gone = await _stale(talk, event, revision)
    if gone is not None:
        return gone
    if not event.takes_answers(talk.now):
        return await _said(talk, event, say("events.too_late"))
    guests = await talk.work.events.guests(event.id)
    guest = await talk.work.events.guest(event.id, talk.person.id)
    after = seats.taken(event, guest, guests)
    await talk.work.events.keep(after, at=talk.now)
    if after.answer is Answer.WAITING:
        ahead = seats.waiting(await talk.work.events.guests(event.id)).index(after) + 1
        return await _said(talk, event, say("events.queued", place=ahead))
    return await _said(talk, event, say("events.thanks_yes", when=when(talk, event)))


async def on_maybe(talk: Talk, event_id: str, revision: str) -> Reply:
    """Keep a maybe; a seat that was held goes on."""
    return await _without_seat(talk, event_id, revision, Answer.MAYBE, say("events.thanks_maybe"))


async def on_no(talk: Talk, event_id: str, revision: str) -> Reply:
    """Keep that somebody does not come; no reason is asked for, and the seat goes on."""
    reply = await _without_seat(
        talk, event_id, revision, Answer.NOT_COMING, say("events.thanks_no")
    )
    event = await talk.work.events.get(event_id)
    if not event.is_to_come(talk.now) or event.starts is None:
        return reply
    points = Choice(say("events.choice.points"), f"event.points:{event.id}")
    return replace(reply, choices=(points, *reply.choices))


async def on_interest(talk: Talk, event_id: str) -> Reply:
    """Keep that somebody wants to know first when there is a time."""
    event = await _open(talk, event_id)
    if event.starts is not None or not event.is_to_come(talk.now):
        return await shown(talk, event, talk.person)
    guest = await talk.work.events.guest(event.id, talk.person.id)
    await talk.work.events.keep(replace(guest, answer=Answer.INTERESTED), at=talk.now)
    count = sum(one.answer is Answer.INTERESTED for one in await talk.work.events.guests(event.id))
    return await _said(talk, event, say("events.interested", count=count))


async def on_needs(talk: Talk, event_id: str) -> Reply:
    """Let the next line be what somebody needs; the organiser alone reads it."""
    event = await event_for(talk, event_id)
    talk.wait("needs", event.id)
    return Reply(
        text=(say("events.which_needs"), say("events.who_reads_needs")),
        choices=(Choice(say("choice.later"), "event.later", Weight.QUIET),),
    )


async def on_needs_written(talk: Talk, event_id: str, text: str) -> Reply:
    """Keep what somebody needs, and tell the organiser."""
    event = await event_for(talk, event_id)
    talk.settle()
    guest = await talk.work.events.guest(event.id, talk.person.id)
    needs = " ".join(text.split())[:LONGEST_NEEDS]
    await talk.work.events.keep(replace(guest, needs=needs), at=talk.now)
    who = await talk.colleague(talk.person, talk.person.department)
    told = Reply(
        text=(say("events.somebody_needs", title=event.title),),
        quotes=(Quote(say("quote.wrote", who=who), needs),),
    )
    await tell_organiser(talk, event, told, why=f"needs:{talk.turn.event}")
    return Reply(text=(say("events.needs_kept"),))


async def on_later(talk: Talk) -> Reply:
    """Leave what was asked for unwritten."""
    talk.settle()
    return Reply(text=(say("events.later"),))


async def on_points(talk: Talk, event_id: str) -> Reply:
    """Keep that somebody wants what is taken home, though they do not come."""
    event = await event_for(talk, event_id)
    guest = await talk.work.events.guest(event.id, talk.person.id)
    await talk.work.events.keep(replace(guest, points=True), at=talk.now)
    return Reply(text=(say("events.points_will_come", title=event.title),))


async def on_follow(talk: Talk, event_id: str) -> Reply:
    """Keep that somebody wants to hear of it again after 1, 3 and 8 weeks."""
    event = await event_for(talk, event_id)
    guest = await talk.work.events.guest(event.id, talk.person.id)
    await talk.work.events.keep(replace(guest, follow=True), at=talk.now)
    return Reply(
        text=(say("events.will_follow"),),
        choices=(
            Choice(say("events.choice.unfollow"), f"event.unfollow:{event.id}", Weight.QUIET),
        ),
    )


async def on_unfollow(talk: Talk, event_id: str) -> Reply:
    """Stop asking, at once."""
    event = await event_for(talk, event_id)
    guest = await talk.work.events.guest(event.id, talk.person.id)
    await talk.work.events.keep(replace(guest, follow=False), at=talk.now)
    return Reply(text=(say("events.unfollowed"),))


async def on_reply(talk: Talk, event_id: str) -> Reply:
    """Let the next line be the answer to the one question back."""
    event = await event_for(talk, event_id)
    talk.wait("event_reply", event.id)
    return Reply(
        text=(say("events.question_is", question=event.question), say("events.who_reads_reply")),
        choices=(Choice(say("choice.later"), "event.later", Weight.QUIET),),
    )


async def on_reply_written(talk: Talk, event_id: str, text: str) -> Reply:
    """Bring an answer to the organiser, without who wrote it."""
    event = await event_for(talk, event_id)
    talk.settle()
    told = Reply(
        text=(say("events.answer_came", title=event.title),),
        quotes=(Quote(say("quote.question"), event.question), Quote(say("events.somebody"), text)),
    )
    await tell_organiser(talk, event, told, why=f"reply:{talk.turn.event}")
    return Reply(text=(say("events.reply_kept"),))


async def _without_seat(
    talk: Talk, event_id: str, revision: str, answer: Answer, thanks: Say
) -> Reply:
    event = await _open(talk, event_id)
    gone = await _stale(talk, event, revision)
    if gone is not None:
        return gone
    before = await talk.work.events.guest(event.id, talk.person.id)
    await talk.work.events.keep(seats.given_up(before, answer), at=talk.now)
    if before.answer.holds_a_seat:
        await offer_seats(talk, event)
    return await _said(talk, event, thanks)


async def _open(talk: Talk, event_id: str) -> Event:
    """Return an event whose answers nobody else changes in this transaction."""
    await event_for(talk, event_id)
    return await talk.work.events.locked(event_id)


async def _said(talk: Talk, event: Event, head: Say) -> Reply:
    found = await shown(talk, event, talk.person)
    return replace(found, text=(head, *found.text))


async def _stale(talk: Talk, event: Event, revision: str) -> Reply | None:
    """Return what is said instead when the button is of before: off, over, or at another time."""
    if event.state is State.CANCELLED:
        return Reply(text=(say("events.is_cancelled", title=event.title),))
    if not event.is_to_come(talk.now):
        return Reply(text=(say("events.was", title=event.title),))
    if revision != str(event.revision):
        return await _said(talk, event, say("events.changed_since"))
    return None
