"""A coach passes a question on to a named colleague, with a word."""

from collections.abc import Sequence

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.coach import mine, mine_and_open
from bot.conversations.escalate import own
from bot.conversations.posted_cards import now_say
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, plain, say
from knowledge.errors import Explained
from knowledge.escalations import hand_over
from knowledge.escalations.model import Escalation, Proposal
from knowledge.escalations.routing import may_get
from knowledge.people.model import Person

MOST_SHOWN = 6
"""Colleagues shown as choices; anybody else is found by writing a name."""


class CannotTake(Explained):
    """Somebody cannot get this question now; details: name.

    The same for who is away, who helps nobody, and who asked it: the last is nobody's to know.
    """

    key = "pass_on.error.cannot_take"


async def on_begin(talk: Talk, escalation_id: str) -> Reply:
    """Show who is near, and let a name be written."""
    escalation = await mine_and_open(talk, escalation_id)
    talk.wait("pass_on", escalation.id)
    near = await _near(talk, escalation)
    return Reply(
        text=(say("pass_on.to_whom"),),
        choices=(
            *[await _choice(talk, escalation, one) for one in near],
            Choice(say("choice.cancel"), "coach.later", Weight.QUIET),
        ),
    )


async def on_name(talk: Talk, escalation_id: str, text: str) -> Reply:
    """Find a colleague by what was written of their name."""
    escalation = await mine_and_open(talk, escalation_id)
    found = [
        one
        for one in await talk.work.people.named(text)
        if await _may_receive(talk, escalation, one)
    ][:MOST_SHOWN]
    key = "pass_on.which" if found else "pass_on.nobody"
    return Reply(
        text=(say(key, name=text),),
        choices=(
            *[await _choice(talk, escalation, one) for one in found],
            Choice(say("choice.cancel"), "coach.later", Weight.QUIET),
        ),
    )


async def on_to(talk: Talk, escalation_id: str, to: str) -> Reply:
    """Ask for a word to go with it."""
    escalation = await mine_and_open(talk, escalation_id)
    receiver = await _receiver(talk, escalation, to)
    talk.wait("word", f"{escalation.id}:{receiver.id}")
    return Reply(
        text=(say("pass_on.word", name=receiver.first_name),),
        choices=(
            Choice(
                say("choice.no_word", name=receiver.first_name),
                f"pass_on.send:{escalation.id}:{receiver.id}",
                Weight.MAIN,
            ),
            Choice(say("choice.cancel"), "coach.later", Weight.QUIET),
        ),
    )


async def on_word(talk: Talk, about: str, text: str) -> Reply:
    """Pass it on with the word that was written."""
    escalation_id, _, to = about.partition(":")
    return await _pass_on(talk, escalation_id, to, text)


async def on_send(talk: Talk, escalation_id: str, to: str) -> Reply:
    """Pass it on without a word."""
    return await _pass_on(talk, escalation_id, to, "")


async def on_allow(talk: Talk, escalation_id: str) -> Reply:
    """The asker lets the question leave their administration, to the one who was named."""
    escalation = await own(talk, escalation_id)
    proposal = escalation.proposal
    if proposal is None:
        return Reply(text=(say("pass_on.asked_no_more"),), choices=await talk.door())
    holder = await talk.work.people.get(escalation.holder)
    try:
        receiver = await _receiver(talk, escalation, proposal.to)
    except CannotTake as error:
        return await _cannot_any_more(talk, escalation, error)
    await _hand_over(talk, escalation, receiver, proposal.word, by=holder)
    await talk.note(
        holder.id,
        Reply(
            text=(say("pass_on.allowed", name=receiver.first_name),),
            quotes=(Quote(say("quote.question"), escalation.question),),
        ),
        reason=f"allowed:{escalation.id}:{talk.now.isoformat()}",
    )
    return Reply(
        text=(
            say("pass_on.you_allowed", name=receiver.first_name),
            say("escalate.usually", name=receiver.first_name, when=await _when(talk, receiver)),
        ),
        portrait=await talk.portrait(receiver),
    )


async def _cannot_any_more(talk: Talk, escalation: Escalation, error: CannotTake) -> Reply:
    """The colleague has become absent or full before the asker said yes: it stays, told to both."""
    await talk.work.escalations.propose(escalation.id, None)
    await talk.note(
        escalation.holder,
        Reply(
            text=(say(error.key, **error.details),),
            quotes=(Quote(say("quote.question"), escalation.question),),
            choices=(
                Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN),
                Choice(say("choice.pass_on"), f"pass_on.begin:{escalation.id}"),
            ),
        ),
        reason=f"cannot:{escalation.id}:{talk.now.isoformat()}",
    )
    name = await talk.called(escalation.holder)
    return Reply(text=(say("escalate.cannot"), say("pass_on.you_refused", name=name)))


