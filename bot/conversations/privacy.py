"""What the service knows of a person, and how it forgets them."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.cards.model import Attachment, Choice, Reply, Weight
from bot.conversations.erasing import decided, forget
from bot.conversations.memory.model import Memory
from bot.conversations.record import as_text, mark_of, record
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.people.erasures.model import Erasure, Stage
from knowledge.people.model import Profile


async def on_what_do_you_know(talk: Talk) -> Reply:
    """List everything, in plain words, and offer all of it as a file."""
    department = await talk.place(talk.person.department) or "?"
    people = talk.work.people
    lines = [
        say("privacy.name", name=talk.person.name),
        say("privacy.department", department=department),
        say("privacy.language", language=say(f"language.name.{talk.language}")),
        say("privacy.questions", count=len(talk.memory.mine)),
        say("privacy.remembered", count=len(talk.memory.asked)),
        say("privacy.chat"),
    ]
    if talk.person.email:
        lines.insert(1, say("privacy.email", email=talk.person.email))
    held = await talk.work.escalations.involving(talk.person.id)
    if held:
        lines.append(say("privacy.held", count=len(held)))
    away = await people.absences_of(talk.person.id)
    if away:
        lines.append(say("privacy.absences", count=len(away)))
    accounts = await talk.work.accounts.of(talk.person.id)
    if accounts:
        channels = ", ".join(sorted({channel for channel, _ in accounts}))
        lines.append(say("privacy.accounts", channels=channels))
    if await people.ombud(talk.person.id):
        lines.append(say("privacy.ombud"))
    lines += [line async for line in _more(talk)]
    return Reply(
        text=(say("privacy.know"),),
        steps=tuple(lines),
        after=(say("privacy.not_kept"), say("privacy.who")),
        choices=(
            Choice(say("choice.whole_record"), "privacy.record"),
            Choice(say("choice.forget_me"), "privacy.forget"),
            *await talk.door(),
        ),
    )


async def _more(talk: Talk) -> AsyncIterator[Say]:
    """Yield what is kept of those who help, write tips, or have wished to be erased."""
    person = talk.person.id
    profile = await talk.work.people.profile(person)
    if profile != Profile(person=person):
        yield say("privacy.profile")
    group = talk.work.group
    if await group.invitations_of(person) or await group.actions_of(person):
        yield say("group.privacy")
    tips = await talk.work.tips.written_by(person)
    if tips:
        yield say("privacy.tips", count=len(tips))
    wrong = await talk.work.wrong_answers.count(person)
    if wrong:
        yield say("privacy.wrong", count=wrong)
    for one in await talk.work.erasures.of([person, mark_of(talk, person)]):
        day = talk.day(one.asked).isoformat()
        if one.stage is Stage.REQUESTED:
            yield say("privacy.wish.requested", day=day)
        elif one.stage is Stage.REFUSED:
            yield say("privacy.wish.refused", day=day, ground=one.ground)


async def on_record(talk: Talk) -> Reply:
    """Give all of it as a file, questions without a name too: this is the person's own chat."""
    found = await record(talk, talk.person.id, with_unnamed=True)
    return Reply(
        text=(say("privacy.record"),),
        files=(Attachment(name="om-mig.json", kind="application/json", text=as_text(found)),),
    )


async def on_forget(_talk: Talk) -> Reply:
    """Ask first, and say what will be gone."""
    return Reply(
        text=(say("privacy.sure"),),
        choices=(
            Choice(say("choice.yes_forget"), "privacy.forget_now"),
            Choice(say("choice.no_thanks"), "escalate.no", Weight.QUIET),
        ),
    )


async def on_forget_now(talk: Talk) -> Reply:
    """Forget: open questions are taken back, and nothing that was said is kept."""
    await forget(talk, [talk.person])
    talk.remember(await decided(talk, talk.person.id, Stage.FORGOTTEN))
    talk.memory = Memory()
    await talk.keep_person(replace(talk.person, language=None))
    return Reply(
        text=(say("privacy.forgotten"),),
        choices=(Choice(say("choice.erase_me"), "privacy.erase", Weight.QUIET),),
    )


async def on_erase(talk: Talk) -> Reply:
    """Ask whoever runs the service to remove the person from the directory, too."""
    if await talk.work.erasures.waiting_of(talk.person.id) is None:
        await talk.work.erasures.put(
            Erasure(
                id=secrets.token_hex(16),
                person=talk.person.id,
                stage=Stage.REQUESTED,
                asked=talk.now,
            )
        )
    return Reply(text=(say("privacy.erase_requested"),))
