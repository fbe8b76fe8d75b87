"""A wording is shown to the coordinators, by permission and without who asked; they decide."""

import secrets
from dataclasses import replace

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations import counting
from bot.conversations.forgotten import forgotten
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.matching.words import normal
from knowledge.people.model import Role
from tips.model import Tip
from tips.suggestions.model import Suggestion, UnknownSuggestion, Wish

TOLD = {Wish.ADD: "wording.add.told", Wish.BLOCK: "wording.block.told"}
QUESTIONS = {Wish.ADD: "wording.add.question", Wish.BLOCK: "wording.block.question"}
YES = {Wish.ADD: "wording.add.yes", Wish.BLOCK: "wording.block.yes"}

MOST_PHRASINGS = 40
"""Ways to ask for one tip; more than this are no help to whoever reads them."""


async def on_helped(talk: Talk, asked_id: str, tip_id: str) -> Reply:
    """Be glad that the chosen tip helped, and ask whether the wording may be shown."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return Reply(text=(say("ask.helped"),), choices=await talk.door())
    asked = await counting.helped(talk, asked)
    return Reply(
        text=(say("ask.helped"), say("wording.may_i_show")),
        quotes=(Quote(say("quote.shown_as"), asked.text),),
        choices=(
            Choice(say("choice.yes_show"), f"wording.show:{asked.id}:{tip_id}", Weight.MAIN),
            Choice(say("choice.no_thanks"), f"wording.hide:{asked.id}", Weight.QUIET),
            *await talk.door(asked),
        ),
    )


async def on_show(talk: Talk, asked_id: str, tip_id: str) -> Reply:
    """Show the wording to the coordinators, as a way to ask for the tip."""
    asked = talk.memory.question(asked_id)
    if asked is None:
        return await forgotten(talk)
    await suggest(talk, Wish.ADD, asked.text, tip_id)
    return Reply(text=(say("wording.shown"),), choices=await talk.door())


async def on_hide(talk: Talk, asked_id: str) -> Reply:
    """Show it to nobody."""
    asked = talk.memory.question(asked_id)
    return Reply(text=(say("wording.hidden"),), choices=await talk.door(asked))


async def suggest(talk: Talk, wish: Wish, wording: str, tip_id: str) -> None:
    """Keep a suggestion and tell every coordinator; nothing in it says who asked."""
    tip = await talk.work.tips.get(tip_id, talk.language)
    suggestion = Suggestion(
        id=secrets.token_hex(16),
        wish=wish,
        tip=tip.id,
        language=talk.language,
        wording=wording,
    )
    await talk.work.suggestions.add(suggestion, at=talk.now)
    for coordinator in await talk.work.people.coordinators():
        await talk.post(
            coordinator.id, _to_decide(suggestion, tip), reason=f"suggestion:{suggestion.id}"
        )


async def on_accept(talk: Talk, suggestion_id: str) -> Reply:
    """Do what was suggested, for everybody from now on."""
    suggestion = await _taken(talk, suggestion_id)
    tip = await talk.work.tips.get(suggestion.tip, suggestion.language)
    if suggestion.wish is Wish.BLOCK:
        await talk.work.wrong_answers.add_for_all(suggestion.wording, tip.id)
        return Reply(text=(say("wording.blocked", title=tip.title),))
    known = {normal(text) for text in (tip.title, *tip.phrasings)}
    if normal(suggestion.wording) not in known and len(tip.phrasings) < MOST_PHRASINGS:
        await talk.work.tips.put(replace(tip, phrasings=(*tip.phrasings, suggestion.wording)))
    return Reply(text=(say("wording.added", title=tip.title),))


async def on_decline(talk: Talk, suggestion_id: str) -> Reply:
    """Leave everything as it is; the wording is removed."""
    await _taken(talk, suggestion_id)
    return Reply(text=(say("wording.declined"),))


async def _taken(talk: Talk, suggestion_id: str) -> Suggestion:
    """Return a suggestion to a coordinator, once; anybody else is told that there is none."""
    if talk.person.role is not Role.COORDINATOR:
        raise UnknownSuggestion
    return await talk.work.suggestions.take(suggestion_id)


def _to_decide(suggestion: Suggestion, tip: Tip) -> Reply:
    return Reply(
        text=(say(TOLD[suggestion.wish], title=tip.title), say(QUESTIONS[suggestion.wish])),
        quotes=(Quote(say("quote.somebody_asked"), suggestion.wording),),
        choices=(
            Choice(say(YES[suggestion.wish]), f"wording.accept:{suggestion.id}", Weight.MAIN),
            Choice(say("choice.not_now"), f"wording.decline:{suggestion.id}", Weight.QUIET),
        ),
    )
