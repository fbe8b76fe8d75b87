"""What follows when a letter has arrived, or cannot: the clock begins, or others are asked."""

from dataclasses import replace

from bot.cards.model import Quote, Reply
from bot.conversations import counting
from bot.conversations.correspondence import LINE, QUESTION, Correspondence
from bot.conversations.moving import move
from bot.conversations.next_due import next_due
from bot.texts.catalogue import say
from knowledge.escalations.model import Deed, Step, UnknownEscalation
from scheduler.delivery.model import Fate, Letter

LOST = frozenset({Fate.BLOCKED, Fate.FAILED})


async def settled(letters: Correspondence, letter: Letter, fate: Fate) -> None:
    """Act upon what has become of a letter, in the transaction in which that is written down."""
    if letter.instead_of:
        return  # A card that says something else brings nothing new.
    await counting.post(letters, letter, fate)
    if letter.about.startswith(QUESTION):
        ids = letter.about.removeprefix(QUESTION).split(",")
        if fate is Fate.DELIVERED:
            for escalation_id in ids:
                await _begin_clock(letters, escalation_id, letter.recipient)
        elif fate in LOST:
            await _ask_somebody_else(letters, ids, letter.recipient, fate)
    elif letter.about.startswith(LINE):
        line = int(letter.about.removeprefix(LINE))
        if fate is Fate.DELIVERED:
            await letters.work.escalations.line_arrived(line, at=letters.now)
        elif fate in LOST:
            await _tell_the_writer(letters, line)


async def _begin_clock(letters: Correspondence, escalation_id: str, holder: str) -> None:
    """The question has reached its holder: their working hours are counted from now."""
    shelf = letters.work.escalations
    if not await shelf.reached(escalation_id, holder=holder, at=letters.now):
        return
    escalation = await shelf.get(escalation_id)
    since = escalation.since or letters.now
    await shelf.schedule(escalation_id, since=since, due=await next_due(letters, escalation))


async def _ask_somebody_else(
    letters: Correspondence, ids: list[str], holder: str, fate: Fate
) -> None:
    """The holder's channel refuses: they are skipped from now on, and the questions go on."""
    if fate is Fate.BLOCKED:
        profile = await letters.work.people.profile(holder)
        await letters.work.people.put_profile(replace(profile, refused=True))
    for escalation_id in ids:
        try:
            escalation = await letters.work.escalations.get(escalation_id)
        except UnknownEscalation:
            continue
        if escalation.stage.is_due and escalation.holder == holder:
            await move(letters, escalation, deed=Deed.MOVED, step=Step.STANDIN)


async def _tell_the_writer(letters: Correspondence, line: int) -> None:
    """An answer did not come through: it is kept, and its writer is told."""
    try:
        escalation = await letters.work.escalations.get(
            await letters.work.escalations.escalation_of(line)
        )
    except UnknownEscalation:
        return
    written = next(one for one in escalation.lines if one.id == line)
    await letters.note(
        written.by,
        Reply(
            text=(say("coach.not_arrived", who=await letters.who_asked(escalation)),),
            quotes=(
                Quote(say("quote.question"), escalation.question),
                Quote(say("quote.you_answered"), written.text),
            ),
        ),
        reason=f"not_arrived:{line}",
    )
