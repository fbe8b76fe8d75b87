"""Draws what a coach wrote to the one who asked: an answer, or a question back."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.escalations.model import Escalation, Voice
from knowledge.people.model import Person


async def answer_reply(talk: Talk, escalation: Escalation, coach: Person, text: str) -> Reply:
    """Show an answer; choice 1 thanks and closes."""
    return Reply(
        text=(say("asker.answer", name=coach.first_name),),
        quotes=(
            Quote(say("quote.you_asked"), escalation.question),
            Quote(say("quote.answers", name=coach.name), text),
        ),
        portrait=await talk.portrait(coach),
        choices=(
            Choice(say("choice.solved"), f"asker.solved:{escalation.id}", Weight.MAIN),
            Choice(say("choice.ask_more"), f"asker.more:{escalation.id}"),
        ),
    )


async def question_reply(talk: Talk, escalation: Escalation, coach: Person, text: str) -> Reply:
    """Show a question back; choice 1 replies."""
    return Reply(
        text=(say("asker.asked_back", name=coach.first_name),),
        quotes=(
            Quote(say("quote.you_asked"), escalation.question),
            Quote(say("quote.wonders", name=coach.name), text),
        ),
        portrait=await talk.portrait(coach),
        choices=(
            Choice(say("choice.reply"), f"asker.more:{escalation.id}", Weight.MAIN),
            Choice(say("choice.withdraw"), f"escalate.withdraw:{escalation.id}", Weight.QUIET),
        ),
    )


async def last_reply(talk: Talk, escalation: Escalation) -> Reply | None:
    """Show again what the coach wrote last; None when there is nothing yet."""
    written = [line for line in escalation.lines if line.voice is not Voice.ASKER]
    if not written:
        return None
    last = written[-1]
    # Not always the one who has the question now.
    coach = await talk.work.people.get(last.by or escalation.holder)
    if last.voice is Voice.COACH_ASKS:
        return await question_reply(talk, escalation, coach, last.text)
    answer = [one.text for one in written if one.voice is Voice.COACH and one.by == last.by]
    return await answer_reply(talk, escalation, coach, "\n".join(answer))
