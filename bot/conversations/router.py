"""Decides which dialogue answers: an open one, a command word, or a question.

Emergency and crisis come before all of them.
"""

from bot.cards.model import Quote, Reply
from bot.conversations import (
    ask,
    counting,
    department,
    greet,
    inline,
    pause,
    who,
)
from bot.conversations.boundary import boundary_reply, numbers_reply
from bot.conversations.commands import Command, command_in
from bot.conversations.dates import names_a_day
from bot.conversations.forgotten import forgotten
from bot.conversations.handlers import (
    COMMANDS,
    FOR_COORDINATORS,
    FOR_NAMES,
    FORMS,
    NO_CONTENT,
    PRESSES,
    TO_ASKERS,
    TO_SOMEBODY,
    WORDS,
    Replies,
)
from bot.conversations.inline import with_inline
from bot.conversations.memory.model import Waits
from bot.conversations.talk import Talk
from bot.conversations.turn import Filled, Pressed, Words
from bot.texts.catalogue import Detail, say
from knowledge.boundaries.catch import Boundary, by_rule, endangers
from knowledge.errors import Explained
from knowledge.escalations.model import TakenByAnother
from knowledge.people.model import Person, Role

LINE = "line.send"
"""A line written in the field of a message; it goes where a plain line would have gone."""


async def replies(talk: Talk) -> tuple[Reply, ...]:
    """Answer one turn, as one or more messages.

    What could not be done is undone whole and explained in words; anything a person wrote comes
    back with it.
    """
    before = talk.person, talk.memory
    try:
        async with talk.work.part():
            return with_inline(talk, before[1], await _answer(talk))
    except Explained as error:
        talk.person, talk.memory = before
        return (await _explained(talk, error),)


async def _answer(talk: Talk) -> tuple[Reply, ...]:
    match talk.turn.said:
        case Words():
            return await _to_words(talk, talk.turn.said)
        case Pressed(action):
            return _several(await _pressed(talk, action))
        case Filled():
            return _several(await _filled(talk, talk.turn.said))


async def _to_words(talk: Talk, said: Words) -> tuple[Reply, ...]:
    if talk.memory.waits is None and talk.memory.has_brought(said.text, talk.now):
        return (Reply(text=(say("pause.brought"),)),)
    command = command_in(said.text)
    # What is word for word a command is no cry for help, whatever the words weigh.
    waits = talk.memory.waits
    plain = _is_word_for_word(command) or await _is_a_name(talk, said.text, waits)
    danger = None if plain else endangers(await talk.library.boundary(said.text))
    if waits is not None and not (command and command.name in NO_CONTENT):
        return await _in_dialogue(talk, said, waits, danger)
    if danger:
        return (await boundary_reply(talk, danger.route),)
    if talk.memory.greeted:
        return await _answered(talk, said, command)
    alone = command is not None and command.name == "hello"
    first = await greet.hello(talk, alone=alone)
    found = () if alone else await _answered(talk, said, command)
    if talk.person.department is None and talk.person.role is Role.STAFF:
        return (first, await department.choose(talk), *found)
    return (first, *found)


async def _is_a_name(talk: Talk, text: str, waits: Waits | None) -> bool:
    """Say whether a line is somebody's name where one is waited for; Gunnar is no alarm there."""
    if waits is None or waits.dialogue not in FOR_NAMES:
        return False
    return bool(await talk.work.people.named(text))


async def _in_dialogue(
    talk: Talk, said: Words, waits: Waits, danger: Boundary | None
) -> tuple[Reply, ...]:
    """Bring a line where it was waited for; ask first when it may be meant for nobody else."""
    note = (Reply(text=(say("numbers.taken_out"),)),) if said.masked else ()
    if danger and waits.dialogue not in TO_ASKERS:
        talk.settle()
        return (*note, await boundary_reply(talk, danger.route))
    if danger:
        # A coach may have to write 112 to somebody; or it is they who are in danger.
        return (*note, await boundary_reply(talk, danger.route), pause.still_meant(talk, said.text))
    if waits.is_stale(talk.now):
        return (*note, pause.still_meant(talk, said.text))
    return (*note, *_several(await _brought(talk, waits, said.text)))


async def _brought(talk: Talk, waits: Waits, text: str) -> Replies:
    """Bring a line to its dialogue, and remember it in case the channel repeats it."""
    found = await WORDS[waits.dialogue](talk, waits.about, text)
    if waits.dialogue in TO_SOMEBODY and talk.memory.waits is None:
        talk.memory = talk.memory.having_brought(text, talk.now)
    return found


