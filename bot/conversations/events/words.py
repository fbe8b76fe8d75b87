"""How an event is told in the chat."""

from bot.cards.model import Attachment, Choice, Link, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.texts.catalogue import Say, catalogue, plain, say
from scheduler.calendar.appointment import Published, appointment
from scheduler.events.form import Fault, Kind
from scheduler.events.model import Access, Answer, Event, Guest, State

ANSWERED = {
    Answer.COMING: "events.you.coming",
    Answer.MAYBE: "events.you.maybe",
    Answer.NOT_COMING: "events.you.not_coming",
    Answer.WAITING: "events.you.waiting",
    Answer.OFFERED: "events.you.offered",
    Answer.INTERESTED: "events.you.interested",
}
"""How somebody's answer is told to them."""

THERE = {
    Access.LOOP: "events.access.loop",
    Access.INTERPRETER: "events.access.interpreter",
    Access.STEP_FREE: "events.access.step_free",
}


UNSETTLED = frozenset({Answer.INVITED, Answer.MAYBE, Answer.INTERESTED, Answer.NOT_COMING})
"""Answers of those who may still want a seat."""

WRONG = {
    Kind.TITLE: "events.wrong.title",
    Kind.LONG: "events.wrong.long",
    Kind.PURPOSE: "events.wrong.purpose",
    Kind.CHOICE: "desk.wrong.choice",
    Kind.LINK: "events.wrong.link",
    Kind.TIME: "events.wrong.time",
    Kind.PAST: "events.wrong.past",
    Kind.NO_TIME_ANY_MORE: "events.wrong.no_time_any_more",
    Kind.ANSWER_BY: "events.wrong.answer_by",
    Kind.LASTS: "events.wrong.lasts",
    Kind.SEATS: "events.wrong.seats",
    Kind.DROP_IN: "events.wrong.drop_in",
}


def fault(wrong: Fault) -> Say:
    """Say what is wrong with a field."""
    return say(WRONG[wrong.kind], shortest=wrong.shortest, longest=wrong.longest, found=wrong.found)


def about(event: Event) -> str:
    """Return what a letter about an event says that it brings, so that its card is found again."""
    return f"event:{event.id}"


def when(letters: Correspondence, event: Event) -> Say:
    """Say when an event is, as one says it where the organisation is."""
    zone = letters.pace.zone
    if event.starts is None or event.ends is None:
        if event.is_for_trying:
            return say("events.drop_in", hours=event.drop_in)
        return say("events.no_time")
    starts, ends = event.starts.astimezone(zone), event.ends.astimezone(zone)
    return say(
        "events.when", day=starts.date().isoformat(), start=f"{starts:%H.%M}", end=f"{ends:%H.%M}"
    )


def in_a_list(letters: Correspondence, event: Event) -> Say:
    """Say one event in a line: what, when and where."""
    place = (
        plain(event.place)
        if event.place
        else say("events.online" if event.link else "events.place_later")
    )
    if event.starts is None and not event.is_for_trying:
        return say("events.line_no_time", title=event.title, place=place)
    return say("events.line", title=event.title, when=when(letters, event), place=place)


def where(event: Event, *, comes: bool) -> tuple[Say, ...]:
    """Say where an event is; how to take part online is told only to those who come."""
    found = []
    if event.place:
        found.append(say("events.place", place=event.place))
    if event.link and comes:
        found.append(say("events.online_link"))
    elif event.link:
        found.append(say("events.online_for_those_who_come"))
    return tuple(found) or (say("events.place_open"),)


def facts(event: Event) -> tuple[Say, ...]:
    """Say what else one wants to know before one decides."""
    found = [plain(event.level)] if event.level else []
    if event.host:
        found.append(say("events.host", host=event.host))
    if event.language != "sv":
        found.append(say("events.spoken", language=say(f"language.name.{event.language}")))
    if event.access:
        found += [say(THERE[one]) for one in event.access]
    if event.access_note:
        found.append(plain(event.access_note))
    if event.series:
        found.append(say("events.part_of", series=event.series))
    return tuple(found)


def seats(left: int | None, queue: int) -> tuple[Say, ...]:
    """Say how many seats are left, where they are counted."""
    if left is None:
        return ()
    if left > queue:
        return (say("events.seats_left", count=left - queue),)
    return (say("events.full"),)


def last_day(letters: Correspondence, event: Event) -> tuple[Say, ...]:
    """Say until when one may answer, if that is before it begins."""
    if event.answer_by is None:
        return ()
    return (say("events.answer_by", day=letters.day(event.answer_by).isoformat()),)


