"""Where each question stands, for the one who asked and for the one who has it."""

from bot.cards.model import Choice, Reply
from bot.conversations.coach import who_asked
from bot.conversations.escalate import asker_of
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.escalations.model import Escalation, Stage, UnknownEscalation

LONGEST = 60
"""Characters of a question shown in a list."""


async def on_status(talk: Talk) -> tuple[Reply, ...]:
    """Show my questions, and those I have to answer."""
    replies = []
    mine = await _mine(talk)
    if mine:
        replies.append(await _asked(talk, mine))
    if talk.person.role.helps:
        held = await talk.work.escalations.held_by(talk.person.id)
        if held:
            replies.append(await _held(talk, list(held)))
    if not replies:
        replies.append(Reply(text=(say("status.nothing"),), choices=await talk.door()))
    return tuple(replies)


async def _mine(talk: Talk) -> list[Escalation]:
    found = []
    for escalation_id in talk.memory.mine:
        try:
            escalation = await talk.work.escalations.get(escalation_id)
        except UnknownEscalation:
            continue
        if escalation.asker and asker_of(talk, escalation)[0] == talk.person.id:
            found.append(escalation)
    return [one for one in found if one.stage.is_open] or found[-1:]


async def _asked(talk: Talk, mine: list[Escalation]) -> Reply:
    lines = [
        say(
            f"status.asked.{one.stage}",
            name=await talk.called(one.holder),
            question=_short(one.question),
            day=talk.day(one.asked).isoformat(),
        )
        for one in mine
    ]
    show = tuple(
        Choice(say("status.show", question=_short(one.question)), f"asker.show:{one.id}")
        for one in mine
        if one.stage in {Stage.ANSWERED, Stage.ASKED_BACK}
    )
    withdraw = tuple(
        Choice(say("status.withdraw", question=_short(one.question)), f"escalate.withdraw:{one.id}")
        for one in mine
        if one.stage.is_open
    )
    return Reply(
        text=(say("status.yours", count=len(mine)),), steps=tuple(lines), choices=show + withdraw
    )


async def _held(talk: Talk, held: list[Escalation]) -> Reply:
    lines = tuple(
        [
            say(
                f"status.held.{one.stage}",
                who=await who_asked(talk, one),
                question=_short(one.question),
                day=talk.day(one.asked).isoformat(),
            )
            for one in held
        ]
    )
    return Reply(
        text=(say("status.with_you", count=len(held)),),
        steps=lines,
        choices=tuple(
            Choice(say("status.answer", question=_short(one.question)), f"coach.write:{one.id}")
            for one in held
        ),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(" ", 1)[0] + " …"
