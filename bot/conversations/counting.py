"""Counts what happens, in the transaction in which it happens, as numbers without people.

A question counts once, where and in the week it was asked, by what has become of it; when more
becomes of it, it counts as that instead. Somebody in danger is counted nowhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.conversations.correspondence import Correspondence
from bot.conversations.memory.model import Asked, Counted
from bot.conversations.talk import Talk
from knowledge.boundaries.routes import DANGER, Route
from knowledge.escalations.model import Deed, Escalation
from knowledge.figures.model import WHOLE, Change, Family, Outcome, Reach, Side, Wait
from knowledge.figures.periods import block_of, week_of
from knowledge.people.model import Person, UnknownPerson
from scheduler.calendar.working_time import Office
from scheduler.delivery.model import Fate, Letter

POST = "post:"
"""How a letter says that it is a post: one thing to many people, unasked."""

REACHED = {
    Fate.DELIVERED: Reach.DELIVERED,
    Fate.BLOCKED: Reach.LOST,
    Fate.FAILED: Reach.LOST,
    Fate.UNKNOWN: Reach.LOST,
}
AN_HOUR = timedelta(hours=1)
A_WEEK = timedelta(days=7)


async def question(talk: Talk, asked: Asked, outcome: Outcome, tip: str = "") -> Asked:
    """Count what has become of a question.

    What went to a colleague stays with that; what helped stays with that, unless it goes to a
    colleague after all.

    Args:
        talk: the turn.
        asked: the question.
        outcome: what has become of it now.
        tip: the id of the tip that answered it; "" for another outcome.

    Returns:
        The question, with what it counts as.
    """
    before = asked.counted
    if before is None:
        now = Counted(
            week=week_of(talk.today).isoformat(),
            place=talk.person.department or WHOLE,
            outcome=outcome,
            tip=tip,
        )
        changes = [*_changes(talk, now, times=1)]
    elif _goes_on(talk, before, outcome):
        now = replace(before, outcome=outcome, tip=tip)
        changes = [*_changes(talk, before, times=-1), *_changes(talk, now, times=1)]
    else:
        return asked
    await talk.work.figures.count(changes, week=now.monday)
    return talk.amend(asked, counted=now)


async def helped(talk: Talk, asked: Asked) -> Asked:
    """Count that the tip shown for a question helped; what no tip answered stays as it is."""
    counted = asked.counted
    if counted is None or counted.outcome != Outcome.SHOWN:
        return asked
    return await question(talk, asked, Outcome.HELPED, counted.tip)


async def boundary(talk: Talk, route: Route) -> None:
    """Count a question that no tip may answer; where there is danger, count nothing."""
    if route not in DANGER:
        change = Change(
            family=Family.QUESTIONS,
            place=talk.person.department or WHOLE,
            what=Outcome.BOUNDARY,
            person=talk.person.id,
        )
        await talk.work.figures.count([change], week=week_of(talk.today))


async def answer(talk: Talk, escalation: Escalation) -> None:
    """Count the first answer to a handed-over question, by how long it was waited for."""
    history = await talk.work.escalations.history(escalation.id)
    asker = talk.asker_of(escalation)
    if asker is None or sum(one.deed is Deed.ANSWERED for one in history) != 1:
        return
    office = await talk.office(escalation.department)
    wait = waited(escalation.asked, talk.now, office)
    sides = {Side.ASKER: asker[0], Side.HELPER: talk.person.id}
    changes = [
        Change(
            family=Family.ANSWERS,
            place=escalation.department or WHOLE,
            what=wait,
            person=person,
            side=side,
        )
        for side, person in sides.items()
    ]
    await talk.work.figures.count(changes, week=week_of(talk.today))


async def post(letters: Correspondence, letter: Letter, fate: Fate) -> None:
    """Count what has become of a post to one person, where they work."""
    if not letter.about.startswith(POST) or fate not in REACHED:
        return
    try:
        person = await letters.work.people.get(letter.recipient)
    except UnknownPerson:
        return
    await letters.work.figures.count([_reach(person, REACHED[fate])], week=week_of(letters.today))


async def pressed(talk: Talk, post_id: str, due: datetime) -> None:
    """Count that somebody has used a post, instead of that it has arrived; once each.

    Of four weeks that are over nothing changes any more.
    """
    if post_id in talk.memory.pressed or not _is_open(talk, due):
        return
    talk.memory = talk.memory.having_pressed(post_id)
    reach = {Reach.PRESSED: 1, Reach.DELIVERED: -1}
    changes = [_reach(talk.person, what, times=times) for what, times in reach.items()]
    await talk.work.figures.count(changes, week=week_of(talk.today))


async def sent_again(letters: Correspondence, people: Sequence[Person], due: datetime) -> None:
    """Count no longer as lost what is sent to some people once more."""
    if people and _is_open(letters, due):
        changes = [_reach(one, Reach.LOST, times=-1) for one in people]
        await letters.work.figures.count(changes, week=week_of(letters.today))


def _is_open(letters: Correspondence, due: datetime) -> bool:
    return block_of(letters.day(due)) == block_of(letters.today)


def _reach(person: Person, what: Reach, *, times: int = 1) -> Change:
    return Change(
        family=Family.POSTS,
        place=person.department or WHOLE,
        what=what,
        person=person.id,
        times=times,
    )


def waited(asked: datetime, answered: datetime, office: Office) -> Wait:
    """Return how long an answer was waited for, as people at work reckon it.

    Args:
        asked: when the question was handed over, aware.
        answered: when it was answered, aware.
        office: when people work where it was asked. What is asked at night is asked the next
            morning.
    """
    if office.worked(asked, answered) <= AN_HOUR:
        return Wait.HOUR
    day = office.opens(asked).astimezone(office.zone).date()
    until = answered.astimezone(office.zone).date()
    if until <= day:
        return Wait.DAY
    next_morning = datetime.combine(day + timedelta(days=1), time(), office.zone)
    if until <= office.opens(next_morning).astimezone(office.zone).date():
        return Wait.NEXT_DAY
    return Wait.WEEK if answered - asked <= A_WEEK else Wait.LONGER


def _goes_on(talk: Talk, before: Counted, outcome: Outcome) -> bool:
    """Say whether a question that counts already counts as something else from now on.

    Of four weeks that are over nothing changes any more.
    """
    if block_of(before.monday) != block_of(talk.today):
        return False
    if before.outcome == Outcome.HELPED:
        return outcome is Outcome.HANDED
    return before.outcome != Outcome.HANDED


def _changes(talk: Talk, counted: Counted, *, times: int) -> Iterator[Change]:
    yield Change(
        family=Family.QUESTIONS,
        place=counted.place,
        what=counted.outcome,
        person=talk.person.id,
        times=times,
    )
    if counted.tip:
        yield Change(
            family=Family.TIPS,
            place=counted.tip,
            what=counted.outcome,
            person=talk.person.id,
            times=times,
        )