def card(
    letters: Correspondence,
    event: Event,
    guest: Guest,
    *,
    head: Say | None = None,
    left: int | None = None,
    queue: int = 0,
    language: str | None = None,
) -> Reply:
    """Show an event to one person, with what they may do now.

    Args:
        letters: for the time and the zone.
        event: what is shown.
        guest: the person's answer.
        head: said before it.
        left: how many seats are free, where they are counted.
        queue: how many wait for one.
        language: of the file for the calendar; without it there is no file.
    """
    comes = guest.answer is Answer.COMING
    known = (say(ANSWERED[guest.answer]),) if guest.answer in ANSWERED else ()
    lines = (
        *((head,) if head else ()),
        say("events.title", title=event.title),
        *((plain(event.about),) if event.about else ()),
        when(letters, event),
        *where(event, comes=comes),
    )
    files = (
        (calendar_file(letters, event, language, comes=comes),)
        if language and event.starts is not None
        else ()
    )
    return Reply(
        text=lines,
        after=(
            *facts(event),
            *(seats(left, queue) if guest.answer in UNSETTLED else ()),
            *last_day(letters, event),
            *known,
        ),
        links=(Link(say("events.take_part"), event.link),) if comes and event.link else (),
        files=files,
        choices=choices(letters, event, guest),
    )


def choices(letters: Correspondence, event: Event, guest: Guest) -> tuple[Choice, ...]:
    """Return what somebody may answer now; a button of another time says so when it is pressed."""
    if event.is_for_trying or not event.is_to_come(letters.now):
        return ()
    if event.starts is None:
        if guest.answer is Answer.INTERESTED:
            return (_no(event, say("events.choice.not_interested")),)
        return (Choice(say("events.choice.interested"), f"event.interest:{event.id}", Weight.MAIN),)
    found = {
        "needs": Choice(say("events.choice.needs"), f"event.needs:{event.id}"),
        "yes": Choice(
            say("events.choice.yes"), f"event.yes:{event.id}:{event.revision}", Weight.MAIN
        ),
        "maybe": Choice(say("events.choice.maybe"), f"event.maybe:{event.id}:{event.revision}"),
        "no": _no(event, say("events.choice.no")),
        "leave": _no(event, say("events.choice.leave")),
        "leave_queue": _no(event, say("events.choice.leave_queue")),
    }
    late = () if event.takes_answers(letters.now) else ("yes", "maybe", "needs")
    return tuple(found[name] for name in MAY[guest.answer] if name not in late)


MAY = {
    Answer.INVITED: ("yes", "maybe", "no"),
    Answer.INTERESTED: ("yes", "maybe", "no"),
    Answer.COMING: ("needs", "leave"),
    Answer.MAYBE: ("yes", "no"),
    Answer.NOT_COMING: ("yes",),
    Answer.WAITING: ("leave_queue",),
    Answer.OFFERED: ("yes", "no"),
}
"""What somebody may answer next, by what they have answered."""


def _no(event: Event, label: Say) -> Choice:
    return Choice(label, f"event.no:{event.id}:{event.revision}")


def calendar_file(
    letters: Correspondence, event: Event, language: str, *, comes: bool
) -> Attachment:
    """Return the event as a file for a calendar; a later one takes the place of an earlier."""
    texts = catalogue(language)
    assert event.starts is not None  # noqa: S101 - callers have looked
    words = [texts.word(line) for line in where(event, comes=False) if event.place or not comes]
    return Attachment(
        name="traff.ics" if language == "sv" else "event.ics",
        kind="text/calendar",
        text=appointment(
            uid=f"{event.id}@digital-coach",
            starts=event.starts,
            minutes=event.lasts,
            summary=event.title,
            description="\n".join([event.about, *words]).strip(),
            stamp=letters.now,
            published=Published(
                zone=letters.pace.zone,
                place=event.place,
                link=event.link if comes else "",
                sequence=event.revision,
                cancelled=event.state is State.CANCELLED,
            ),
        ),
    )


def opens_next(letters: Correspondence, event: Event) -> Say:
    """Say when one may next come by to try something."""
    office = letters.pace.office(event.drop_in)
    opens = office.opens(letters.now).astimezone(letters.pace.zone)
    if opens <= letters.now:
        return say("events.try.now", title=event.title, place=event.place)
    return say(
        "events.try.next",
        title=event.title,
        place=event.place,
        when=letters.when(opens),
        hour=f"{opens:%H.%M}",
    )
