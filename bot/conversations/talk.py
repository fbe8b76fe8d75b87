"""One turn being handled: who speaks, what is remembered, and the transaction it all belongs to."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cards.codec import to_json
from bot.cards.model import Choice, Portrait, Reply, Weight
from bot.conversations.contacts import Contacts
from bot.conversations.memory.model import Asked, Memory, Shown
from bot.conversations.ports import ChatWork, Library
from bot.conversations.turn import Turn
from bot.texts.catalogue import DEFAULT, Detail, Say, say
from knowledge.people.directory import Because, Helper, helper_for
from knowledge.people.model import Person, Role, UnknownDepartment, UnknownPerson
from knowledge.places.model import Places
from knowledge.sealing import Seal
from scheduler.delivery.model import Kind, Letter

ROLES = {
    Role.COACH: "person.coach",
    Role.STANDIN: "person.standin",
    Role.COORDINATOR: "person.coordinator",
    Role.MANAGER: "person.manager",
    Role.STAFF: "person.staff",
}


@dataclass(kw_only=True, slots=True)
class Talk:
    """All a dialogue needs; changes to person and memory are kept when the turn is committed."""

    turn: Turn
    person: Person
    memory: Memory
    work: ChatWork
    library: Library
    places: Places
    seal: Seal
    now: datetime
    zone: ZoneInfo
    contacts: Contacts

    @property
    def today(self) -> date:
        """The day it is where the organisation is."""
        return self.day(self.now)

    def day(self, at: datetime) -> date:
        """Return the day a time falls on where the organisation is."""
        return at.astimezone(self.zone).date()

    @property
    def language(self) -> str:
        """The language the person is answered in."""
        return self.person.language or DEFAULT

    def ask(self, text: str) -> Asked:
        """Remember a question under a short id that buttons may carry."""
        asked = Asked(id=secrets.token_hex(3), text=text, at=self.now.isoformat())
        self.memory = self.memory.with_question(asked)
        return asked

    def amend(self, asked: Asked, *, said: str | None = None, sent: str | None = None) -> Asked:
        """Remember what was shown for a question, or which escalation it became."""
        changed = replace(
            asked,
            said=asked.said if said is None else said,
            sent=asked.sent if sent is None else sent,
        )
        self.memory = self.memory.with_question(changed)
        return changed

    def showed(self, kind: str, shown_id: str, asked: str = "") -> None:
        """Remember the last answer, so that it can be drawn easier or longer."""
        self.memory = replace(self.memory, shown=Shown(kind=kind, id=shown_id, asked=asked))

    def wait(self, dialogue: str, about: str = "") -> None:
        """Let the next plain line go to a dialogue."""
        self.memory = self.memory.waiting(dialogue, about, self.now)

    def settle(self) -> None:
        """Let the next plain line be a question again."""
        self.memory = self.memory.settled()

    async def keep_person(self, person: Person) -> None:
        """Change what is known of the person who speaks."""
        self.person = person
        await self.work.people.put(person)

    async def helper(self) -> Helper | None:
        """Return who answers this person today."""
        of_department = (
            await self.work.people.helpers_of(self.person.department)
            if self.person.department
            else []
        )
        return helper_for(
            self.person,
            of_department=of_department,
            coordinators=await self.work.people.coordinators(),
            today=self.today,
        )

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
        if not where:
            return say(ROLES[person.role])
        role = say(f"{ROLES[person.role]}.of", department=where)
        if not person.place:
            return role
        return say("person.placed", role=role, place=person.place)

    async def door(self, asked: Asked | None = None) -> tuple[Choice, ...]:
        """Return the choice that leads to the named person; nothing when there is nobody."""
        helper = await self.helper()
        if helper is None:
            return ()
        action = f"escalate.offer:{asked.id}" if asked else "escalate.begin"
        return (Choice(say("choice.ask_name", name=helper.person.first_name), action),)

    async def post(self, to: str, reply: Reply, *, reason: str, channel: str | None = None) -> None:
        """Put a letter to somebody in the outbox, in this turn's transaction."""
        await self.work.letters.post(
            Letter(
                id=secrets.token_hex(16),
                kind=Kind.AT_LEAST_ONCE,
                reason=reason,
                recipient=to,
                channel=channel,
                content=to_json(reply),
                due=self.now,
            )
        )

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
        try:
            return (await self.work.people.department(department)).name
        except UnknownDepartment:
            return ""

    async def colleague(self, *, named: bool, person: Person, department: str | None) -> Say:
        """Say who asks: their name if they chose so, else a colleague in their department."""
        where = await self.place(department)
        if named:
            return (
                say("who.named", name=person.name, department=where)
                if where
                else say("who.named_only", name=person.name)
            )
        return say("who.unnamed", department=where) if where else say("who.somebody")


def who_answers(helper: Helper, asker: Person) -> tuple[Say, ...]:
    """Say who a question goes to when it is not the person's own coach, and why."""
    if helper.because is Because.COACH:
        return ()
    name = helper.person.first_name
    absent = helper.instead_of
    if absent is not None and absent.away_until is not None:
        day = absent.away_until.isoformat()
        return (say("helper.away_until", coach=absent.first_name, day=day, name=name),)
    if absent is not None and absent.away:
        return (say("helper.away", coach=absent.first_name, name=name),)
    if helper.because is Because.STANDIN:
        return (say("helper.standin_only", name=name),)
    if asker.department is None:
        return (say("helper.no_department", name=name),)
    return (say("helper.no_coach", name=name),)


NO_THANKS = Choice(say("choice.no_thanks"), "escalate.no", Weight.QUIET)