async def on_refuse(talk: Talk, escalation_id: str) -> Reply:
    """The asker keeps the question where it is."""
    escalation = await own(talk, escalation_id)
    if escalation.proposal is not None:
        await talk.work.escalations.propose(escalation.id, None)
        await talk.note(
            escalation.holder,
            Reply(
                text=(say("pass_on.refused"),),
                quotes=(Quote(say("quote.question"), escalation.question),),
                choices=(
                    Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN),
                ),
            ),
            reason=f"refused:{escalation.id}:{talk.now.isoformat()}",
        )
    name = await talk.called(escalation.holder)
    return Reply(text=(say("pass_on.you_refused", name=name),))


async def _pass_on(talk: Talk, escalation_id: str, to: str, word: str) -> Reply:
    escalation = await mine(talk, escalation_id)
    receiver = await _receiver(talk, escalation, to)
    talk.settle()
    tree = await talk.tree()
    theirs = tree.administration(receiver.department)
    own_place = tree.administration(escalation.department)
    if theirs and own_place and theirs != own_place:
        return await _propose(talk, escalation, receiver, word, crosses=theirs)
    moved = await _hand_over(talk, escalation, receiver, word, by=talk.person)
    await _tell_asker(talk, moved, receiver)
    return Reply(text=(say("pass_on.sent", name=receiver.first_name),))


async def _propose(
    talk: Talk, escalation: Escalation, receiver: Person, word: str, *, crosses: str
) -> Reply:
    """Ask the asker first: a question that crosses may become a public record."""
    department = await talk.place(crosses)
    if not talk.rules.may_cross:
        return Reply(text=(say("pass_on.forbidden", department=department),))
    hand_over.refuse_if_over(escalation)
    await talk.work.escalations.propose(escalation.id, Proposal(to=receiver.id, word=word))
    whom = {"name": receiver.first_name, "department": department}
    await talk.told_to_asker(
        escalation,
        Reply(
            text=(
                say("pass_on.may_i", coach=talk.person.first_name, **whom),
                say("helper.crosses", **whom),
            ),
            quotes=(Quote(say("quote.you_asked"), escalation.question),),
            portrait=await talk.portrait(receiver),
            choices=(
                Choice(say("choice.allow", **whom), f"pass_on.allow:{escalation.id}", Weight.MAIN),
                Choice(
                    say("choice.refuse", coach=talk.person.first_name),
                    f"pass_on.refuse:{escalation.id}",
                ),
            ),
        ),
        reason=f"may_cross:{escalation.id}:{talk.now.isoformat()}",
    )
    return Reply(text=(say("pass_on.asked_first", department=department),))


async def _hand_over(
    talk: Talk, escalation: Escalation, receiver: Person, word: str, *, by: Person
) -> Escalation:
    moved = await hand_over.pass_on(
        escalation.id,
        to=receiver.id,
        word=word,
        by=by.id,
        at=talk.now,
        escalations=talk.work.escalations,
    )
    await now_say(talk, moved, say("card.moved", name=receiver.first_name))
    await talk.bring(moved, told=say("coach.passed_on", name=by.first_name))
    return moved


async def _tell_asker(talk: Talk, moved: Escalation, receiver: Person) -> None:
    await talk.told_to_asker(
        moved,
        Reply(
            text=(
                say("asker.passed_on", name=receiver.first_name, coach=talk.person.first_name),
                say("escalate.usually", name=receiver.first_name, when=await _when(talk, receiver)),
            ),
            quotes=(Quote(say("quote.you_asked"), moved.question),),
            portrait=await talk.portrait(receiver),
        ),
        reason=f"passed_on:{moved.id}:{talk.now.isoformat()}",
    )


async def _when(talk: Talk, receiver: Person) -> Say:
    return talk.when(await talk.expected(receiver))


async def _near(talk: Talk, escalation: Escalation) -> Sequence[Person]:
    """Return who would get the question if the speaker had not got it, and the coordinators."""
    found: dict[str, Person] = {}
    had = {talk.person.id, *await talk.work.escalations.had_by(escalation.id)}
    nobody = Person(id="", name="-", department=escalation.department)
    while len(found) < MOST_SHOWN:
        helper = await talk.route(nobody, escalation.question, but={*had, *found})
        if helper is None or helper.person.id in found or helper.person.id in had:
            break
        found[helper.person.id] = helper.person
    return [one for one in found.values() if await _may_receive(talk, escalation, one)]


async def _may_receive(talk: Talk, escalation: Escalation, person: Person) -> bool:
    """Tell whether a colleague can get this question; who asked it is left out like the absent."""
    asker = talk.asker_of(escalation)
    if person.id == talk.person.id or (asker is not None and asker[0] == person.id):
        return False
    return await may_get(person, await talk.around())


async def _receiver(talk: Talk, escalation: Escalation, person_id: str) -> Person:
    """Return who is to get it; the asker is refused as early, and in the same words, as others."""
    person = await talk.work.people.get(person_id)
    if not await _may_receive(talk, escalation, person):
        raise CannotTake(name=person.first_name)
    return person


async def _choice(talk: Talk, escalation: Escalation, person: Person) -> Choice:
    where = await talk.place(person.department)
    label = say("who.named", name=person.name, department=where) if where else plain(person.name)
    return Choice(label, f"pass_on.to:{escalation.id}:{person.id}")
