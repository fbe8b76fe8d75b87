"""Decides which dialogue answers: an open one, a command word, or a question.

Emergency and crisis come before all of them.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.cards.model import Quote, Reply
from bot.conversations import (
    ask,
    asker,
    coach,
    counting,
    cover,
    department,
    escalate,
    functions,
    gaps,
    greet,
    learn,
    linking,
    my_answers,
    ombud,
    pass_on,
    pause,
    preferences,
    privacy,
    profile,
    redraw,
    replace_coach,
    show_me,
    status,
    walk,
    ways,
    who,
    wording,
    wrong,
)
from bot.conversations.boundary import boundary_reply, numbers_reply
from bot.conversations.commands import Command, command_in
from bot.conversations.group import chat as group
from bot.conversations.memory.model import Waits
from bot.conversations.rooms import fault
from bot.conversations.talk import Talk
from bot.conversations.turn import Filled, Pressed, Words
from bot.conversations.writing import caretaking, draft, reading
from bot.texts.catalogue import Detail, say
from knowledge.boundaries.catch import Boundary, by_rule, endangers
from knowledge.errors import Explained
from knowledge.escalations.model import TakenByAnother
from knowledge.people.model import Person, Role

Replies = Reply | tuple[Reply, ...]
OnPress = Callable[..., Awaitable[Replies]]
OnWords = Callable[[Talk, str, str], Awaitable[Replies]]
OnForm = Callable[..., Awaitable[Replies]]

PRESSES: Mapping[str, OnPress] = {
    "ask.helped": ask.on_helped,
    "ask.show": ask.on_show,
    "ask.anyway": ask.on_anyway,
    "ask.none": ask.on_none_of_them,
    "walk.where": walk.on_where,
    "walk.step": walk.on_step,
    "walk.done": walk.on_done,
    "walk.stuck": walk.on_stuck,
    "wrong.say": wrong.on_say,
    "wrong.show": wrong.on_show,
    "wrong.hide": wrong.on_hide,
    "pause.no": pause.on_no,
    "room.report": fault.on_report,
    "room.change": fault.on_change,
    "room.send": fault.on_send,
    "room.tell_me": fault.on_tell_me,
    "room.mending": fault.on_mending,
    "room.mended": fault.on_mended,
    "escalate.begin": escalate.on_begin,
    "escalate.offer": escalate.on_offer,
    "escalate.send": escalate.on_send,
    "escalate.anew": escalate.on_anew,
    "escalate.same": escalate.on_same,
    "escalate.no": gaps.on_no,
    "gap.show": gaps.on_show,
    "escalate.cancel": escalate.on_cancel,
    "escalate.withdraw": escalate.on_withdraw,
    "coach.take": coach.on_take,
    "coach.write": coach.on_write,
    "coach.ask_back": coach.on_ask_back,
    "coach.later": coach.on_later,
    "coach.sees": coach.on_sees,
    "pass_on.begin": pass_on.on_begin,
    "pass_on.to": pass_on.on_to,
    "pass_on.send": pass_on.on_send,
    "pass_on.allow": pass_on.on_allow,
    "pass_on.refuse": pass_on.on_refuse,
    "show_me.begin": show_me.on_begin,
    "show_me.offer": show_me.on_offer,
    "show_me.pick": show_me.on_pick,
    "ways.show": ways.on_show,
    "ways.propose": ways.on_propose,
    "ways.draft": ways.on_draft,
    "ways.finish": ways.on_finish,
    "ways.ask_name": ways.on_ask_name,
    "ways.snooze": ways.on_snooze,
    "ways.close": ways.on_close,
    "ways.closed": ways.on_closed,
    "asker.tell_name": ways.on_tell_name,
    "asker.keep_name": ways.on_keep_name,
    "answers.open": my_answers.on_open,
    "asker.solved": asker.on_solved,
    "asker.more": asker.on_more,
    "asker.show": asker.on_show,
    "wording.helped": wording.on_helped,
    "wording.show": wording.on_show,
    "wording.hide": wording.on_hide,
    "wording.accept": wording.on_accept,
    "wording.decline": wording.on_decline,
    "writing.new": draft.on_new,
    "writing.open": draft.on_open,
    "writing.send": draft.on_send,
    "writing.drop": draft.on_drop,
    "reading.next": reading.on_read,
    "reading.publish": reading.on_publish,
    "reading.turn_down": reading.on_turn_down,
    "reading.comment": reading.on_comment,
    "caretaking.show": caretaking.on_show,
    "caretaking.still": caretaking.on_still,
    "caretaking.rest": caretaking.on_rest,
    "learn.begin": learn.on_begin,
    "learn.edit": learn.on_edit,
    "learn.publish": learn.on_publish,
    "learn.decline": learn.on_decline,
    "ombud.offered": ombud.on_offered,
    "ombud.approve": ombud.on_approve,
    "ombud.decline": ombud.on_decline,
    "ombud.leave": ombud.on_leave,
    "replace.with": replace_coach.on_with,
    "replace.now": replace_coach.on_now,
    "replace.spread": replace_coach.on_spread,
    "cover.remind": cover.on_remind,
    "group.coming": group.on_coming,
    "group.not_coming": group.on_not_coming,
    "group.done": group.on_done,
    "department.set": department.on_set,
    "department.open": department.on_open,
    "language.set": preferences.on_language,
    "privacy.forget": privacy.on_forget,
    "privacy.forget_now": privacy.on_forget_now,
    "privacy.record": privacy.on_record,
    "privacy.erase": privacy.on_erase,
}
"""Every choice there is, by the first part of its action; the parts after it are arguments."""

WORDS: Mapping[str, OnWords] = {
    "escalate": escalate.on_words,
    "answer": coach.on_answer,
    "ask_back": coach.on_question,
    "more": asker.on_words,
    "pass_on": pass_on.on_name,
    "word": pass_on.on_word,
    "reason": ways.on_reason,
    "department": department.on_name,
    "replace": replace_coach.on_name,
    "remark": reading.on_remark,
    "fault": fault.on_words,
}
"""Open dialogues, by what they wait for."""

TO_ASKERS = frozenset({"answer", "ask_back", "reason"})
"""Open dialogues whose line goes to somebody who asked."""

TO_SOMEBODY = TO_ASKERS | {"escalate", "more", "word", "fault"}
"""Open dialogues whose line goes to anybody."""

FOR_NAMES = frozenset({"pass_on", "replace"})
"""Open dialogues whose line is the name of a colleague."""

FORMS: Mapping[str, OnForm] = {
    "writing.begin": draft.on_begin,
    "writing.keep": draft.on_keep,
    "learn.send": learn.on_send,
    "learn.revise": learn.on_revise,
    "ways.keep": ways.on_keep,
    "ways.send": ways.on_send,
    "profile.keep": profile.on_keep,
}

COMMANDS: Mapping[str, OnPress] = {
    "easier": redraw.on_easier,
    "longer": redraw.on_longer,
    "status": status.on_status,
    "help": functions.on_help,
    "my_coach": functions.on_my_coach,
    "department": department.choose,
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
    "bundle": preferences.on_bundle,
    "at_once": preferences.on_at_once,
    "profile": profile.on_profile,
    "answers": my_answers.on_week,
    "search_answers": my_answers.on_search,
    "who_can": who.on_who_can,
    "coaches_at": who.on_coaches_at,
    "cover": cover.on_cover,
    "replace": replace_coach.on_replace,
    "ombud": ombud.on_offer,
    "ombud_leave": ombud.on_leave,
    "link": linking.on_link,
    "group": group.on_group,
    "new_tip": draft.on_new,
    "change_tip": draft.on_change,
    "review_tips": reading.on_read,
}

FOR_COORDINATORS = frozenset({"cover", "replace"})
"""Words that mean something else from everybody else: mobile coverage, replacing a word."""

NO_CONTENT = frozenset(COMMANDS) - {
    "thanks", "hello", "easier", "longer", "meaning", "ashamed", "answers", "profile", "bundle",
    "at_once", "who_can", "coaches_at", "search_answers", "cover", "replace", "ombud",
    "link", "group", "new_tip", "change_tip", "review_tips",
}  # fmt: skip
"""Commands that are heard even while a dialogue waits for a line: nobody means them for another."""


async def replies(talk: Talk) -> tuple[Reply, ...]:
    """Answer one turn, as one or more messages.

    What could not be done is undone whole and explained in words; anything a person wrote comes
    back with it.
    """
    before = talk.person, talk.memory
    try:
        async with talk.work.part():
            match talk.turn.said:
                case Words():
                    return await _to_words(talk, talk.turn.said)
                case Pressed(action):
                    return _several(await _pressed(talk, action))
                case Filled():
                    return _several(await _filled(talk, talk.turn.said))
    except Explained as error:
        talk.person, talk.memory = before
        return (await _explained(talk, error),)


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
    boundary = None if plain else await talk.library.boundary(said.text)
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
    return not command.rest or command.name == "link"


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
        return await ask.forgotten(talk)
    return await _brought(talk, waits, asked.text)


async def _filled(talk: Talk, said: Filled) -> Replies:
    name, *arguments = said.action.split(":")
    on_form = FORMS.get(name)
    if on_form is None:
        return Reply(text=(say("choice.gone"),), choices=await talk.door())
    found = _several(await on_form(talk, said.values, *arguments))
    note = (Reply(text=(say("numbers.taken_out"),)),) if said.masked else ()
    return (*note, *found)


async def _explained(talk: Talk, error: Explained) -> Reply:
    """Put an error into words; a line that could not be delivered comes back to its writer."""
    details: dict[str, Detail] = dict(error.details)
    if isinstance(error, TakenByAnother):
        details["coach"] = await talk.called(str(details["coach"]))
    quotes: tuple[Quote, ...] = ()
    if isinstance(talk.turn.said, Words) and talk.memory.waits is not None:
        talk.settle()
        quotes = (Quote(say("quote.not_sent"), talk.turn.said.text),)
    return Reply(text=(say(error.key, **details),), quotes=quotes)


def _several(found: Replies) -> tuple[Reply, ...]:
    return found if isinstance(found, tuple) else (found,)
