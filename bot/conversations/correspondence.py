"""Writes letters to people, in a transaction: who asks, who helps, and when it may reach them."""

import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.cards.codec import to_json
from bot.cards.model import Choice, Portrait, Quote, Reply, Weight
from bot.conversations.contacts import Contacts
from bot.conversations.lists import short
from bot.conversations.pace import Pace
from bot.conversations.ports import ChatWork
from bot.texts.catalogue import Detail, Say, say
from knowledge.escalations.model import Deed, Escalation
from knowledge.escalations.routing import (
    Around,
    Helper,
    Rules,
    coordinators_for,
    is_ombud,
    route,
)
from knowledge.people.erasures.model import Erasure
from knowledge.people.model import Person, Role, UnknownDepartment, UnknownPerson
from knowledge.people.tree import Tree
from knowledge.sealing import Seal, SealBroken
from scheduler.calendar.working_time import Office
from scheduler.delivery.model import Kind, Letter

ROLES = {
    Role.COACH: "person.coach",
    Role.STANDIN: "person.standin",
    Role.COORDINATOR: "person.coordinator",
    Role.MANAGER: "person.manager",
    Role.ADMINISTRATOR: "person.administrator",
    Role.STAFF: "person.staff",
}

MOST_BUNDLES = 9
"""Bundles of one hour; what comes after them comes one by one."""

LINE, QUESTION = "line:", "question:"
"""How a letter says what it brings: a line of a conversation, or questions to their holder."""


