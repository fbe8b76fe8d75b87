"""How a meeting, its agenda and its actions are told in the chat."""

from datetime import UTC

from bot.cards.model import Attachment, Choice, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.texts.catalogue import Say, catalogue, plain, say
from knowledge.coach_group.model import Action, Coming, Meeting
from scheduler.calendar.appointment import appointment

ANSWERED = {Coming.YES: "group.you_come", Coming.NO: "group.you_do_not"}
"""How somebody's answer is told to them."""

SHAPE = "%Y%m%dT%H%M"

FIRST_POINTS = 3
"""Points of the agenda that an invitation shows."""


def when(letters: Correspondence, meeting: Meeting) -> Say:
    """Say when a meeting is, as one says it where the organisation is."""
    zone = letters.pace.zone
    starts, ends = meeting.starts.astimezone(zone), meeting.ends.astimezone(zone)
    return say(
        "group.when", day=starts.date().isoformat(), start=f"{starts:%H.%M}", end=f"{ends:%H.%M}"
    )


def where(meeting: Meeting) -> tuple[Say, ...]:
    """Say where a meeting is: a place, a link, both, or that it is not settled."""
    found = []
    if meeting.place:
        found.append(say("group.place", place=meeting.place))
    if meeting.link:
        found.append(say("group.link", link=meeting.link))
    return tuple(found) or (say("group.place_open"),)


def first_points(meeting: Meeting) -> tuple[tuple[Say, ...], tuple[Say, ...]]:
    """Return the first points of the agenda, and how many more there are."""
    shown = tuple(plain(point.text) for point in meeting.agenda[:FIRST_POINTS])
    more = len(meeting.agenda) - len(shown)
    return shown, ((say("group.more_points", count=more),) if more else ())


def choices(meeting: Meeting) -> tuple[Choice, ...]:
    """Return the two answers to an invitation; they hold for the time it is at."""
    time = code(meeting)
    return (
        Choice(say("group.yes"), f"group.coming:{meeting.id}:{time}", Weight.MAIN),
        Choice(say("group.no"), f"group.not_coming:{meeting.id}:{time}"),
    )


def code(meeting: Meeting) -> str:
    """Return the time a meeting begins at, as a button carries it."""
    return meeting.starts.astimezone(UTC).strftime(SHAPE)


def shown(
    letters: Correspondence,
    meeting: Meeting,
    *,
    head: Say,
    after: tuple[Say, ...] = (),
    language: str | None = None,
) -> Reply:
    """Show a meeting with its first points and the two answers.

    Args:
        letters: for the time zone.
        meeting: what is shown.
        head: the first line.
        after: what is said last.
        language: of the file for the calendar; without it there is no file.
    """
    points, more = first_points(meeting)
    return Reply(
        text=(head, *where(meeting), *((say("group.agenda_is"),) if points else ())),
        steps=points,
        after=(*more, *after),
        files=(calendar_file(letters, meeting, language),) if language else (),
        choices=choices(meeting),
    )


def calendar_file(letters: Correspondence, meeting: Meeting, language: str) -> Attachment:
    """Return the meeting as a file for a calendar; a later one takes the place of an earlier."""
    texts = catalogue(language)
    return Attachment(
        name="coachgruppen.ics",
        kind="text/calendar",
        text=appointment(
            uid=f"{meeting.id}@digital-coach",
            starts=meeting.starts,
            minutes=meeting.lasts,
            summary=texts.word(say("group.group")),
            description="\n".join(texts.word(line) for line in where(meeting)),
            stamp=letters.now,
        ),
    )


def task(action: Action) -> Say:
    """Say what is to be done, and until when."""
    if action.due is None:
        return plain(action.what)
    return say("group.task_until", what=action.what, day=action.due.isoformat())


async def task_of(letters: Correspondence, action: Action) -> Say:
    """Say what is to be done, until when, and whose it is."""
    who = await letters.called(action.owner) if action.owner else action.who
    return say("group.task_of", task=task(action), who=who) if who else task(action)
