"""*Visa mig*: a coach offers three times for a quarter of an hour, and the asker picks one."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from bot.cards.model import Attachment, Choice, Quote, Reply, Weight
from bot.conversations.coach import LATER, mine_and_open
from bot.conversations.escalate import own
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, catalogue, say
from knowledge.escalations.model import AlreadyWithdrawn, Deed, Escalation, Stage, Step
from knowledge.escalations.ports import Move
from knowledge.people.model import Person
from scheduler.calendar.appointment import appointment

MINUTES = 15
OFFERED = 3
HOURS = (time(9, 30), time(10, 30), time(13, 30), time(14, 30))
"""Hours of the day at which people rarely are in the middle of something else."""

AHEAD = timedelta(hours=1)
"""Nobody is asked to come sooner than this."""

LOOKED_AT = 60
"""Days ahead that are looked at for free working days."""

SHAPE = "%Y%m%dT%H%M"
BETWEEN = "+"

OFFER = "show_me"
"""How the history says that what was asked back was a choice of times; the times follow it."""


async def on_begin(talk: Talk, escalation_id: str, page: str) -> Reply:
    """Propose three times in the coach's working hours, before anything is sent."""
    escalation = await mine_and_open(talk, escalation_id)
    number = int(page) if page.isdecimal() else 0
    times = await _times(talk, number)
    if not times:
        return Reply(text=(say("show_me.no_times"),), choices=(LATER,))
    return Reply(
        text=(say("show_me.these", who=await talk.who_asked(escalation)),),
        steps=tuple(_words(talk, one) for one in times),
        choices=(
            Choice(
                say("show_me.send"), f"show_me.offer:{escalation.id}:{_codes(times)}", Weight.MAIN
            ),
            Choice(say("show_me.others"), f"show_me.begin:{escalation.id}:{number + 1}"),
            LATER,
        ),
    )


async def on_offer(talk: Talk, escalation_id: str, codes: str) -> Reply:
    """Send the times to the asker, as they were shown; those that have passed are left out."""
    escalation = await mine_and_open(talk, escalation_id)
    times = [one for one in map(_moment, codes.split(BETWEEN)) if one > talk.now]
    if not times:
        return await on_begin(talk, escalation_id, "0")
    moved = await talk.work.escalations.move(
        escalation.id,
        Move(
            deed=Deed.ASKED_BACK,
            among={escalation.stage},
            to=Stage.ASKED_BACK,
            at=talk.now,
            by=talk.person.id,
            held_by=talk.person.id,
            word=f"{OFFER} {_codes(times)}",
        ),
    )
    if not moved:
        raise AlreadyWithdrawn
    await talk.told_to_asker(
        escalation,
        await _offer(talk, escalation, talk.person, times),
        reason=f"show_me:{escalation.id}:{talk.now.isoformat()}",
    )
    return Reply(text=(say("show_me.sent", who=await talk.who_asked(escalation)),))


async def _offer(
    talk: Talk, escalation: Escalation, coach: Person, times: Sequence[datetime]
) -> Reply:
    """Show times to the asker; each carries whose it is, should the question move on."""
    return Reply(
        text=(say("show_me.offered", name=coach.first_name, minutes=MINUTES),),
        quotes=(Quote(say("quote.you_asked"), escalation.question),),
        portrait=await talk.portrait(coach),
        choices=(
            *[
                Choice(_words(talk, one), f"show_me.pick:{escalation.id}:{_code(one)}:{coach.id}")
                for one in times
            ],
            Choice(say("show_me.none"), f"asker.more:{escalation.id}"),
        ),
    )


async def times_again(talk: Talk, escalation: Escalation) -> Reply | None:
    """Show the asker the times that wait for their answer; None when there are none."""
    if escalation.stage is not Stage.ASKED_BACK:
        return None
    history = await talk.work.escalations.history(escalation.id)
    asked = [one for one in history if one.deed is Deed.ASKED_BACK][-1:]
    if not asked or asked[0].by != escalation.holder:
        return None
    kind, _, codes = asked[0].word.partition(" ")
    if kind != OFFER:
        return None
    coach = await talk.work.people.get(escalation.holder)
    return await _offer(talk, escalation, coach, [_moment(one) for one in codes.split(BETWEEN)])


