"""Writing a new tip, or changing one: the form, then the card as it will look, then to a reader."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.coach import helps
from bot.conversations.talk import Talk
from bot.conversations.tip_card import card_of
from bot.conversations.writing.form import FIELDS, asked_for, filled, values_of, wrong_in
from bot.texts.catalogue import Say, plain, say
from knowledge.audit.model import Deed
from knowledge.matching.model import Answered, Unnamed, Unsure
from knowledge.people.model import Role
from tips import editing
from tips.history.model import Edit
from tips.history.words import Fate, differences
from tips.model import Advice, EditedMeanwhile, Stage, Tip, UnknownTip

REVIEW_AFTER = timedelta(days=182)
MOST_FOUND = 5


async def on_new(talk: Talk, title: str = "") -> Reply:
    """Show an empty form, with a title if one was said."""
    if not await may_write(talk):
        return Reply(text=(say("writing.only_helpers"),), choices=await talk.door())
    values = {"title": title[:1].upper() + title[1:]}
    return asked_for([say("writing.new")], values, action="writing.begin")


async def on_begin(talk: Talk, values: Mapping[str, str]) -> Reply:
    """Keep a new tip as its author's draft, and show the card."""
    if not await may_write(talk):
        return Reply(text=(say("writing.only_helpers"),), choices=await talk.door())
    wrong = wrong_in(values)
    if wrong:
        return asked_for([say("learn.mend")], values, action="writing.begin", wrong=wrong)
    blank = Tip(
        id=f"egen-{secrets.token_hex(6)}",
        language=talk.language,
        topic="egna",
        title="",
        advice=Advice(answer=""),
        credit=talk.person.first_name,
        checked=talk.today,
        review=talk.today + REVIEW_AFTER,
    )
    tip = await editing.begin(filled(blank, values), edit=signed(talk), tips=talk.work.tips)
    await done(talk, "tip.begun", tip)
    return await preview(talk, tip, say("writing.kept_new"))


async def on_change(talk: Talk, words: str = "") -> Reply:
    """Find the tip somebody wants to change, or let them choose."""
    if not await may_write(talk):
        return Reply(text=(say("writing.only_helpers"),), choices=await talk.door())
    shown = talk.memory.shown
    if not words and shown is not None and shown.kind == "tip":
        return await on_open(talk, shown.id, talk.language)
    ids = await _found(talk, words) if words else ()
    if len(ids) == 1:
        return await on_open(talk, ids[0], talk.language)
    if not ids:
        new = Choice(say("writing.write_new"), "writing.new")
        return Reply(text=(say("writing.which"),), choices=(new,))
    tips = [await talk.work.tips.get(one, talk.language) for one in ids]
    return Reply(
        text=(say("writing.choose"),),
        choices=tuple(
            Choice(plain(tip.title), f"writing.open:{tip.id}:{tip.language}") for tip in tips
        ),
    )


async def on_open(talk: Talk, tip_id: str, language: str) -> Reply:
    """Show the form with what stands in a tip, or with what is being written for it."""
    table = await _opened(talk, tip_id, language)
    action = f"writing.keep:{table.tip.id}:{table.tip.language}:{table.tip.version}"
    first = say("writing.change", title=table.tip.title)
    return asked_for([first], values_of(table.tip), action=action)


async def on_keep(
    talk: Talk, values: Mapping[str, str], tip_id: str, language: str, version: str
) -> Reply:
    """Keep a change beside the tip; of two who write at once nobody's words are lost."""
    table = await _opened(talk, tip_id, language)
    action = f"writing.keep:{tip_id}:{language}:{version}"
    wrong = wrong_in(values)
    if wrong:
        return asked_for([say("learn.mend")], values, action=action, wrong=wrong)
    if str(table.tip.version) != version:
        return _both(table.tip, values)
    try:
        async with talk.work.part():
            tip = await editing.save(
                filled(table.tip, values), edit=signed(talk), tips=talk.work.tips
            )
    except EditedMeanwhile:
        return _both((await _opened(talk, tip_id, language)).tip, values)
    await done(talk, "tip.saved", tip)
    return await preview(talk, tip, say("writing.kept"))


