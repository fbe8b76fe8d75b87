"""Draws a message as plain lines of text."""

from collections.abc import Sequence

from bot.cards.model import Reply
from bot.channels.mailbox.model import Message
from bot.conversations.talk import ROLES
from bot.texts.catalogue import Catalogue, catalogue, say
from knowledge.people.model import Department, Person


def lines(message: Message) -> list[str]:
    """Return a message as lines; choices are numbered as `/1` presses them."""
    texts = catalogue(message.language or None)
    if message.reply is None:
        return [f"{texts.word(say('console.me'))}: {message.words}"]
    return reply_lines(message.reply, texts)


def welcome(person: Person, departments: Sequence[Department]) -> str:
    """Return the line that tells a person at a terminal who they are and what to type."""
    texts = catalogue(person.language)
    names = {one.id: one.name for one in departments}
    department = names.get(person.department or "")
    role = ROLES[person.role]
    about = say(f"{role}.of", department=department) if department else say(role)
    return texts.word(say("console.you_are", name=person.name, about=about))


def reply_lines(reply: Reply, texts: Catalogue) -> list[str]:
    """Return a reply as lines, in one language."""
    found = [texts.word(one) for one in reply.text]
    for quote in reply.quotes:
        found.append(f"{texts.word(quote.who)}:")
        found += [f"  > {line}" for line in quote.text.splitlines()]
    found += [f"{number}. {texts.word(step)}" for number, step in enumerate(reply.steps, start=1)]
    found += [texts.word(say("console.picture", alt=one.alt)) for one in reply.pictures]
    found += [texts.word(one) for one in reply.after]
    found += [f"{texts.word(one.title)}: {one.address}" for one in reply.links]
    if reply.note:
        found.append(f"({texts.word(reply.note)})")
    if reply.portrait:
        about = texts.inside(reply.portrait.about)
        found.append(f"({reply.portrait.initials}) {reply.portrait.name}, {about}")
    for one in reply.files:
        found.append(texts.word(say("console.file", name=one.name)))
        found += [f"  | {line}" for line in one.text.splitlines()]
    found += [
        f"[{number}] {texts.word(choice.label)}"
        for number, choice in enumerate(reply.choices, start=1)
    ]
    return found