async def on_pick(talk: Talk, escalation_id: str, code: str, coach_id: str) -> Reply:
    """Agree on a time; both get it for their calendars, and the clock waits until it is over."""
    escalation = await own(talk, escalation_id)
    if not escalation.stage.is_open:
        return Reply(text=(say("show_me.too_late"),), choices=await talk.door())
    if escalation.holder != coach_id:
        name = await talk.called(escalation.holder)
        return Reply(text=(say("show_me.changed", name=name),))
    starts = _moment(code)
    if starts < talk.now:
        return Reply(
            text=(say("show_me.passed"),),
            choices=(Choice(say("choice.reply"), f"asker.more:{escalation.id}", Weight.MAIN),),
        )
    coach = await talk.work.people.get(escalation.holder)
    await _clock_after(talk, escalation, starts + timedelta(minutes=MINUTES))
    who = await talk.who_asked(escalation)
    await talk.note(
        coach.id,
        Reply(
            text=(say("show_me.picked", who=who, when=_words(talk, starts)),),
            quotes=(Quote(say("quote.question"), escalation.question),),
            files=(
                _file(escalation, starts, talk, _in(coach.language, say("show_me.with", name=who))),
            ),
            choices=(Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN),),
        ),
        reason=f"picked:{escalation.id}:{code}",
    )
    return Reply(
        text=(
            say("show_me.agreed", name=coach.first_name, when=_words(talk, starts)),
            await _where(talk, coach.place, coach.first_name),
        ),
        files=(
            _file(
                escalation,
                starts,
                talk,
                _in(talk.language, say("show_me.with", name=coach.name)),
            ),
        ),
        choices=(Choice(say("choice.solved"), f"asker.solved:{escalation.id}"),),
    )


async def _clock_after(talk: Talk, escalation: Escalation, ends: datetime) -> None:
    """It is the holder's turn again, once they have met."""
    await talk.work.escalations.move(
        escalation.id,
        Move(
            deed=Deed.ADDED,
            among={escalation.stage},
            to=Stage.TAKEN,
            at=talk.now,
            held_by=escalation.holder,
            step=Step.NEW,
        ),
    )
    office = await talk.office(escalation.department)
    due = talk.pace.next_step(Step.NEW, ends, office)
    await talk.work.escalations.schedule(escalation.id, since=ends, due=due)


async def _where(_talk: Talk, place: str, name: str) -> Say:
    if place:
        return say("show_me.at", name=name, place=place)
    return say("show_me.says_where", name=name)


async def _times(talk: Talk, page: int) -> list[datetime]:
    """Return a page of times: in working hours, and on days the coach is here."""
    office = await talk.office(talk.person.department)
    found: list[datetime] = []
    earliest = talk.now + AHEAD
    wanted = (page + 1) * OFFERED
    for ahead in range(LOOKED_AT):
        day = talk.today + timedelta(days=ahead)
        if await talk.work.people.absences([talk.person.id], on=day):
            continue
        for hour in HOURS[ahead % 2 :: 2]:
            at = datetime.combine(day, hour, talk.zone).astimezone(UTC)
            ends = at + timedelta(minutes=MINUTES)
            if at >= earliest and office.is_open(at) and office.worked(at, ends) == ends - at:
                found.append(at)
        if len(found) >= wanted:
            break
    return found[wanted - OFFERED : wanted]


def _words(talk: Talk, at: datetime) -> Say:
    local = at.astimezone(talk.zone)
    return say("show_me.time", day=local.date().isoformat(), hour=local.strftime("%H.%M"))


def _code(at: datetime) -> str:
    return at.astimezone(UTC).strftime(SHAPE)


def _codes(times: Sequence[datetime]) -> str:
    return BETWEEN.join(map(_code, times))


def _moment(code: str) -> datetime:
    return datetime.strptime(code, SHAPE).replace(tzinfo=UTC)


def _in(language: str | None, text: Say) -> str:
    return catalogue(language).word(text)


def _file(escalation: Escalation, starts: datetime, talk: Talk, summary: str) -> Attachment:
    return Attachment(
        name="visa-mig.ics",
        kind="text/calendar",
        text=appointment(
            # The same for every time: whoever chooses anew moves the appointment.
            uid=f"{escalation.id}@digital-coach",
            starts=starts,
            minutes=MINUTES,
            summary=summary,
            description="",
            stamp=talk.now,
        ),
    )
