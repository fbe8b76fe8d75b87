"""One person, several accounts: linked by a code typed in the other channel, never by a name."""

import re
import secrets
from dataclasses import replace
from datetime import timedelta

from bot.cards.model import Reply
from bot.conversations.memory.model import Memory
from bot.conversations.talk import Talk
from bot.texts.catalogue import say
from knowledge.people.model import Person, Role

DIGITS = 8
LIVES = timedelta(minutes=10)
CODE = re.compile(r"\d")


async def on_link(talk: Talk, text: str = "") -> Reply:
    """Give a code, or take the one that was given in another channel."""
    digits = "".join(CODE.findall(text))
    if not digits:
        return await _give(talk)
    owner = await talk.work.accounts.use_code(_mark(talk, digits), now=talk.now)
    if owner is None:
        return Reply(text=(say("link.no_such_code"),))
    if owner == talk.person.id:
        return Reply(text=(say("link.same_person"),))
    other = await talk.work.people.get(owner)
    if _is_stranger(talk.person):
        return await _join(talk, stranger=talk.person, known=other)
    if _is_stranger(other):
        return await _join(talk, stranger=other, known=talk.person)
    # Two people the organisation knows by their work addresses are two people.
    return Reply(text=(say("link.two_people"),))


async def _give(talk: Talk) -> Reply:
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    await talk.work.accounts.add_code(_mark(talk, code), talk.person.id, until=talk.now + LIVES)
    shown = f"{code[:4]} {code[4:]}"
    minutes = int(LIVES.total_seconds() // 60)
    return Reply(text=(say("link.code", code=shown, minutes=minutes), say("link.whose")))


async def _join(talk: Talk, *, stranger: Person, known: Person) -> Reply:
    """Let all that was the stranger's be the known person's: accounts, questions, memory."""
    work = talk.work
    await work.accounts.hand_over(of=stranger.id, to=known.id)
    for escalation_id, sealed in await work.escalations.with_asker():
        person, _, channel = talk.seal.opened(sealed).partition("\n")
        if person == stranger.id:
            await work.escalations.reseal(escalation_id, talk.seal.closed(f"{known.id}\n{channel}"))
    theirs = talk.memory if talk.person is stranger else await _memory(talk, stranger)
    ours = talk.memory if talk.person is known else await _memory(talk, known)
    talk.memory = replace(ours, mine=(*ours.mine, *theirs.mine))
    if talk.person is stranger:
        await work.memories.keep(known.id, talk.memory, now=talk.now)
    await work.letters.hand_over(of=stranger.id, to=known.id)
    await work.inbox.hand_over(of=stranger.id, to=known.id)
    await work.events.hand_over(of=stranger.id, to=known.id)
    await work.weekly.hand_over(of=stranger.id, to=known.id)
    await work.chats.hand_over(of=stranger.id, to=known.id)
    await work.posts.hand_over(of=stranger.id, to=known.id)
    await work.history.erase(stranger.id)
    await work.memories.forget(stranger.id)
    await work.wrong_answers.forget(stranger.id)
    if talk.person is stranger:
        talk.person = known
    await work.accounts.forget(stranger.id)
    await work.people.erase(stranger.id)
    return Reply(text=(say("link.done"),), choices=await talk.door())


async def _memory(talk: Talk, person: Person) -> Memory:
    return await talk.work.memories.of(person.id, now=talk.now)


def _is_stranger(person: Person) -> bool:
    """Say whether nothing but an account is known of somebody."""
    return not (person.listed or person.sample or person.email) and person.role is Role.STAFF


def _mark(talk: Talk, code: str) -> str:
    return talk.seal.mark("link", code)