async def _answered(talk: Talk, said: Words, command: Command | None) -> tuple[Reply, ...]:
    if said.masked:
        return (await numbers_reply(talk),)
    plain = _is_word_for_word(command) or _asks_the_directory(command, said.text)
    boundary = None if plain else await talk.library.boundary(said.text, asked=True)
    if boundary:
        await counting.boundary(talk, boundary.route)
        return (await boundary_reply(talk, boundary.route),)
    if command and command.name == "perhaps_meaning":
        known = talk.library.meaning(command.rest, talk.language)
        command = Command("meaning", command.rest) if known else None
    if command and command.name in FOR_COORDINATORS and not _coordinates(talk.person):
        command = None
    if command and command.name == "who_can" and not await who.knows_anybody(talk, command.rest):
        command = None
    if command:
        rest = (command.rest,) if command.rest else ()
        return _several(await COMMANDS[command.name](talk, *rest))
    return (await ask.on_question(talk, said.text),)


def _coordinates(person: Person) -> bool:
    return person.role in {Role.COORDINATOR, Role.ADMINISTRATOR}


def _asks_the_directory(command: Command | None, text: str) -> bool:
    """Say whether a line asks who the coaches of a place are, and no rule hears more in it.

    What is learnt may take a place and the word coaches for a request about people.
    """
    return command is not None and command.name == "coaches_at" and not by_rule(text)


def _is_word_for_word(command: Command | None) -> bool:
    """Say whether a line is a command and nothing more; a word after it may be anything.

    A code that links two accounts is digits that we gave, and no secret of anybody's.
    """
    if command is None or command.name not in COMMANDS:
        return False
    if command.name == "tips_pause":
        return names_a_day(command.rest)
    return not command.rest or command.name in {"link", "tips_weekday"}


async def _pressed(talk: Talk, action: str) -> Replies:
    name, *arguments = action.split(":")
    if name == "pause.yes":
        return await _sent_after_a_pause(talk, *arguments)
    # Whoever presses something has left the dialogue that waited for a line.
    talk.settle()
    on_press = PRESSES.get(name)
    if on_press is None:
        return Reply(text=(say("choice.gone"),), choices=await talk.door())
    return await on_press(talk, *arguments)


async def _sent_after_a_pause(talk: Talk, asked_id: str) -> Replies:
    """Bring the line to the dialogue after all."""
    asked, waits = talk.memory.question(asked_id), talk.memory.waits
    if asked is None or waits is None:
        return await forgotten(talk)
    return await _brought(talk, waits, asked.text)


async def _filled(talk: Talk, said: Filled) -> Replies:
    name, *arguments = said.action.split(":")
    if name == LINE:
        return await _line(talk, said, *arguments)
    on_form = FORMS.get(name)
    if on_form is None:
        return Reply(text=(say("choice.gone"),), choices=await talk.door())
    found = _several(await on_form(talk, said.values, *arguments))
    note = (Reply(text=(say("numbers.taken_out"),)),) if said.masked else ()
    return (*note, *found)


async def _line(talk: Talk, said: Filled, dialogue: str, *about: str) -> Replies:
    """Take what was written in a message's own field as the line that was waited for there."""
    text = said.values.get(inline.FIELD, "")
    if dialogue not in WORDS:
        return Reply(text=(say("choice.gone"),), choices=await talk.door())
    talk.wait(dialogue, ":".join(about))
    if not text:
        again = inline.field(dialogue, ":".join(about), error=say("line.empty"))
        return Reply(text=(say("line.empty"),), inline=again)
    return await _to_words(talk, Words(text, said.masked))


async def _explained(talk: Talk, error: Explained) -> Reply:
    """Put an error into words; a line that could not be delivered comes back to its writer."""
    details: dict[str, Detail] = dict(error.details)
    if isinstance(error, TakenByAnother):
        details["coach"] = await talk.called(str(details["coach"]))
    quotes: tuple[Quote, ...] = ()
    written = _written(talk)
    if written and talk.memory.waits is not None:
        talk.settle()
    if written:
        quotes = (Quote(say("quote.not_sent"), written),)
    return Reply(text=(say(error.key, **details),), quotes=quotes)


def _written(talk: Talk) -> str:
    """Return the line that somebody wrote for a dialogue, if this turn was one."""
    match talk.turn.said:
        case Words(text) if talk.memory.waits is not None:
            return text
        case Filled(action, values) if action.startswith(f"{LINE}:"):
            return values.get(inline.FIELD, "")
    return ""


def _several(found: Replies) -> tuple[Reply, ...]:
    return found if isinstance(found, tuple) else (found,)
