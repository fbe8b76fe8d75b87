"""Whoever looks after a tip is reminded to read it again, and says with one press that it holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.conversations.talk import Talk
from bot.conversations.tip_card import card_of
from bot.conversations.writing.draft import REVIEW_AFTER, done, signed
from bot.texts.catalogue import plain, say
from knowledge.people.model import Person, Role, UnknownPerson
from tips import editing
from tips.finding.model import State, Wanted
from tips.model import Stage, Tip, UnknownTip

SHOWN = 5
MOST = 1_000
PAUSE = timedelta(days=7)
"""Between two such letters to one person, at the least."""


async def remind(letters: Correspondence) -> int:
    """Write one letter to each person whose tips are to be read again; say how many there were.

    Doing it again, or twice at once, writes to nobody twice within a week.
    """
    found = await letters.work.tips.find(
        Wanted(today=letters.today + timedelta(days=1), state=State.DUE), most=MOST
    )
    theirs: dict[str, list[Tip]] = {}
    for row in found.rows:
        if row.tip.caretaker:
            theirs.setdefault(row.tip.caretaker, []).append(row.tip)
    written = 0
    for person_id, tips in theirs.items():
        person = await _reachable(letters, person_id)
        if person is not None:
            # A week has one letter: the same cause never writes to the same person twice.
            week = letters.today.toordinal() // PAUSE.days
            written += await _write(letters, person, tips, reason=f"caretaking:{week}")
    return written


async def on_show(talk: Talk) -> Reply:
    """Show the first of one's tips that is to be read again."""
    tips = await _due(talk)
    if not tips:
        return Reply(text=(say("caretaking.none_left"),))
    tip = tips[0]
    card, version = await card_of(talk, tip), tip.version
    return replace(
        card,
        text=(say("caretaking.is_it_so", title=tip.title, count=len(tips)), *card.text),
        choices=(
            Choice(
                say("caretaking.still"),
                f"caretaking.still:{tip.id}:{tip.language}:{version}",
                Weight.MAIN,
            ),
            Choice(say("choice.edit"), f"writing.open:{tip.id}:{tip.language}"),
            Choice(
                say("caretaking.rest"),
                f"caretaking.rest:{tip.id}:{tip.language}:{version}",
                Weight.QUIET,
            ),
        ),
    )


async def on_still(talk: Talk, tip_id: str, language: str, version: str) -> Reply:
    """Note that a tip still holds: it was read today, and is to be read again in half a year."""
    tip = await _own(talk, tip_id, language)
    read = replace(tip, checked=talk.today, review=talk.today + REVIEW_AFTER, version=int(version))
    await talk.work.tips.put(read, signed(talk))
    await done(talk, "tip.read_again", tip)
    return await _then(talk, tip)


async def on_rest(talk: Talk, tip_id: str, language: str, version: str) -> Reply:
    """Let a tip rest; whoever does not coordinate asks a coordinator to."""
    tip = await _own(talk, tip_id, language)
    if talk.person.role in {Role.COORDINATOR, Role.ADMINISTRATOR}:
        at = replace(tip, version=int(version))
        await editing.retire(at, edit=signed(talk), tips=talk.work.tips)
        await done(talk, "tip.retired", tip)
        return await _then(talk, tip)
    coordinators = await talk.coordinators(talk.person.department)
    for one in coordinators:
        asked = say("caretaking.asks_rest", name=talk.person.first_name, title=tip.title)
        await talk.note(one.id, Reply(text=(asked,)), reason=f"rest:{tip.id}:{tip.version}")
    if not coordinators:
        return Reply(text=(say("learn.sent_nobody"),))
    return Reply(text=(say("caretaking.asked_rest", name=coordinators[0].first_name),))


async def _due(talk: Talk) -> Sequence[Tip]:
    """Return the tips of the speaker that are to be read again, the most overdue first."""
    wanted = Wanted(today=talk.today + timedelta(days=1), state=State.DUE, caretaker=talk.person.id)
    found = await talk.work.tips.find(wanted, most=MOST)
    return sorted((row.tip for row in found.rows), key=lambda tip: (tip.review, tip.title))


async def _own(talk: Talk, tip_id: str, language: str) -> Tip:
    """Return a published tip that the speaker looks after; nobody else's is there."""
    for tip in await talk.work.tips.languages_of(tip_id):
        is_it = tip.language == language and tip.stage is Stage.PUBLISHED
        if is_it and tip.caretaker == talk.person.id:
            return tip
    raise UnknownTip


async def _then(talk: Talk, tip: Tip) -> Reply:
    left = len(await _due(talk))
    told = say("caretaking.noted", title=tip.title)
    if not left:
        return Reply(text=(told, say("caretaking.none_left")))
    more = Choice(say("writing.next"), "caretaking.show")
    return Reply(text=(told, say("writing.left", count=left)), choices=(more,))


async def _reachable(letters: Correspondence, person_id: str) -> Person | None:
    """Return somebody who is here to read a letter; None for whoever has left or is away."""
    try:
        person = await letters.work.people.get(person_id)
    except UnknownPerson:
        return None
    away = await letters.work.people.absences([person_id], on=letters.today)
    return None if person.left is not None or person_id in away else person


async def _write(
    letters: Correspondence, person: Person, tips: Sequence[Tip], *, reason: str
) -> int:
    first = sorted(tips, key=lambda tip: (tip.review, tip.title))[:SHOWN]
    more = len(tips) - len(first)
    letter = Reply(
        text=(
            say("caretaking.due", count=len(tips)),
            *(plain(tip.title) for tip in first),
            *((say("caretaking.more", count=more),) if more else ()),
        ),
        choices=(Choice(say("caretaking.go_through"), "caretaking.show", Weight.MAIN),),
    )
    due = (await letters.office(person.department)).opens(letters.now)
    return int(await letters.post(person.id, letter, reason=reason, due=due))
