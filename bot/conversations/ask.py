"""A member of staff asks something; the library answers, offers a few tips, or names the coach."""

from bot.cards.model import Choice, Reply, Weight
from bot.conversations import counting, disturbed
from bot.conversations.escalate import offer_reply, send_choices, usual_time
from bot.conversations.forgotten import forgotten
from bot.conversations.memory.model import Asked
from bot.conversations.talk import Talk, who_answers
from bot.conversations.tip_card import tip_reply
from bot.conversations.unknown import note
from bot.texts.catalogue import plain, say
from knowledge.figures.model import Outcome
from knowledge.matching.model import Answered, Match, Unanswered, Unnamed, Unsure
from knowledge.matching.words import normal
from tips.model import Tip, TipKind


async def on_question(talk: Talk, text: str) -> Reply:
    """Answer, offer two or three tips, or say plainly that there is none and offer the coach."""
    if not any(letter.isalnum() for letter in text):
        return Reply(text=(say("ask.no_words"),), choices=await talk.door(), for_all=True)
    return await answer(talk, talk.ask(text))


async def answer(talk: Talk, asked: Asked) -> Reply:
    """Tell what is disturbed, if the question is about that; else look it up."""
    disturbance = await disturbed.about(talk, asked.text)
    if disturbance is not None:
        return await disturbed.told(talk, disturbance, asked)
    return await looked_up(talk, asked)


async def on_anyway(talk: Talk, asked_id: str) -> Reply:
    """Look a question up although what it is about is disturbed."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    return await looked_up(talk, asked)


async def looked_up(talk: Talk, asked: Asked) -> Reply:
    """Look a remembered question up, leaving out what the person has called wrong for it."""
    without = await talk.work.wrong_answers.of(talk.person.id, normal(asked.text))
    verdict = await talk.library.verdict(
        asked.text, talk.language, without=without, department=talk.person.department
    )
    match verdict:
        case Answered(best):
            return await show_tip(talk, asked, best.id)
        case Unsure(candidates):
            return await _unsure(talk, asked, tuple(candidates))
        case Unnamed(name, candidates):
            return await _which_room(talk, asked, name, tuple(candidates))
        case Unanswered():
            return await unanswered(talk, asked)


async def show_tip(talk: Talk, asked: Asked, tip_id: str, *, chosen: bool = False) -> Reply:
    """Show one tip and remember that it was shown; chosen means from several offered."""
    tip = await talk.work.tips.get(tip_id, talk.language)
    asked = talk.amend(asked, said=tip.title)
    if tip.kind is TipKind.SIGNPOST:
        asked = await counting.question(talk, asked, Outcome.SIGNPOST)
    else:
        asked = await counting.question(talk, asked, Outcome.SHOWN, tip.id)
    talk.showed("tip", tip.id, asked.id)
    return await tip_reply(talk, tip, asked, chosen=chosen)


async def unanswered(talk: Talk, asked: Asked) -> Reply:
    """Say that nothing fits, and offer the person; choice 1 sends the question with a name."""
    asked = await counting.question(talk, await note(talk, asked), Outcome.NONE)
    helper = await talk.helper(asked.text)
    if helper is None:
        return Reply(text=(say("ask.unknown"), say("ask.nobody")))
    return Reply(
        text=(
            say("ask.unknown"),
            *await who_answers(talk, helper),
            say("ask.shall_i_send", name=helper.person.first_name),
            await usual_time(talk, helper),
        ),
        portrait=await talk.portrait(helper.person),
        choices=await send_choices(talk, asked, helper),
    )


async def on_helped(talk: Talk, asked_id: str) -> Reply:
    """Be glad, briefly."""
    asked = talk.memory.question(asked_id)
    if asked is not None:
        asked = await counting.helped(talk, asked)
    return Reply(text=(say("ask.helped"),), choices=await talk.door(asked), for_all=True)


async def on_show(talk: Talk, asked_id: str, tip_id: str) -> Reply:
    """Show the tip the person chose."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    return await show_tip(talk, asked, tip_id, chosen=True)


async def on_none_of_them(talk: Talk, asked_id: str) -> Reply:
    """None of the offered tips was right: the named person is next."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    asked = await counting.question(talk, await note(talk, asked), Outcome.NONE)
    return await offer_reply(talk, asked)


async def _which_room(talk: Talk, asked: Asked, name: str, candidates: tuple[Match, ...]) -> Reply:
    """Ask which room is meant: a guess could cost a meeting."""
    asked = await counting.question(talk, asked, Outcome.OFFERED)
    tips = [await talk.work.tips.get(one.id, talk.language) for one in candidates]
    return Reply(
        text=(say("ask.which_room", name=name),),
        choices=(
            *(Choice(plain(tip.title), f"ask.show:{asked.id}:{tip.id}") for tip in tips),
            *await talk.door(asked),
        ),
        for_all=True,
    )


async def _unsure(talk: Talk, asked: Asked, candidates: tuple[Match, ...]) -> Reply:
    tips: list[Tip] = [await talk.work.tips.get(one.id, talk.language) for one in candidates]
    asked = talk.amend(asked, said=" · ".join(tip.title for tip in tips))
    asked = await counting.question(talk, asked, Outcome.OFFERED)
    helper = await talk.helper()
    return Reply(
        text=(say("ask.unsure"),),
        portrait=await talk.portrait(helper.person) if helper else None,
        choices=(
            *(Choice(plain(tip.title), f"ask.show:{asked.id}:{tip.id}") for tip in tips),
            Choice(say("choice.none_of_them"), f"ask.none:{asked.id}", Weight.QUIET),
            *await talk.door(asked),
        ),
        for_all=True,
    )
