"""What the service knows of a person, and how it forgets them."""

from dataclasses import replace

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.escalate import asker_of
from bot.conversations.memory.model import Memory
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.escalations.hand_over import withdraw
from knowledge.escalations.model import UnknownEscalation


async def on_what_do_you_know(talk: Talk) -> Reply:
    """List everything, in plain words."""
    department = await talk.place(talk.person.department) or "?"
    lines = [
        say("privacy.name", name=talk.person.name),
        say("privacy.department", department=department),
        say("privacy.language", language=say(f"language.name.{talk.language}")),
        say("privacy.questions", count=len(talk.memory.mine)),
        say("privacy.remembered", count=len(talk.memory.asked)),
        say("privacy.chat"),
    ]
    return Reply(
        text=(say("privacy.know"),),
        steps=tuple(lines),
        after=(say("privacy.not_kept"), say("privacy.who")),
        choices=(
            Choice(say("choice.forget_me"), "privacy.forget", Weight.NORMAL),
            *await talk.door(),
        ),
    )


async def on_forget(_talk: Talk) -> Reply:
    """Ask first, and say what will be gone."""
    return Reply(
        text=(say("privacy.sure"),),
        choices=(
            Choice(say("choice.yes_forget"), "privacy.forget_now"),
            Choice(say("choice.no_thanks"), "escalate.no", Weight.QUIET),
        ),
    )


async def on_forget_now(talk: Talk) -> Reply:
    """Forget: open questions are taken back, and nothing that was said is kept."""
    for escalation_id in talk.memory.mine:
        await _let_go(talk, escalation_id)
    await talk.work.wrong_answers.forget(talk.person.id)
    await talk.work.history.forget(talk.person.id)
    talk.memory = Memory()
    await talk.keep_person(replace(talk.person, language=None))
    return Reply(text=(say("privacy.forgotten"),))


async def _let_go(talk: Talk, escalation_id: str) -> None:
    try:
        before = await talk.work.escalations.get(escalation_id)
    except UnknownEscalation:
        return
    if not before.asker or asker_of(talk, before)[0] != talk.person.id:
        return
    if before.stage.is_open:
        await withdraw(escalation_id, at=talk.now, escalations=talk.work.escalations)
        who = await talk.colleague(
            named=before.named, person=talk.person, department=before.department
        )
        await talk.post(
            before.holder,
            Reply(
                text=(say("coach.withdrawn", who=who),),
                quotes=(Quote(say("quote.question"), before.question),),
            ),
            reason=f"withdrawn:{before.id}",
        )
    await talk.work.escalations.forget_asker(escalation_id)
