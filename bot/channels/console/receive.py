"""Reads lines from a terminal or a script, and shows what comes back.

One line a message; `/1` presses choice 1 of the last message that has choices; `/new` shows what
has arrived since. A form is asked field by field, the proposal in brackets.
"""

import asyncio
import re
import sys
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.cards.model import FieldKind, Form
from bot.channels.console.draw import lines
from bot.channels.mailbox.courier import MailboxWork, MailboxWorks
from bot.channels.mailbox.model import Message
from bot.conversations.reception import Reception
from bot.texts.catalogue import Catalogue, catalogue, say
from knowledge.errors import Explained
from knowledge.people.model import Person

CHANNEL = "console"
NOTHING = "-"
"""Typed for a field of a form, it empties the field: an empty line keeps the proposal."""
PRESS = re.compile(r"/(?P<number>\d+)(?P<more>.*)")

Read = Callable[[str], Awaitable[str | None]]
"""Asks for a line with a prompt; None at the end of input."""

Write = Callable[[str], None]


@dataclass(kw_only=True)
class Console:
    """One person at one terminal.

    Attributes:
        settle: handles everything that is waiting, also for others, until it is done.
    """

    person: Person
    work: MailboxWorks
    reception: Reception
    settle: Callable[[], Awaitable[None]]
    read: Read
    write: Write
    _shown: int = 0
    _choices: Message | None = None
    _own: set[str] = field(default_factory=set)

    async def talk(self) -> None:
        """Show what waits, then take line after line until the end of input."""
        await self.settle()
        await self._start()
        while True:
            line = await self.read("> ")
            if line is None:
                return
            await self._line(line)

    async def _start(self) -> None:
        """Show what waits; choices that were shown before still work."""
        async with self.work() as work:
            self._shown = await work.mailboxes.read_on_console(self.person.id)
            for message in await work.mailboxes.after(self.person.id, 0):
                if message.number <= self._shown and _has_choices(message):
                    self._choices = message
        await self._show_new()

    async def _line(self, line: str) -> None:
        press = PRESS.fullmatch(line.strip())
        if line.strip() == "/new":
            await self.settle()
            if not await self._show_new():
                self.write(self._texts().word(say("console.nothing_new")))
        elif press:
            await self._press(int(press["number"]) if not press["more"] else 0)
        elif line.strip():
            await self._send(self.reception.words, line)

    async def _press(self, number: int) -> None:
        message = self._choices
        choices = message.reply.choices if message and message.reply else ()
        if not 1 <= number <= len(choices):
            self.write(self._texts().word(say("console.no_choice", number=number)))
            return
        choice = choices[number - 1]
        label = self._texts().word(choice.label)
        await self._send(self.reception.press, choice.action, label)

    async def _send(self, receive: Callable[..., Awaitable[object]], *said: object) -> None:
        event = str(uuid.uuid4())
        self._own.add(event)
        try:
            await receive(event, self.person.id, CHANNEL, *said)
        except Explained as error:
            self.write(self._texts().word(say(error.key, **error.details)))
            # What was refused is the latest thing said: an older choice is not what is meant now.
            self._choices = None
            return
        await self.settle()
        await self._show_new()

    async def _show_new(self) -> bool:
        """Show what has arrived; a form in it is asked at once. Return whether anything was new."""
        async with self.work() as work:
            self.person = await work.people.get(self.person.id)
            messages = await self._unread(work)
            if messages:
                self._shown = messages[-1].number
                await work.mailboxes.mark_read_on_console(self.person.id, self._shown)
                await work.commit()
        form: Form | None = None
        shown = False
        for message in messages:
            if message.event in self._own:
                continue
            shown = True
            self.write("\n".join(lines(message)) + "\n")
            if _has_choices(message):
                self._choices = message
            form = message.reply.form if message.reply and message.reply.form else form
        if form is not None:
            await self._fill(form)
        return shown

    async def _unread(self, work: MailboxWork) -> list[Message]:
        """Return all that has not been shown, however much it is."""
        found: list[Message] = []
        last = self._shown
        while page := await work.mailboxes.after(self.person.id, last):
            found += page
            last = page[-1].number
        return found

    async def _fill(self, form: Form) -> None:
        """Ask for each field; an empty line keeps the proposal, and a lone hyphen empties it."""
        texts = self._texts()
        self.write(texts.word(say("console.form_hint")))
        values: dict[str, str] = {}
        for one in form.fields:
            if one.error:
                self.write(f"! {texts.word(one.error)}")
            proposal = " | ".join(one.value.splitlines())
            line = await self.read(f"{texts.word(one.label)} [{proposal}]: ")
            if line is None and not values:
                return
            # Input that ends in the middle keeps what was typed, and the rest as proposed.
            line = line or ""
            several = one.kind is FieldKind.LIST and "|" in line
            typed = "\n".join(part.strip() for part in line.split("|")) if several else line
            typed = typed.strip()
            values[one.name] = "" if typed == NOTHING else typed or one.value
        await self._send(self.reception.form, form.action, values, texts.word(form.send))

    def _texts(self) -> Catalogue:
        return catalogue(self.person.language)


def _has_choices(message: Message) -> bool:
    return message.reply is not None and bool(message.reply.choices)


async def from_terminal(prompt: str) -> str | None:
    """Read a line from standard input, whatever bytes it holds; None at its end."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    if sys.stdin.isatty():
        print(prompt, end="", flush=True)  # noqa: T201 - this is the terminal
    line = await asyncio.to_thread(sys.stdin.buffer.readline)
    return line.decode(errors="replace").rstrip("\r\n") if line else None
