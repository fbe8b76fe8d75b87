"""Learned once: an answer becomes a tip, with names taken out, read by a coordinator."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.cards.model import Choice, Field, FieldKind, Form, Reply, Weight
from bot.conversations.coach import helps
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, plain, say
from knowledge.escalations.model import Escalation, UnknownEscalation, Voice
from knowledge.people.model import Person, Role, UnknownPerson
from tips import review
from tips.model import Advice, Stage, Tip, UnknownTip
from tips.proposal import Proposal, propose

REVIEW_AFTER = timedelta(days=182)
SHORTEST_TITLE, LONGEST_TITLE = 4, 120
MOST_STEPS, MOST_PHRASINGS, LONGEST_PHRASING = 6, 20, 200


async def on_begin(talk: Talk, escalation_id: str) -> Reply:
    """Show the form, filled in from the conversation without names and numbers."""
    escalation = await talk.work.escalations.get(escalation_id)
    if escalation.holder != talk.person.id or not await helps(talk):
        raise UnknownEscalation
    names = [person.name for person in await talk.work.people.everyone()]
    asker = await _asker_name(talk, escalation)
    proposal = propose(
        escalation.question,
        escalation.texts(Voice.COACH),
        names=names,
        asking=[talk.person.name, *asker],
        answering=[talk.person.name, *(asker if escalation.named else [])],
    )
    return Reply(
        text=(say("learn.form"), say("learn.names_gone")),
        form=_form(
            _proposed(proposal), {}, action=f"learn.send:{escalation.id}", send=say("learn.send")
        ),
    )


async def on_send(talk: Talk, values: Mapping[str, str], escalation_id: str) -> Reply:
    """Send the tip to the coordinators for reading; what is wrong is said beside its field."""
    escalation = await talk.work.escalations.get(escalation_id)
    if escalation.holder != talk.person.id or not await helps(talk):
        raise UnknownEscalation
    wrong = _wrong(values)
    if wrong:
        return _again(values, wrong, action=f"learn.send:{escalation.id}", send=say("learn.send"))
    return await _submit(talk, values, f"egen-{escalation.id[:12]}")


async def on_thread(talk: Talk, values: Mapping[str, str]) -> tuple[Reply, ...]:
    """Propose a tip from an answer in a thread that somebody who helps has marked.

    Args:
        talk: the turn.
        values: the thread's `question` and the marked `answer`.

    Returns:
        The form, for the one who marked it; nothing to anybody who does not help.
    """
    if not await helps(talk):
        return ()
    names = [person.name for person in await talk.work.people.everyone()]
    proposal = propose(
        values.get("question", ""),
        [values.get("answer", "")],
        names=names,
        asking=[talk.person.name],
        answering=[talk.person.name],
    )
    return (
        Reply(
            text=(say("learn.from_thread"), say("learn.names_gone")),
            form=_form(
                _proposed(proposal),
                {},
                action=f"learn.send_thread:{talk.turn.event[:12]}",
                send=say("learn.send"),
            ),
        ),
    )


async def on_send_thread(talk: Talk, values: Mapping[str, str], mark: str) -> Reply:
    """Send a tip from a thread to the coordinators; what is wrong is said beside its field."""
    if not await helps(talk):
        raise UnknownEscalation
    wrong = _wrong(values)
    if wrong:
        action = f"learn.send_thread:{mark}"
        return _again(values, wrong, action=action, send=say("learn.send"))
    return await _submit(talk, values, f"egen-{mark}")


async def _submit(talk: Talk, values: Mapping[str, str], tip_id: str) -> Reply:
    """Give a tip to the coordinators for reading, once."""
    if await _exists(talk, tip_id):
        return Reply(text=(say("learn.sent_before"),))
    tip = await review.submit(
        _filled(
            Tip(
                id=tip_id,
                version=await _version(talk, tip_id),
                language=talk.language,
                topic="egna",
                title="",
                advice=Advice(answer=""),
                author=talk.person.id,
                credit=talk.person.first_name,
                checked=talk.today,
                review=talk.today + REVIEW_AFTER,
            ),
            values,
        ),
        tips=talk.work.tips,
    )
    readers = [
        one for one in await talk.coordinators(talk.person.department) if one.id != talk.person.id
    ] or [one for one in await talk.work.people.coordinators() if one.id != talk.person.id]
    for reader in readers:
        await talk.post(reader.id, _to_read(tip, talk.person), reason=f"review:{tip.id}")
    name = readers[0].first_name if readers else ""
    return Reply(text=(say("learn.sent", name=name) if readers else say("learn.sent_nobody"),))


async def on_edit(talk: Talk, tip_id: str) -> Reply:
    """Let a coordinator change the tip before publishing it."""
    tip = await _in_review(talk, tip_id)
    return Reply(
        text=(say("learn.edit"),),
        form=_form(_values(tip), {}, action=f"learn.revise:{tip.id}", send=say("learn.publish")),
    )


async def on_revise(talk: Talk, values: Mapping[str, str], tip_id: str) -> Reply:
    """Keep the coordinator's changes and publish."""
    tip = await _in_review(talk, tip_id)
    wrong = _wrong(values)
    if wrong:
        return _again(values, wrong, action=f"learn.revise:{tip.id}", send=say("learn.publish"))
    await review.revise(_filled(tip, values), tips=talk.work.tips)
    return await on_publish(talk, tip_id)


async def on_publish(talk: Talk, tip_id: str) -> Reply:
    """Publish; from now on anybody's same question is answered by it."""
    await _in_review(talk, tip_id)
    tip = await review.approve(tip_id, talk.language, by=talk.person.id, tips=talk.work.tips)
    told = say("learn.is_published", title=tip.title, name=talk.person.first_name)
    await _tell_author(talk, tip, told, reason="published")
    return Reply(text=(say("learn.published", title=tip.title),))


