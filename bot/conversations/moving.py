"""Gives a question to somebody else because its holder cannot answer; the asker is told once."""

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.conversations.posted_cards import now_say
from bot.texts.catalogue import Detail, Say, say
from knowledge.escalations import hand_over
from knowledge.escalations.model import Deed, Escalation, Step
from knowledge.people.model import Person


async def move(
    letters: Correspondence,
    escalation: Escalation,
    *,
    deed: Deed,
    step: Step,
    to: Person | None = None,
) -> Person | None:
    """Move a question to who answers next, bring it to them, and tell the asker the new name.

    Args:
        letters: the transaction.
        escalation: the question, as it was just read.
        deed: why: MOVED or REPLACED.
        step: how far the clock has come with it.
        to: who gets it, unless it is their own question; None for whoever routing names, never
            beyond the administration.

    Returns:
        Who has it now; None when there is nobody, or somebody did something with it meanwhile.
    """
    before = await letters.called(escalation.holder)
    own = to is not None and to.id == _asker(letters, escalation).id
    next_one = await _next(letters, escalation, deed) if to is None or own else to
    if next_one is None:
        return None
    moved = await hand_over.move_on(
        escalation,
        to=next_one.id,
        deed=deed,
        step=step,
        at=letters.now,
        escalations=letters.work.escalations,
    )
    if not moved:
        return None
    after = await letters.work.escalations.get(escalation.id)
    await now_say(letters, after, say("card.moved", name=next_one.first_name))
    if after.stage.is_due:
        key = "coach.inherited" if deed is Deed.REPLACED else "coach.moved"
        await letters.bring(after, told=say(key, coach=before))
    else:
        await letters.note(
            next_one.id, _inherited(after, before), reason=_reason("inherited", after)
        )
    await letters.told_to_asker(
        after,
        Reply(
            text=await _news(letters, escalation, next_one, before, deed),
            quotes=(Quote(say("quote.you_asked"), after.question),),
            portrait=await letters.portrait(next_one),
        ),
        reason=_reason("moved", after),
    )
    return next_one


async def move_all(
    letters: Correspondence, person_id: str, *, deed: Deed, to: Person | None = None
) -> int:
    """Move every open question a person holds; drafts go along. Return how many were moved."""
    moved = 0
    for escalation in await letters.work.escalations.held_by(person_id):
        if deed is Deed.MOVED and not escalation.stage.is_due:
            continue
        if await move(letters, escalation, deed=deed, step=escalation.step, to=to):
            moved += 1
    return moved


def _asker(letters: Correspondence, escalation: Escalation) -> Person:
    """Return the asker as routing needs them: where they asked from, and never as a receiver."""
    asker = letters.asker_of(escalation)
    return Person(id=asker[0] if asker else "", name="-", department=escalation.department)


async def _next(letters: Correspondence, escalation: Escalation, deed: Deed) -> Person | None:
    had = {escalation.holder, *await letters.work.escalations.had_by(escalation.id)}
    helper = await letters.route(
        _asker(letters, escalation), escalation.question, but=had, home=True
    )
    if helper is None:
        return None
    # Routing ends with a coordinator, be they away: whoever is back first may as well have it.
    if deed is Deed.MOVED and await letters.work.people.absences(
        [helper.person.id], on=letters.today
    ):
        return None
    return helper.person


async def _news(
    letters: Correspondence, before: Escalation, next_one: Person, coach: Detail, deed: Deed
) -> tuple[Say, ...]:
    name = next_one.first_name
    key = "asker.inherited" if deed is Deed.REPLACED else "asker.moved"
    lines = (say(key, coach=coach, name=name),)
    if not before.stage.is_due:
        return lines
    when = letters.when(await letters.expected(next_one))
    return (*lines, say("escalate.usually", name=name, when=when))


def _inherited(escalation: Escalation, coach: Detail) -> Reply:
    return Reply(
        text=(say("coach.inherited", coach=coach),),
        quotes=(Quote(say("quote.question"), escalation.question),),
        choices=(Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN),),
    )


def _reason(cause: str, escalation: Escalation) -> str:
    return f"{cause}:{escalation.id}:{escalation.changed.isoformat()}"