async def on_send(talk: Talk, tip_id: str, language: str) -> Reply:
    """Hand what is written over to somebody else's eyes."""
    table = await _opened(talk, tip_id, language)
    if table.tip.stage is Stage.IN_REVIEW:
        return Reply(text=(say("writing.sent_before"),))
    tip = await editing.send(table.tip, edit=signed(talk), tips=talk.work.tips)
    await done(talk, "tip.sent", tip)
    readers = [
        one for one in await talk.coordinators(talk.person.department) if one.id != talk.person.id
    ] or [one for one in await talk.work.people.coordinators() if one.id != talk.person.id]
    for reader in readers:
        letter = Reply(
            text=(say("writing.to_read", name=talk.person.first_name, title=tip.title),),
            choices=(Choice(say("writing.read"), "reading.next", Weight.MAIN),),
        )
        reason = f"to-read:{tip.id}:{tip.language}:{tip.version}"
        await talk.note(reader.id, letter, reason=reason)
    if not readers:
        return Reply(text=(say("learn.sent_nobody"),))
    return Reply(text=(say("learn.sent", name=readers[0].first_name),))


async def on_drop(talk: Talk, tip_id: str, language: str) -> Reply:
    """Let what is written go: a change that waits, or a draft that nobody has seen."""
    table = await _opened(talk, tip_id, language)
    if table.answering is not None:
        await editing.drop(table.tip, tips=talk.work.tips)
    elif table.tip.stage is Stage.DRAFT and table.tip.author == talk.person.id:
        await editing.retire(table.tip, edit=signed(talk), tips=talk.work.tips)
    else:
        raise UnknownTip
    await done(talk, "tip.dropped", table.tip)
    return Reply(text=(say("writing.dropped", title=table.tip.title),))


async def may_write(talk: Talk) -> bool:
    """Say whether somebody may write tips."""
    return talk.person.role is Role.ADMINISTRATOR or await helps(talk)


async def preview(talk: Talk, tip: Tip, told: Say) -> Reply:
    """Show the very card that staff will see, and what to do with what was written."""
    card = await card_of(talk, tip)
    return Reply(
        text=(told, *card.text),
        steps=card.steps,
        pictures=card.pictures,
        after=(*card.after, say("learn.asked_as", phrasings=" · ".join(tip.phrasings))),
        links=card.links,
        note=card.note,
        choices=(
            Choice(say("writing.send"), f"writing.send:{tip.id}:{tip.language}", Weight.MAIN),
            Choice(say("choice.edit"), f"writing.open:{tip.id}:{tip.language}"),
            Choice(say("writing.drop"), f"writing.drop:{tip.id}:{tip.language}", Weight.QUIET),
        ),
    )


def signed(talk: Talk) -> Edit:
    """Sign a change as the speaker's, now."""
    return Edit(by=talk.person.id, at=talk.now)


async def done(talk: Talk, name: str, tip: Tip) -> None:
    """Write down in the log what was done, as the desk does."""
    about = f"tip:{tip.id}:{tip.language}"
    deed = Deed(name=name, by=talk.person.id, object=about, details={"version": tip.version})
    await talk.work.audit.write(deed, at=talk.now)


async def _opened(talk: Talk, tip_id: str, language: str) -> editing.Table:
    if not await may_write(talk):
        raise UnknownTip
    tip = await talk.work.tips.get(tip_id, language)
    return await editing.opened(tip.id, tip.language, tips=talk.work.tips)


async def _found(talk: Talk, words: str) -> tuple[str, ...]:
    """Return the tips somebody may mean: those with the very words, else what the engine finds."""
    having = talk.library.having(words)
    if having:
        return tuple(having[:MOST_FOUND])
    match await talk.library.verdict(words, talk.language, without=()):
        case Answered(best):
            return (best.id,)
        case Unsure(candidates) | Unnamed(_, candidates):
            return tuple(one.id for one in candidates[:MOST_FOUND])
        case _:
            return ()


def _both(theirs: Tip, mine: Mapping[str, str]) -> Reply:
    """Show what somebody else saved meanwhile beside what was written here; both can be kept."""
    action = f"writing.keep:{theirs.id}:{theirs.language}:{theirs.version}"
    quotes = tuple(
        Quote(
            say(FIELDS[one.field]),
            "".join(piece.text for piece in one.pieces if piece.fate is not Fate.ADDED),
        )
        for one in differences(theirs, filled(theirs, mine))
        if one.field in FIELDS
    )
    return asked_for([say("writing.both")], mine, action=action, quotes=quotes)
