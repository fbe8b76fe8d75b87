"""Decides which dialogue answers: an open one, a command word, or a question.

Emergency and crisis come before all of them.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.cards.model import Quote, Reply
from bot.conversations import (
    ask,
    asker,
    coach,
    escalate,
    functions,
    greet,
    learn,
    preferences,
    privacy,
    redraw,
    status,
    walk,
    wrong,
)
from bot.conversations.boundary import boundary_reply, numbers_reply
from bot.conversations.commands import Command, command_in
from bot.conversations.talk import Talk
from bot.conversations.turn import Filled, Pressed, Words
from bot.texts.catalogue import say
from knowledge.boundaries.catch import caught, endangers
from knowledge.errors import Explained
from knowledge.escalations.model import TakenByAnother
from knowledge.people.model import Role

Replies = Reply | tuple[Reply, ...]
OnPress = Callable[..., Awaitable[Replies]]
OnWords = Callable[[Talk, str, str], Awaitable[Replies]]
OnForm = Callable[..., Awaitable[Replies]]

PRESSES: Mapping[str, OnPress] = {
    "ask.helped": ask.on_helped,
    "ask.show": ask.on_show,
    "ask.none": ask.on_none_of_them,
    "walk.where": walk.on_where,
    "walk.step": walk.on_step,
    "walk.done": walk.on_done,
    "walk.stuck": walk.on_stuck,
    "wrong.say": wrong.on_say,
    "wrong.show": wrong.on_show,
    "wrong.hide": wrong.on_hide,
    "escalate.begin": escalate.on_begin,
    "escalate.offer": escalate.on_offer,
    "escalate.send": escalate.on_send,
    "escalate.no": escalate.on_no,
    "escalate.cancel": escalate.on_cancel,
    "escalate.withdraw": escalate.on_withdraw,
    "coach.take": coach.on_take,
    "coach.write": coach.on_write,
    "coach.ask_back": coach.on_ask_back,
    "coach.later": coach.on_later,
    "asker.solved": asker.on_solved,
    "asker.more": asker.on_more,
    "learn.begin": learn.on_begin,
    "learn.edit": learn.on_edit,
    "learn.publish": learn.on_publish,
    "learn.decline": learn.on_decline,
    "department.set": greet.on_department,
    "language.set": preferences.on_language,
    "privacy.forget": privacy.on_forget,
    "privacy.forget_now": privacy.on_forget_now,
}
"""Every choice there is, by the first part of its action; the parts after it are arguments."""

WORDS: Mapping[str, OnWords] = {
    "escalate": escalate.on_words,
    "answer": coach.on_answer,
    "ask_back": coach.on_question,
    "more": asker.on_words,
}
"""Open dialogues, by what they wait for."""

FORMS: Mapping[str, OnForm] = {
    "learn.send": learn.on_send,
    "learn.revise": learn.on_revise,
}

COMMANDS: Mapping[str, OnPress] = {
    "easier": redraw.on_easier,
    "longer": redraw.on_longer,
    "status": status.on_status,
    "help": functions.on_help,
    "my_coach": functions.on_my_coach,
    "department": greet.choose_department,
    "language": preferences.on_languages,
    "know": privacy.on_what_do_you_know,
    "forget": privacy.on_forget,
    "cancel": escalate.on_cancel,
    "back": preferences.on_back,
    "thanks": functions.on_thanks,
    "hello": functions.on_hello,
    "ashamed": functions.on_ashamed,
    "ask_coach": escalate.on_begin,
    "meaning": functions.on_meaning,
    "away": preferences.on_away,
}

DURING_A_DIALOGUE = frozenset({"status", "help", "cancel"})
"""Commands that are heard even while a dialogue waits for a line; it stays open."""


async def replies(talk: Talk) -> tuple[Reply, ...]:
    """Answer one turn, as one or more messages.

    What could not be done is explained in words; anything a person wrote comes back with it.
    """
    try:
        said = talk.turn.said
        match said:
            case Words():
                return await _to_words(talk, said)
            case Pressed(action):
                return _several(await _pressed(talk, action))
            case Filled():
                return _several(await _filled(talk, said))
    except Explained as error:
        return (await _explained(talk, error),)


async def _to_words(talk: Talk, said: Words) -> tuple[Reply, ...]:
    danger = endangers(said.text) if not _answers_somebody(talk) else None
    if danger:
        return (await boundary_reply(talk, danger.route),)
    command = command_in(said.text)
    waits = talk.memory.waits
    if waits is not None and not (command and command.name in DURING_A_DIALOGUE):
        found = _several(await WORDS[waits.dialogue](talk, waits.about, said.text))
        note = (Reply(text=(say("numbers.taken_out"),)),) if said.masked else ()
        return (*note, *found)
    if talk.person.greeted:
        return await _answered(talk, said, command)
    alone = command is not None and command.name == "hello"
    first = await greet.hello(talk, alone=alone)
    found = () if alone else await _answered(talk, said, command)
    if talk.person.department is None and talk.person.role is Role.STAFF:
        return (first, *found, await greet.choose_department(talk))
    return (first, *found)


async def _answered(talk: Talk, said: Words, command: Command | None) -> tuple[Reply, ...]:
    if said.masked:
        return (await numbers_reply(talk),)
    boundary = caught(said.text)
    if boundary:
        return (await boundary_reply(talk, boundary.route),)
    if command and command.name == "perhaps_meaning":
        known = talk.library.meaning(command.rest, talk.language)
        command = Command("meaning", command.rest) if known else None
    if command:
        rest = (command.rest,) if command.name in {"meaning", "away"} else ()
        return _several(await COMMANDS[command.name](talk, *rest))
    return (await ask.on_question(talk, said.text),)


async def _pressed(talk: Talk, action: str) -> Replies:
    name, *arguments = action.split(":")
    on_press = PRESSES.get(name)
    if on_press is None:
        return Reply(text=(say("choice.gone"),), choices=await talk.door())
    return await on_press(talk, *arguments)


async def _filled(talk: Talk, said: Filled) -> Replies:
    name, *arguments = said.action.split(":")
    on_form = FORMS.get(name)
    if on_form is None:
        return Reply(text=(say("choice.gone"),), choices=await talk.door())
    found = _several(await on_form(talk, said.values, *arguments))
    note = (Reply(text=(say("numbers.taken_out"),)),) if said.masked else ()
    return (*note, *found)


def _answers_somebody(talk: Talk) -> bool:
    """Whether the line is an answer to an asker: a coach may have to write 112."""
    waits = talk.memory.waits
    return waits is not None and waits.dialogue in {"answer", "ask_back"}


async def _explained(talk: Talk, error: Explained) -> Reply:
    """Put an error into words; a line that could not be delivered comes back to its writer."""
    details = dict(error.details)
    if isinstance(error, TakenByAnother):
        details["coach"] = (await talk.work.people.get(str(details["coach"]))).first_name
    quotes: tuple[Quote, ...] = ()
    if isinstance(talk.turn.said, Words) and talk.memory.waits is not None:
        talk.settle()
        quotes = (Quote(say("quote.not_sent"), talk.turn.said.text),)
    return Reply(text=(say(error.key, **details),), quotes=quotes)


def _several(found: Replies) -> tuple[Reply, ...]:
    return found if isinstance(found, tuple) else (found,)
