"""Who is within name distance: the person a question goes to, and why it is them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.escalations.model import Load
from knowledge.escalations.ports import EscalationShelf
from knowledge.matching.words import stems
from knowledge.people.model import Absence, Duty, OmbudStage, Person, Profile, Role
from knowledge.people.ports import PeopleShelf
from knowledge.people.tree import Tree

INTERESTS_IN = "sv"
"""The language whose endings are cut off when interests are compared; names stay as they are."""

LONG_AGO = ""
"""Sorts before every time: who was never asked is next in turn."""


class Because(StrEnum):
    """Why it is this person."""

    COACH = "coach"
    STANDIN = "standin"
    OMBUD = "ombud"
    INTEREST = "interest"
    COORDINATOR = "coordinator"
    CHOSEN = "chosen"
    """By the asker, who turned to them by name."""


class Why(StrEnum):
    """Why the person one would have expected does not get the question."""

    AWAY = "away"
    FULL = "full"
    UNREACHABLE = "unreachable"
    HAD_IT = "had_it"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Somebody nearer who cannot answer now.

    Attributes:
        back: the day they are here again, when they are away and it is known.
    """

    person: Person
    why: Why
    back: date | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """The person a question goes to, why, and who was skipped.

    Attributes:
        instead_of: the nearest one who cannot answer now.
        unreachable: everybody nearer who has not confirmed that questions reach them.
        crosses: the id of the helper's administration when it is not the asker's own.
    """

    person: Person
    because: Because
    instead_of: Skipped | None = None
    unreachable: tuple[Person, ...] = ()
    crosses: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What an installation decides about routing.

    Attributes:
        most_open: how many open questions a helper has at most, when they have not said.
        may_cross: whether a question may leave the asker's administration at all.
    """

    most_open: int = 10
    may_cross: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """Where routing looks: the day, what the installation has decided, and who there is.

    Attributes:
        today: the day where the organisation is.
        rules: what the installation has decided.
        tree: the organisation.
    """

    today: date
    rules: Rules
    tree: Tree
    people: PeopleShelf
    escalations: EscalationShelf


@dataclass(kw_only=True, slots=True)
class _Round:
    """What is known of everybody asked about so far."""

    asker: Person
    around: Around
    but: Collection[str]
    skipped: list[Skipped] = field(default_factory=list)

    async def first_free(self, candidates: Iterable[Person]) -> Person | None:
        """Return whose turn it is among these, and note who was passed over and why."""
        found = {one.id: one for one in candidates if one.id != self.asker.id}
        if not found:
            return None
        profiles = await self.around.people.profiles(found)
        absences = await self.around.people.absences(found, on=self.around.today)
        loads = await self.around.escalations.loads(found)
        free = []
        for one in sorted(found.values(), key=lambda one: one.id):
            skipped = self._hindered(one, profiles[one.id], absences.get(one.id), loads[one.id])
            if skipped is None:
                free.append(one)
            else:
                self.skipped.append(skipped)
        return min(free, key=lambda one: _turn(loads, one), default=None)

    def _hindered(
        self, person: Person, profile: Profile, absence: Absence | None, load: Load
    ) -> Skipped | None:
        if person.id in self.but:
            return Skipped(person, Why.HAD_IT)
        if absence is not None:
            return Skipped(person, Why.AWAY, absence.back)
        if not profile.reachable:
            return Skipped(person, Why.UNREACHABLE)
        return Skipped(person, Why.FULL) if load.open >= _most(profile, self.around.rules) else None


async def route(
    asker: Person,
    question: str,
    around: Around,
    *,
    but: Collection[str] = (),
    home: bool = False,
) -> Helper | None:
    """Name the person who answers this asker's question today, or None when nobody can.

    From the asker's department upwards to the administration: a coach with room today, else a
    stand-in, else an ombud; then whoever likes to be asked about such things, first in the same
    administration; then the coordinator of the nearest part. Among equals it is the turn of who
    was asked the longest ago.

    Args:
        asker: who asks; never chosen, not even when they are the coach themselves.
        question: what they ask; "" when it is not known yet.
        around: where to look.
        but: person ids who had the question before, and are passed over.
        home: whether the question must stay in the asker's administration.

    Returns:
        Who it is; a coordinator even when they have not confirmed anything, so that no question
        ends nowhere.
    """
    round_ = _Round(asker=asker, around=around, but=but)
    tree = around.tree
    own = tree.administration(asker.department)
    near = await _near(round_, tree, own)
    if near is not None:
        return _helper(round_, *near, own=own, tree=tree)
    may_leave = around.rules.may_cross and not home
    fitting = await _fitting(round_, question, tree, own, may_leave=may_leave)
    if fitting is not None:
        return _helper(round_, fitting, Because.INTEREST, own=own, tree=tree)
    coordinator = await _coordinator(round_, tree, own, may_leave=may_leave)
    if coordinator is not None:
        return _helper(round_, coordinator, Because.COORDINATOR, own=own, tree=tree)
    return None


async def may_get(person: Person, around: Around) -> bool:
    """Say whether a question may be given to somebody by name: they help, are here, have room."""
    people = around.people
    if person.left is not None or await people.absences([person.id], on=around.today):
        return False
    if person.role is Role.COORDINATOR:
        return True
    if not await helps(person, people):
        return False
    profile = await people.profile(person.id)
    load = (await around.escalations.loads([person.id]))[person.id]
    return profile.reachable and load.open < _most(profile, around.rules)


async def helps(person: Person, people: PeopleShelf) -> bool:
    """Say whether questions may be sent to somebody: by role, by a duty, or as an ombud."""
    if person.role.helps or await people.duties_of(person.id):
        return True
    return await is_ombud(person, people)


async def is_ombud(person: Person, people: PeopleShelf) -> bool:
    """Say whether somebody is an ombud whose manager has said yes."""
    ombud = await people.ombud(person.id)
    return ombud is not None and ombud.stage is OmbudStage.ACTIVE


def _most(profile: Profile, rules: Rules) -> int:
    return profile.most_open if profile.most_open is not None else rules.most_open


async def coordinators_for(department: str | None, around: Around) -> Sequence[Person]:
    """Return who coordinates a department: those of the nearest part of the tree, by id."""
    depth = {one.id: place for place, one in enumerate(around.tree.chain(department))}
    far = len(depth)
    of_all = sorted(await around.people.coordinators(), key=lambda one: one.id)
    everybody = [
        (depth.get(one.department or "", far), one)
        for one in of_all
        if one.department is None or one.department in depth
    ] or [(far, one) for one in of_all]
    nearest = min((place for place, _ in everybody), default=far)
    return [one for place, one in everybody if place == nearest]


async def _near(round_: _Round, tree: Tree, own: str | None) -> tuple[Person, Because] | None:
    """Go from the asker's department upwards, and no further than its administration."""
    chain = []
    for one in tree.chain(round_.asker.department):
        chain.append(one.id)
        if one.id == own:
            break
    helpers = await round_.around.people.helpers_in(chain)
    for department in chain:
        for because, duty in ((Because.COACH, Duty.COACH), (Because.STANDIN, Duty.STANDIN)):
            found = await round_.first_free(_those(helpers, department, duty))
            if found is not None:
                return found, because
        ombuds = await round_.around.people.ombuds_in([department])
        found = await round_.first_free([one for _, one in ombuds])
        if found is not None:
            return found, Because.OMBUD
    return None


