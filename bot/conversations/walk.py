"""Somebody is stuck: find the step, then go one step a message, with the coach as the way out."""

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.escalate import offer_reply
from bot.conversations.forgotten import forgotten
from bot.conversations.memory.model import Asked
from bot.conversations.talk import Talk
from bot.texts.catalogue import catalogue, plain, say
from tips.model import Tip


async def on_where(talk: Talk, asked_id: str, tip_id: str) -> Reply:
    """Ask at which step the person is stuck."""
    asked, tip = await _both(talk, asked_id, tip_id)
    if asked is None:
        return await forgotten(talk)
    if not tip.advice.steps:
        return await offer_reply(talk, asked)
    steps = tuple(
        Choice(
            say("walk.at_step", number=number, step=step), f"walk.step:{asked.id}:{tip.id}:{number}"
        )
        for number, step in enumerate(tip.advice.steps, start=1)
    )
    from_start = Choice(say("walk.from_start"), f"walk.step:{asked.id}:{tip.id}:1", Weight.QUIET)
    return Reply(text=(say("walk.where"),), choices=(*steps, from_start, *await talk.door(asked)))


async def on_step(talk: Talk, asked_id: str, tip_id: str, number: str) -> Reply:
    """Show one step and nothing else."""
    asked, tip = await _both(talk, asked_id, tip_id)
    if asked is None:
        return await forgotten(talk)
    at, count = _within(tip, number)
    return Reply(
        text=(say("walk.step", number=at, count=count), plain(tip.advice.steps[at - 1])),
        choices=(
            Choice(say("choice.done"), f"walk.done:{asked.id}:{tip.id}:{at}", Weight.MAIN),
            Choice(say("choice.stuck"), f"walk.stuck:{asked.id}:{tip.id}:{at}"),
            *await talk.door(asked),
        ),
    )


async def on_done(talk: Talk, asked_id: str, tip_id: str, number: str) -> Reply:
    """Go on to the next step, or ask whether it worked after the last."""
    asked, tip = await _both(talk, asked_id, tip_id)
    if asked is None:
        return await forgotten(talk)
    at, count = _within(tip, number)
    if at < count:
        return await on_step(talk, asked_id, tip_id, str(at + 1))
    check = (plain(tip.advice.check),) if tip.advice.check else ()
    return Reply(
        text=(say("walk.last"), *check),
        choices=(
            Choice(say("choice.helped"), f"ask.helped:{asked.id}", Weight.MAIN),
            *await talk.door(asked),
        ),
    )


async def on_stuck(talk: Talk, asked_id: str, tip_id: str, number: str) -> Reply:
    """Offer the coach, with the step attached."""
    asked, tip = await _both(talk, asked_id, tip_id)
    if asked is None:
        return await forgotten(talk)
    at, _count = _within(tip, number)
    words = catalogue(talk.language)
    said = words.word(
        say("walk.stuck_at", title=tip.title, number=at, step=tip.advice.steps[at - 1])
    )
    return await offer_reply(talk, talk.amend(asked, said=said))


def _within(tip: Tip, number: str) -> tuple[int, int]:
    count = len(tip.advice.steps)
    return min(max(int(number), 1), count), count


async def _both(talk: Talk, asked_id: str, tip_id: str) -> tuple[Asked | None, Tip]:
    return talk.memory.question(asked_id), await talk.work.tips.get(tip_id, talk.language)
