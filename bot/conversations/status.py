"""Where each question stands, for the one who asked and for the one who has it."""

from datetime import datetime

from bot.cards.model import Choice, Reply
from bot.conversations.coach import helps
from bot.conversations.lists import short
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.escalations.model import Escalation, Stage, UnknownEscalation
from knowledge.people.model import UnknownPerson


async def on_status(talk: Talk) -> tuple[Reply, ...]:
    """Show my questions, and those I have to answer."""
    replies = []
    mine = await mine_of(talk)
    if mine:
        replies.append(await _asked(talk, mine))
    if await helps(talk):
        held = await talk.work.escalations.held_by(talk.person.id)
        if held:
            # What waits for the speaker stands before what waits for an asker.
            replies.append(await _held(talk, sorted(held, key=lambda one: not one.stage.is_due)))
    if not replies:
        replies.append(Reply(text=(say("status.nothing"),), choices=await talk.door()))
    return tuple(replies)


async def mine_of(talk: Talk) -> list[Escalation]:
    """Return the speaker's open questions, or the last one when none is open."""
    found = await all_mine(talk)
    return [one for one in found if one.stage.is_open] or found[-1:]


async def all_mine(talk: Talk) -> list[Escalation]:
    """Return every question the speaker has sent to somebody and that is still kept."""
    found = []
    for escalation_id in talk.memory.mine:
        try:
            escalation = await talk.work.escalations.get(escalation_id)
        except UnknownEscalation:
            continue
        asker = talk.asker_of(escalation)
        if asker is not None and asker[0] == talk.person.id:
            found.append(escalation)
    return found


async def _asked(talk: Talk, mine: list[Escalation]) -> Reply:
    lines = [await _line(talk, one) for one in mine]
    show = tuple(
        Choice(say("status.show", question=short(one.question)), f"asker.show:{one.id}")
        for one in mine
        if one.stage in {Stage.ANSWERED, Stage.ASKED_BACK, Stage.SOLVED, Stage.CLOSED}
    )
    add = tuple(
        Choice(say("status.add", question=short(one.question)), f"asker.more:{one.id}")
        for one in mine
        if one.stage.is_due
    )
    withdraw = tuple(
        Choice(say("status.withdraw", question=short(one.question)), f"escalate.withdraw:{one.id}")
        for one in mine
        if one.stage.is_open
    )
    return Reply(
        text=(say("status.yours", count=len(mine)),),
        steps=tuple(lines),
        choices=show + add + withdraw,
    )


async def _line(talk: Talk, one: Escalation) -> Say:
    """Say where a question stands, and while it is the coach's turn also when to expect it."""
    line = say(
        f"status.asked.{one.stage}",
        name=await talk.called(one.holder),
        question=short(one.question),
        day=talk.day(await _came(talk, one)).isoformat(),
    )
    if not one.stage.is_due:
        return line
    try:
        holder = await talk.work.people.get(one.holder)
    except UnknownPerson:
        return line
    office = await talk.office(holder.department)
    known = [at for at in (one.since, one.reached) if at is not None]
    arrived = max(known) if one.reached else await talk.arrival(holder)
    expected = talk.pace.expected(arrived, office)
    if expected < talk.now:
        return say("status.late", line=line)
    return say("status.expected", line=line, when=talk.when(expected))


async def _came(talk: Talk, one: Escalation) -> datetime:
    """Return when a question came to the one who has it now."""
    history = await talk.work.escalations.history(one.id)
    return next((event.at for event in reversed(history) if event.deed.brings), one.asked)


async def _held(talk: Talk, held: list[Escalation]) -> Reply:
    lines = tuple(
        [
            say(
                f"status.held.{one.stage}",
                who=await talk.who_asked(one),
                question=short(one.question),
                day=talk.day(one.asked).isoformat(),
            )
            for one in held
        ]
    )
    return Reply(
        text=(say("status.with_you", count=len(held)),),
        steps=lines,
        choices=tuple(
            Choice(say("status.answer", question=short(one.question)), f"coach.write:{one.id}")
            for one in held
        ),
    )
