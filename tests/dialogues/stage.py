"""A stage on which transcripts are played against the real service.

A transcript is what one would write down when listening:

    elias: hur delar jag skärmen i teams
    > Det gör du med knappen *Dela*, uppe till höger i mötet.
    > ...
    > [Det hjälpte] [Jag fastnade] [Fel svar] [Fråga Birgitta]
    elias: [Jag fastnade]

`name: words` says something, `name: [label]` presses a choice, `name:` looks at what has come.
`name?` reads it without opening the chat, so that nothing comes sooner for it.
`-- 2026-11-23 12:00` lets time pass to then, and the clock over handed-over questions do its work.
Lines with > are all that this person then reads, to the letter; `> ...` stands for any lines.
"""

import re
import textwrap
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.cards.model import Form, Reply
from bot.channels.console.draw import reply_lines
from bot.runtime.wiring import Service
from bot.texts.catalogue import catalogue
from tests.fakes.clock import StandingClock

SPEAKS = re.compile(r"(?P<who>[a-z]+):(?: (?P<words>.*))?")
READS = re.compile(r"(?P<who>[a-z]+)\?")
PASSES = re.compile(r"-- (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)")
PRESSES = re.compile(r"\[(?P<label>.+)\]")
ANY = "..."


@dataclass(kw_only=True)
class Actor:
    """One person with a chat window."""

    id: str
    read: int = 0
    replies: list[Reply] = field(default_factory=list)
    language: str = "sv"

    def choice(self, label: str) -> str:
        """Return the action of the last choice with this label, however old."""
        texts = catalogue(self.language)
        for reply in reversed(self.replies):
            for choice in reply.choices:
                if texts.word(choice.label) == label:
                    return choice.action
        message = f"{self.id} has no choice {label!r}"
        raise AssertionError(message)

    @property
    def form(self) -> Form:
        """The last form shown."""
        return next(reply.form for reply in reversed(self.replies) if reply.form)


@dataclass(kw_only=True)
class Stage:
    """The real service, with everybody's window open."""

    service: Service
    actors: dict[str, Actor] = field(default_factory=dict)

    async def play(self, transcript: str) -> None:
        """Play a transcript and compare what everybody reads with it."""
        who: str | None = None
        heard: list[str] = []
        expected: list[str] = []
        for line in textwrap.dedent(transcript).strip().splitlines():
            speaks = SPEAKS.fullmatch(line.strip())
            reads = READS.fullmatch(line.strip())
            passes = PASSES.fullmatch(line.strip())
            if line.lstrip().startswith(">"):
                expected.append(line.strip().removeprefix(">").strip())
            elif speaks:
                self._compare(who, heard, expected)
                who, expected = speaks["who"], []
                heard = await self.hears(who, speaks["words"])
            elif reads:
                self._compare(who, heard, expected)
                who, expected = reads["who"], []
                heard = await self.read(who)
            elif passes:
                self._compare(who, heard, expected)
                who, heard, expected = None, [], []
                await self.until(passes["at"])
            elif line.strip():
                message = f"not a line of a transcript: {line}"
                raise AssertionError(message)
        self._compare(who, heard, expected)

    async def hears(self, who: str, words: str | None) -> list[str]:
        """Let somebody say or press something; return the lines they then read."""
        if words:
            press = PRESSES.fullmatch(words)
            if press:
                await self.press(who, press["label"])
            else:
                await self.say(who, words)
        return await self.look(who)

    async def say(self, who: str, words: str) -> None:
        """Say something, and let the service do its work."""
        await self.service.reception.words(str(uuid.uuid4()), who, "webchat", words)
        await self.settle()

    async def press(self, who: str, label: str) -> None:
        """Press a choice, and let the service do its work."""
        action = self.actor(who).choice(label)
        await self.service.reception.press(str(uuid.uuid4()), who, "webchat", action, label)
        await self.settle()

    async def fill(self, who: str, **changes: str) -> list[str]:
        """Send the last form with some fields changed; return the lines then read."""
        form = self.actor(who).form
        values = {one.name: one.value for one in form.fields} | changes
        await self.service.reception.form(
            str(uuid.uuid4()), who, "webchat", form.action, values, "Skicka"
        )
        await self.settle()
        return await self.look(who)

    async def look(self, who: str) -> list[str]:
        """Open the chat, whatever the hour, and return the lines somebody has not read yet."""
        await self.service.reception.look(who)
        await self.settle()
        return await self.read(who)

    async def read(self, who: str) -> list[str]:
        """Return the lines that have come to somebody and that they have not read yet."""
        actor = self.actor(who)
        async with self.service.reading() as work:
            messages = await work.mailboxes.after(who, actor.read)
        lines: list[str] = []
        for message in messages:
            actor.read = message.number
            if message.reply:
                actor.language = message.language
                actor.replies.append(message.reply)
                lines += _lines(message.reply, message.language)
        return lines

    async def sends(self, who: str, question: str) -> None:
        """Ask something no tip is meant for, and let it go to the coach with one's name."""
        lines = await self.hears(who, question)
        if "[Ja, med mitt namn]" not in lines[-1]:
            await self.hears(who, "[Inget av dem]")
        await self.hears(who, "[Ja, med mitt namn]")

    async def until(self, when: str) -> None:
        """Let time pass to a local time such as 2026-11-23 12:00, and do what is due then."""
        clock = self.service.clock
        assert isinstance(clock, StandingClock)
        await self.settle()
        local = datetime.fromisoformat(when).replace(tzinfo=self.service.settings.zone)
        clock.at = local.astimezone(UTC)
        await self.settle()
        await self.service.deadlines.once()
        await self.service.reminders.once()
        await self.service.event_clock.once()
        await self.service.weekly_clock.once()
        await self.settle()

    async def settle(self) -> None:
        """Handle and deliver everything that is due."""
        await self.service.handling.all_waiting()
        await self.service.delivery.all_due()

    def actor(self, who: str) -> Actor:
        """Return the person's window."""
        return self.actors.setdefault(who, Actor(id=who))

    @staticmethod
    def _compare(who: str | None, heard: list[str], expected: list[str]) -> None:
        if who is None or (not expected and not heard):
            return
        parts = [r"(?:.*\n)*" if line == ANY else re.escape(line) + r"\n" for line in expected]
        told = "".join(f"{line}\n" for line in heard)

        assert re.fullmatch("".join(parts), told), f"{who} reads:\n{told}\nexpected:\n" + "\n".join(
            expected
        )


def _lines(reply: Reply, language: str) -> list[str]:
    """Return a reply as a transcript has it: choices on one line, a form as its fields."""
    lines = reply_lines(reply, catalogue(language))
    count = len(reply.choices)
    said = [
        part.strip() for line in (lines[:-count] if count else lines) for part in line.split("\n")
    ]
    if count:
        texts = catalogue(language)
        said.append(" ".join(f"[{texts.word(choice.label)}]" for choice in reply.choices))
    if reply.form:
        said += [
            f"{one.name} = {' | '.join(one.value.splitlines())}".strip()
            for one in reply.form.fields
        ]
    return said