async def _fitting(
    round_: _Round, question: str, tree: Tree, own: str | None, *, may_leave: bool
) -> Person | None:
    """Find whoever likes to be asked about such things; those of the own administration first."""
    asked = set(stems(question, INTERESTS_IN))
    if not asked:
        return None
    told = [
        (one, tree.administration(one.department) == own)
        for one, profile in await round_.around.people.with_interests()
        if asked & set(stems(profile.interests, INTERESTS_IN))
    ]
    for at_home in (True, False) if may_leave else (True,):
        found = await round_.first_free([one for one, home in told if home is at_home])
        if found is not None:
            return found
    return None


async def _coordinator(
    round_: _Round, tree: Tree, own: str | None, *, may_leave: bool
) -> Person | None:
    asker = round_.asker
    near = await coordinators_for(asker.department, round_.around)
    others = [one for one in await round_.around.people.coordinators() if one not in near]
    for group in (near, sorted(others, key=lambda one: one.id)):
        ids = {
            one.id: one
            for one in group
            if one.id not in {asker.id, *round_.but}
            and (may_leave or tree.administration(one.department) in {None, own})
        }
        if ids:
            away = await round_.around.people.absences(ids, on=round_.around.today)
            loads = await round_.around.escalations.loads(ids)
            return min(ids.values(), key=lambda one: (one.id in away, _turn(loads, one)))
    return None


def _those(
    helpers: Sequence[tuple[str, Duty, Person]], department: str, duty: Duty
) -> Sequence[Person]:
    return [one for where, what, one in helpers if where == department and what is duty]


def _turn(loads: Mapping[str, Load], person: Person) -> tuple[str, str]:
    last = loads[person.id].last
    return (last.isoformat() if last else LONG_AGO, person.id)


def _helper(
    round_: _Round, person: Person, because: Because, *, own: str | None, tree: Tree
) -> Helper:
    theirs = tree.administration(person.department)
    told = [one for one in round_.skipped if one.why is not Why.HAD_IT]
    return Helper(
        person=person,
        because=because,
        instead_of=told[0] if told else None,
        unreachable=tuple(one.person for one in told if one.why is Why.UNREACHABLE),
        crosses=theirs if theirs and own and theirs != own else None,
    )
