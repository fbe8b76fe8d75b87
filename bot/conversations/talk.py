"""One turn being handled: who speaks, what is remembered, and the transaction it all belongs to."""

import secrets
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from bot.cards.model import Choice
from bot.conversations.correspondence import ROLES, Correspondence
from bot.conversations.memory.model import Asked, Counted, Memory, Shown
from bot.conversations.ports import Library
from bot.conversations.turn import Turn
from bot.texts.catalogue import DEFAULT, Say, say
from knowledge.escalations.routing import Because, Helper, Why, may_get
from knowledge.people.model import Person, Role
from knowledge.places.model import Places

__all__ = ["ROLES", "Talk", "who_answers"]


NEAR = {Because.COACH, Because.STANDIN, Because.OMBUD}
"""Found from the asker's department upwards, before anybody looks at what is asked."""


@dataclass(kw_only=True, slots=True)
class Talk(Correspondence):
    """All a dialogue needs; changes to person and memory are kept when the turn is committed."""

    turn: Turn
    person: Person
    memory: Memory
    library: Library
    places: Places
    zone: ZoneInfo
    _helpers: dict[str, Helper | None] = field(default_factory=dict, init=False)

    @property
    def language(self) -> str:
        """The language the person is answered in."""
        return self.person.language or DEFAULT

    def ask(self, text: str) -> Asked:
        """Remember a question under a short id that buttons may carry."""
        asked = Asked(id=secrets.token_hex(3), text=text, at=self.now.isoformat())
        self.memory = self.memory.with_question(asked)
        return asked

    def amend(
        self,
        asked: Asked,
        *,
        said: str | None = None,
        sent: str | None = None,
        gap: str = "",
        counted: Counted | None = None,
    ) -> Asked:
        """Remember what was shown for a question, which escalation or gap it became, and so on."""
        changed = replace(
            asked,
            said=asked.said if said is None else said,
            sent=asked.sent if sent is None else sent,
            gap=gap or asked.gap,
            counted=counted or asked.counted,
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
        self._helpers.clear()
        await self.work.people.put(person)

    async def helper(self, question: str = "") -> Helper | None:
        """Return who answers this person today; looked up once a turn and question."""
        known = self._helpers.get("")
        if known is not None and known.because in NEAR:
            # Whoever is near answers whatever is asked.
            return known
        if question not in self._helpers:
            self._helpers[question] = await self.route(self.person, question)
        return self._helpers[question]

    async def directed(self, to: str) -> Helper | None:
        """Return somebody the speaker turns to by name; None when they cannot get a question now.

        Raises:
            UnknownPerson: nobody has this id.
        """
        person = await self.work.people.get(to)
        if person.id == self.person.id or not await may_get(person, await self.around()):
            return None
        tree = await self.tree()
        theirs = tree.administration(person.department)
        own = tree.administration(self.person.department)
        crosses = theirs if theirs and own and theirs != own else None
        if crosses and not self.rules.may_cross:
            return None
        return Helper(person=person, because=Because.CHOSEN, crosses=crosses)

    async def door(self, asked: Asked | None = None) -> tuple[Choice, ...]:
        """Return the choice that leads to the named person; nothing when there is nobody."""
        helper = await self.helper(asked.text if asked else "")
        if helper is None:
            return ()
        action = f"escalate.offer:{asked.id}" if asked else "escalate.begin"
        return (Choice(say("choice.ask_name", name=helper.person.first_name), action),)

    async def me(self, *, named: bool, department: str | None) -> Say:
        """Say who the speaker is to others, as they chose to be seen."""
        return await self.colleague(self.person if named else None, department)


async def who_answers(talk: Talk, helper: Helper) -> tuple[Say, ...]:
    """Say who a question goes to when it is not the person's own coach, and why."""
    lines = _why(talk.person, helper)
    if helper.because is Because.INTEREST:
        department = await talk.place(helper.person.department)
        lines = (*lines, say("helper.interest", name=helper.person.name, department=department))
    if helper.crosses:
        department = await talk.place(helper.crosses)
        crossing = say("helper.crosses", name=helper.person.first_name, department=department)
        lines = (*lines, crossing)
    return lines


SKIPPED = {
    Why.AWAY: "helper.away",
    Why.FULL: "helper.full",
    Why.UNREACHABLE: "helper.unreachable",
}
NEAREST = {Because.STANDIN: "helper.standin_only", Because.OMBUD: "helper.ombud"}


def _why(asker: Person, helper: Helper) -> tuple[Say, ...]:
    name = helper.person.first_name
    skipped = helper.instead_of
    if helper.because in {Because.COACH, Because.CHOSEN}:
        return ()
    if helper.because is Because.INTEREST and not skipped:
        return ()
    if skipped is not None:
        coach = skipped.person.first_name
        if skipped.why is Why.AWAY and skipped.back is not None:
            day = skipped.back.isoformat()
            return (say("helper.away_until", coach=coach, day=day, name=name),)
        return (say(SKIPPED[skipped.why], coach=coach, name=name),)
    if helper.because in NEAREST:
        return (say(NEAREST[helper.because], name=name),)
    return (_alone(asker, name),)


def _alone(asker: Person, name: str) -> Say:
    """Say why nobody nearer than a coordinator answers."""
    if asker.role in {Role.COORDINATOR, Role.ADMINISTRATOR}:
        return say("helper.fellow", name=name)
    key = "helper.no_department" if asker.department is None else "helper.no_coach"
    return say(key, name=name)