@dataclass(kw_only=True, slots=True)
class Correspondence:
    """One transaction, and all it takes to write to people in it.

    Attributes:
        here: whether a person has a window open at this moment, and so is not disturbed.
        remember: writes down outside the database that somebody was forgotten.
    """

    work: ChatWork
    seal: Seal
    now: datetime
    pace: Pace
    rules: Rules
    contacts: Contacts
    here: Callable[[str], bool]
    remember: Callable[[Erasure], None]
    _tree: Tree | None = field(default=None, init=False)

    @property
    def today(self) -> date:
        """The day it is where the organisation is."""
        return self.day(self.now)

    def day(self, at: datetime) -> date:
        """Return the day a time falls on where the organisation is."""
        return self.pace.day(at)

    async def tree(self) -> Tree:
        """Return the organisation, as this transaction first saw it."""
        if self._tree is None:
            self._tree = await self.work.people.tree()
        return self._tree

    async def office(self, department: str | None) -> Office:
        """Return the working time of a department."""
        return self.pace.office((await self.tree()).inherited(department, "hours"))

    async def route(
        self, asker: Person, question: str = "", *, but: Collection[str] = (), home: bool = False
    ) -> Helper | None:
        """Return who answers a person's question today."""
        return await route(asker, question, await self.around(), but=but, home=home)

    async def around(self) -> Around:
        """Return where routing looks."""
        return Around(
            today=self.today,
            rules=self.rules,
            tree=await self.tree(),
            people=self.work.people,
            escalations=self.work.escalations,
        )

    async def coordinators(self, department: str | None) -> Sequence[Person]:
        """Return who coordinates a department, the nearest part of the tree."""
        return await coordinators_for(department, await self.around())

    async def arrival(self, person: Person) -> datetime:
        """Return when a new question reaches a person: their hours, and their own choice.

        To somebody who is away, it comes when they are back.
        """
        profile = await self.work.people.profile(person.id)
        away = (await self.work.people.absences([person.id], on=self.today)).get(person.id)
        soonest = self.now
        if away is not None and away.back is not None:
            soonest = datetime.combine(away.back, time(), self.pace.zone)
        return self.pace.arrival(soonest, profile, await self.office(person.department))

    async def expected(self, person: Person) -> datetime:
        """Return when a question handed to a person now has usually been answered."""
        office = await self.office(person.department)
        return self.pace.expected(await self.arrival(person), office)

    def when(self, at: datetime) -> Say:
        """Say on which day something is, as one says it today."""
        day = self.day(at)
        apart = (day - self.today).days
        if apart <= 0:
            return say("when.today")
        return say("when.tomorrow") if apart == 1 else say("when.day", day=day.isoformat())

    async def post(
        self,
        to: str,
        reply: Reply,
        *,
        reason: str,
        channel: str | None = None,
        due: datetime | None = None,
        about: str = "",
    ) -> bool:
        """Put a letter to somebody in the outbox, in this transaction.

        Args:
            to: person id.
            reply: what it says.
            reason: its cause; the same cause never writes to the same person twice.
            channel: where it goes; None for the channel the person uses.
            due: not before this time; None means at once.
            about: what it brings, for whoever wants to know that it arrived.

        Returns:
            False when this cause has written to this person before.
        """
        return await self.work.letters.post(
            self._letter(to, reply, reason=reason, channel=channel, due=due, about=about)
        )

    async def note(self, to: str, reply: Reply, *, reason: str) -> None:
        """Tell somebody who helps something, in their working hours."""
        try:
            person = await self.work.people.get(to)
        except UnknownPerson:
            return
        due = (await self.office(person.department)).opens(self.now)
        await self.post(to, reply, reason=reason, due=self._soonest(to, due))

    async def rewrite(self, to: str, reply: Reply, *, reason: str) -> bool:
        """Say something to somebody who helps instead of a letter with the same cause.

        Returns:
            Whether there is one letter now that says it; False when the former one has left.
        """
        person = await self.work.people.get(to)
        due = self._soonest(to, (await self.office(person.department)).opens(self.now))
        letter = self._letter(to, reply, reason=reason, due=due)
        return await self.work.letters.replace(letter) or await self.work.letters.post(letter)

    async def bring(self, escalation: Escalation, *, told: Say | None = None) -> None:
        """Bring a question to its holder: at once, or with the others of that day's bundle.

        Args:
            escalation: the question, with its new holder.
            told: why it comes to them, when it is not new.
        """
        holder = await self.work.people.get(escalation.holder)
        due = self._soonest(holder.id, await self.arrival(holder))
        reply = await self.new_question(escalation, told=told)
        reason = f"question:{escalation.id}:{escalation.changed.isoformat()}"
        about = f"{QUESTION}{escalation.id}"
        # Should the letter never come through, the clock still looks after the question.
        office = await self.office(escalation.department)
        late = office.after(max(due, self.now), self.pace.standin)
        await self.work.escalations.schedule(escalation.id, since=escalation.since, due=late)
        if due <= self.now:
            await self.post(holder.id, reply, reason=reason, due=due, about=about)
            return
        waiting = await self.work.escalations.on_the_way(holder.id)
        if len(waiting) > 1:
            reply = await self._bundle(waiting)
            about = QUESTION + ",".join(one.id for one in waiting)
        for bundled in _bundles(holder.id, due):
            letter = self._letter(holder.id, reply, reason=bundled, due=due, about=about)
            if await self.work.letters.replace(letter) or await self.work.letters.post(letter):
                return
        await self.post(holder.id, reply, reason=reason, due=due, about=about)

    async def take_from_bundle(self, escalation: Escalation) -> bool:
        """Leave a question out that has not reached its holder yet; say whether that could be."""
        try:
            holder = await self.work.people.get(escalation.holder)
        except UnknownPerson:
            return False
        due = await self.arrival(holder)
        left = [
            one
            for one in await self.work.escalations.on_the_way(holder.id)
            if one.id != escalation.id
        ]
        reply, about = Reply(text=()), ""
        if left:
            reply = await (self._bundle(left) if len(left) > 1 else self.new_question(left[0]))
            about = QUESTION + ",".join(one.id for one in left)
        change = self.work.letters.replace if left else self.work.letters.cancel
        for bundled in _bundles(holder.id, due):
            if await change(self._letter(holder.id, reply, reason=bundled, due=due, about=about)):
                return True
        return False

    async def new_question(self, escalation: Escalation, *, told: Say | None = None) -> Reply:
        """Draw a question for whoever has it now; choice 1 takes it."""
        who = await self.who_asked(escalation)
        return Reply(
            text=(told or say("coach.new", who=who),),
            quotes=(
                Quote(
                    say("quote.from", who=who) if told else say("quote.question"),
                    escalation.question,
                ),
                *await self._more(escalation),
            ),
            after=(say("coach.bot_said", said=escalation.said),)
            if escalation.said
            else (say("coach.bot_said_nothing"),),
            choices=(
                Choice(say("choice.take"), f"coach.take:{escalation.id}", Weight.MAIN),
                Choice(say("choice.pass_on"), f"pass_on.begin:{escalation.id}", Weight.QUIET),
            ),
        )

    async def _bundle(self, waiting: Sequence[Escalation]) -> Reply:
        quotes: list[Quote] = []
        for one in waiting:
            quotes.append(Quote(say("quote.from", who=await self.who_asked(one)), one.question))
            quotes += await self._more(one)
        return Reply(
            text=(say("coach.bundle", count=len(waiting)),),
            quotes=tuple(quotes),
            choices=tuple(
                Choice(
                    say("choice.take_this", question=short(one.question)), f"coach.take:{one.id}"
                )
                for one in waiting
            ),
        )

    async def _more(self, escalation: Escalation) -> tuple[Quote, ...]:
        """Return what else has been written: a word that came with it, more lines, a draft."""
        history = await self.work.escalations.history(escalation.id)
        came = [one for one in history if one.deed.brings][-1:]
        word = (
            (Quote(say("quote.wrote", who=await self.called(came[0].by)), came[0].word),)
            if came and came[0].deed is Deed.PASSED_ON and came[0].word
            else ()
        )
        asker = await self.who_asked(escalation)
        written = [
            Quote(
                say("quote.wrote", who=await self.called(line.by) if line.by else asker), line.text
            )
            for line in escalation.lines[1:]
        ]
        begun = (Quote(say("quote.draft"), escalation.draft),) if escalation.draft else ()
        return (*word, *written, *begun)

    async def told_to_asker(self, escalation: Escalation, reply: Reply, *, reason: str) -> None:
        """Tell the asker something about their question, where they asked it."""
        asker = self.asker_of(escalation)
        if asker is not None:
            await self.post(asker[0], reply, reason=reason, channel=asker[1] or None)

    def asker_of(self, escalation: Escalation) -> tuple[str, str] | None:
        """Open the link to the asker: person id and channel; None when it has been removed."""
        if not escalation.asker:
            return None
        try:
            person, _, channel = self.seal.opened(escalation.asker).partition("\n")
        except SealBroken:
            return None
        return person, channel

    def opened(self, sealed: str) -> str:
        """Return the person id in a sealed link to an asker, or nothing when it cannot be read."""
        try:
            return self.seal.opened(sealed).partition("\n")[0]
        except SealBroken:
            return ""

    async def who_asked(self, escalation: Escalation) -> Say:
        """Say who asked, as the asker chose to be seen."""
        asker = self.asker_of(escalation) if escalation.named else None
        if asker is None:
            return await self.colleague(None, escalation.department)
        try:
            person = await self.work.people.get(asker[0])
        except UnknownPerson:
            return say("who.somebody")
        return await self.colleague(person, escalation.department)

    async def colleague(self, person: Person | None, department: str | None) -> Say:
        """Say who asks: their name if they chose so, else a colleague in their department."""
        where = await self.place(department)
        if person is not None:
            return (
                say("who.named", name=person.name, department=where)
                if where
                else say("who.named_only", name=person.name)
            )
        return say("who.unnamed", department=where) if where else say("who.somebody")

    async def portrait(self, person: Person) -> Portrait:
        """Return a person as they are shown beside an answer."""
        return Portrait(
            name=person.name,
            about=await self.about(person),
            initials=person.initials,
            picture=person.picture,
        )

    async def about(self, person: Person) -> Say:
        """Say who somebody is: coach on Law, on floor 3."""
        where = await self.place(person.department)
        known = ROLES[person.role]
        if person.role is Role.STAFF and await is_ombud(person, self.work.people):
            known = "person.ombud"
        if not where:
            return say(known)
        role = say(f"{known}.of", department=where)
        if not person.place:
            return role
        return say("person.placed", role=role, place=person.place)

    async def called(self, person_id: str) -> Detail:
        """Return somebody's first name, or that it is a colleague when they are gone."""
        try:
            return (await self.work.people.get(person_id)).first_name
        except UnknownPerson:
            return say("who.somebody")

    async def place(self, department: str | None) -> str:
        """Return a department's name, or nothing when there is none or it is gone."""
        if department is None:
            return ""
        if self._tree is not None:
            found = self._tree.get(department)
            return found.name if found else ""
        try:
            return (await self.work.people.department(department)).name
        except UnknownDepartment:
            return ""

    def _soonest(self, person_id: str, due: datetime) -> datetime:
        """Return the time given, or now for somebody who has the chat open."""
        return self.now if self.here(person_id) else due

    def _letter(
        self,
        to: str,
        reply: Reply,
        *,
        reason: str,
        channel: str | None = None,
        due: datetime | None = None,
        about: str = "",
    ) -> Letter:
        return Letter(
            id=secrets.token_hex(16),
            kind=Kind.AT_LEAST_ONCE,
            reason=reason,
            recipient=to,
            channel=channel,
            content=to_json(reply),
            due=due or self.now,
            about=about,
        )


def _bundles(holder: str, due: datetime) -> Iterator[str]:
    """Yield the causes of one hour's bundles: who looks before the hour has got the first early."""
    return (f"bundle:{holder}:{due.isoformat()}:{number}" for number in range(MOST_BUNDLES))