async def on_decline(talk: Talk, tip_id: str) -> Reply:
    """Leave the tip as a draft; the coach hears it kindly and nothing of the text is lost."""
    await _in_review(talk, tip_id)
    tip = await review.turn_down(tip_id, talk.language, tips=talk.work.tips)
    told = say("learn.not_now", title=tip.title, name=talk.person.first_name)
    await _tell_author(talk, tip, told, reason="declined")
    return Reply(text=(say("learn.declined", title=tip.title),))


async def _tell_author(talk: Talk, tip: Tip, told: Say, *, reason: str) -> None:
    """Write to who wrote the tip, unless they have asked to be forgotten since."""
    if tip.author:
        await talk.post(tip.author, Reply(text=(told,)), reason=f"{reason}:{tip.id}:{tip.version}")


async def _asker_name(talk: Talk, escalation: Escalation) -> list[str]:
    """Return the asker's name, only to take it out of the text."""
    asker = talk.asker_of(escalation)
    if asker is None:
        return []
    try:
        return [(await talk.work.people.get(asker[0])).name]
    except UnknownPerson:
        return []


async def _exists(talk: Talk, tip_id: str) -> bool:
    """Whether this answer has become a tip already: a form may be sent twice."""
    try:
        tip = await talk.work.tips.get(tip_id, talk.language)
    except UnknownTip:
        return False
    return tip.stage is not Stage.DRAFT


async def _version(talk: Talk, tip_id: str) -> int:
    """Return the version of the draft that is replaced, or that of a new tip."""
    try:
        return (await talk.work.tips.get(tip_id, talk.language)).version
    except UnknownTip:
        return 1


async def _in_review(talk: Talk, tip_id: str) -> Tip:
    """Return the tip for a coordinator; anybody else is told that there is none."""
    if talk.person.role is not Role.COORDINATOR:
        raise UnknownTip
    return await talk.work.tips.get(tip_id, talk.language)


def _to_read(tip: Tip, author: Person) -> Reply:
    return Reply(
        text=(
            say("learn.to_read", name=author.first_name, title=tip.title),
            plain(tip.advice.answer),
        ),
        steps=tuple(plain(step) for step in tip.advice.steps),
        after=(say("learn.asked_as", phrasings=" · ".join(tip.phrasings)),),
        choices=(
            Choice(say("choice.publish"), f"learn.publish:{tip.id}", Weight.MAIN),
            Choice(say("choice.edit"), f"learn.edit:{tip.id}"),
            Choice(say("choice.not_now"), f"learn.decline:{tip.id}", Weight.QUIET),
        ),
    )


def _proposed(proposal: Proposal) -> Mapping[str, str]:
    return {
        "title": proposal.title,
        "phrasings": "\n".join(proposal.phrasings),
        "answer": proposal.answer,
        "steps": "\n".join(proposal.steps),
    }


def _values(tip: Tip) -> Mapping[str, str]:
    return {
        "title": tip.title,
        "phrasings": "\n".join(tip.phrasings),
        "answer": tip.advice.answer,
        "steps": "\n".join(tip.advice.steps),
    }


def _form(values: Mapping[str, str], wrong: Mapping[str, Say], *, action: str, send: Say) -> Form:
    kinds = {
        "title": FieldKind.LINE,
        "phrasings": FieldKind.LIST,
        "answer": FieldKind.TEXT,
        "steps": FieldKind.LIST,
    }
    return Form(
        fields=tuple(
            Field(
                name=name,
                label=say(f"learn.field.{name}"),
                value=values.get(name, ""),
                kind=kind,
                error=wrong.get(name),
            )
            for name, kind in kinds.items()
        ),
        send=send,
        action=action,
    )


def _again(values: Mapping[str, str], wrong: Mapping[str, Say], *, action: str, send: Say) -> Reply:
    return Reply(text=(say("learn.mend"),), form=_form(values, wrong, action=action, send=send))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _wrong(values: Mapping[str, str]) -> dict[str, Say]:
    """Say what is wrong, by field; empty when the tip can be kept."""
    wrong: dict[str, Say] = {}
    title = values.get("title", "").strip()
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        wrong["title"] = say(
            "learn.wrong.title", shortest=SHORTEST_TITLE, longest=LONGEST_TITLE, count=len(title)
        )
    phrasings = _lines(values.get("phrasings", ""))
    if not phrasings:
        wrong["phrasings"] = say("learn.wrong.phrasings_none")
    elif len(phrasings) > MOST_PHRASINGS or max(map(len, phrasings)) > LONGEST_PHRASING:
        wrong["phrasings"] = say(
            "learn.wrong.phrasings", most=MOST_PHRASINGS, longest=LONGEST_PHRASING
        )
    if not values.get("answer", "").strip():
        wrong["answer"] = say("learn.wrong.answer")
    steps = _lines(values.get("steps", ""))
    if len(steps) > MOST_STEPS:
        wrong["steps"] = say("learn.wrong.steps", most=MOST_STEPS, found=len(steps))
    return wrong


def _filled(tip: Tip, values: Mapping[str, str]) -> Tip:
    return replace(
        tip,
        title=values["title"].strip(),
        phrasings=_lines(values["phrasings"]),
        advice=Advice(answer=values["answer"].strip(), steps=_lines(values.get("steps", ""))),
        stage=Stage.IN_REVIEW if tip.stage is Stage.IN_REVIEW else Stage.DRAFT,
    )
