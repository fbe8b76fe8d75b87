"""Reading what others have written: the card as staff will see it, and a decision."""

import secrets

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.talk import Talk
from bot.conversations.tip_card import card_of
from bot.conversations.writing.draft import done, may_write, signed
from bot.conversations.writing.form import FIELDS
from bot.texts.catalogue import Say, plain, say
from knowledge.people.model import Role
from tips import editing
from tips.comments.model import Comment
from tips.finding.model import State, Wanted
from tips.history.words import Difference, Fate, differences
from tips.model import EditedMeanwhile, Tip, UnknownTip

MOST = 200
"""Tips in review that are looked through."""

LONGEST = 300
"""Characters of a field that are shown as changed."""


async def on_read(talk: Talk, tip_id: str = "", language: str = "") -> Reply:
    """Show the first that waits for this reader's eyes, or the next after one.

    Args:
        talk: with whom.
        tip_id: of the tip that was shown last.
        language: of the same.
    """
    if not await may_write(talk):
        return Reply(text=(say("writing.only_helpers"),), choices=await talk.door())
    waiting = await _waiting(talk)
    if not waiting:
        return Reply(text=(say("writing.nothing_to_read"),))
    places = [(one.id, one.language) for one in waiting]
    last = (tip_id, language)
    at = (places.index(last) + 1) % len(places) if last in places else 0
    return await _shown(talk, waiting[at], left=len(waiting) - 1)


async def on_publish(talk: Talk, tip_id: str, language: str, version: str) -> Reply:
    """Publish the very text that was read; it answers at once."""
    tip = await _to_decide(talk, tip_id, language, version)
    author = tip.author
    tip = await editing.approve(tip, edit=signed(talk), tips=talk.work.tips)
    await done(talk, "tip.published", tip)
    told = say("learn.is_published", title=tip.title, name=talk.person.first_name)
    await _tell_author(talk, author, told, reason=f"published:{tip.id}:{tip.version}")
    return await _then(talk, say("learn.published", title=tip.title))


async def on_turn_down(talk: Talk, tip_id: str, language: str, version: str) -> Reply:
    """Give the text back to its author, kindly; nothing of it is lost."""
    tip = await _to_decide(talk, tip_id, language, version)
    author = tip.author
    tip = await editing.turn_down(tip, edit=signed(talk), tips=talk.work.tips)
    await done(talk, "tip.turned_down", tip)
    told = say("learn.not_now", title=tip.title, name=talk.person.first_name)
    await _tell_author(talk, author, told, reason=f"declined:{tip.id}:{tip.version}")
    return await _then(talk, say("learn.declined", title=tip.title))


async def on_comment(talk: Talk, tip_id: str, language: str) -> Reply:
    """Let the next line be a remark on the tip."""
    if not await may_write(talk):
        raise UnknownTip
    talk.wait("remark", f"{tip_id}/{language}")
    return Reply(text=(say("writing.remark"),))


async def on_remark(talk: Talk, about: str, text: str) -> Reply:
    """Keep a remark on a tip."""
    tip_id, _, language = about.partition("/")
    talk.settle()
    if not await may_write(talk):
        raise UnknownTip
    tip = (await editing.opened(tip_id, language, tips=talk.work.tips)).tip
    await talk.work.comments.add(
        Comment(
            id=secrets.token_hex(16),
            tip=tip.id,
            language=tip.language,
            by=talk.person.id,
            at=talk.now,
            text=text,
        )
    )
    await done(talk, "tip.commented", tip)
    return await _then(talk, say("writing.remark_kept"), after=tip)


async def _waiting(talk: Talk) -> list[Tip]:
    """Return what is in review and somebody else's, the oldest first as far as is known."""
    wanted = Wanted(today=talk.today, state=State.IN_REVIEW)
    found = await talk.work.tips.find(wanted, most=MOST)
    tips = [
        row.proposal if row.proposal and row.proposal.stage.value == State.IN_REVIEW else row.tip
        for row in found.rows
    ]
    return [one for one in tips if editing.may_approve(one, talk.person.id)]


async def _shown(talk: Talk, tip: Tip, *, left: int) -> Reply:
    table = await editing.opened(tip.id, tip.language, tips=talk.work.tips)
    card = await card_of(talk, tip)
    by = await talk.called(tip.author) if tip.author else tip.credit
    first = say("writing.by", title=tip.title, name=by) if by else plain(tip.title)
    changed: list[Say] = []
    if table.answering is not None:
        changed = [
            say("writing.changed", field=say(FIELDS[one.field]), text=_marked(one))
            for one in differences(table.answering, tip)
            if one.field in FIELDS
        ]
    return Reply(
        text=(first, *card.text),
        steps=card.steps,
        pictures=card.pictures,
        after=(
            *card.after,
            say("learn.asked_as", phrasings=" · ".join(tip.phrasings)),
            *changed,
        ),
        links=card.links,
        note=card.note,
        choices=_choices(talk, tip, left=left),
    )


def _choices(talk: Talk, tip: Tip, *, left: int) -> tuple[Choice, ...]:
    version = tip.version
    remark = Choice(say("writing.comment"), f"reading.comment:{tip.id}:{tip.language}")
    decides = (
        (
            Choice(
                say("choice.publish"),
                f"reading.publish:{tip.id}:{tip.language}:{version}",
                Weight.MAIN,
            ),
            Choice(say("choice.edit"), f"writing.open:{tip.id}:{tip.language}"),
            Choice(say("choice.not_now"), f"reading.turn_down:{tip.id}:{tip.language}:{version}"),
        )
        if _coordinates(talk)
        else ()
    )
    following = (
        (Choice(say("writing.next"), f"reading.next:{tip.id}:{tip.language}", Weight.QUIET),)
        if left
        else ()
    )
    return (*decides, remark, *following)


async def _to_decide(talk: Talk, tip_id: str, language: str, version: str) -> Tip:
    """Return what was read, at the version that was read; for coordinators alone."""
    if not _coordinates(talk):
        raise UnknownTip
    table = await editing.opened(tip_id, language, tips=talk.work.tips)
    if str(table.tip.version) != version:
        raise EditedMeanwhile(title=table.tip.title)
    return table.tip


async def _tell_author(talk: Talk, author: str, told: Say, *, reason: str) -> None:
    """Write to who wrote the tip, unless they have asked to be forgotten since."""
    if author:
        await talk.note(author, Reply(text=(told,)), reason=reason)


async def _then(talk: Talk, told: Say, *, after: Tip | None = None) -> Reply:
    """Say what was done, and offer the next that waits."""
    waiting = await _waiting(talk)
    last = (after.id, after.language) if after else ("", "")
    left = [one for one in waiting if (one.id, one.language) != last]
    if not left:
        return Reply(text=(told,))
    if after is None:
        more = Choice(say("writing.next"), "reading.next")
    else:
        more = Choice(say("writing.next"), f"reading.next:{after.id}:{after.language}")
    return Reply(text=(told, say("writing.left", count=len(left))), choices=(more,))


def _coordinates(talk: Talk) -> bool:
    return talk.person.role in {Role.COORDINATOR, Role.ADMINISTRATOR}


def _marked(difference: Difference) -> str:
    """Write what differs as one reads it without colours: [gone] and {new}."""
    text = "".join(
        {Fate.REMOVED: "[{}]", Fate.ADDED: "{{{}}}", Fate.KEPT: "{}"}[piece.fate].format(piece.text)
        for piece in difference.pieces
    )
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
