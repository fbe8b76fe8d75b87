"""Who is in a coach group, who may read what it does, and who may change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.correspondence import Correspondence
from bot.conversations.part import part_of
from knowledge.coach_group.model import Action, Meeting, UnknownMeeting
from knowledge.people.model import Person, Role
from knowledge.people.tree import Tree

COORDINATE = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """What somebody is to the coach groups of the organisation.

    A group is named by the department it is for, with all that is under it; None is everything.

    Attributes:
        tree: the organisation.
        everything: whether they coordinate all of it.
        part: the departments they coordinate; empty for whoever coordinates none.
        helped: the departments they work in as helpers, or help besides.
    """

    tree: Tree
    everything: bool
    part: frozenset[str]
    helped: frozenset[str]

    def edits(self, department: str | None) -> bool:
        """Say whether they coordinate the part of the organisation that a group is for."""
        return self.everything or (department is not None and department in self.part)

    def reads(self, department: str | None) -> bool:
        """Say whether they belong to a group: they coordinate it, or help in it."""
        return self.edits(department) or bool(self.helped & self.tree.under(department))

    def sees(self, meeting: Meeting) -> bool:
        """Say whether a meeting is there for them; a draft is there for who edits it."""
        if meeting.is_draft:
            return self.edits(meeting.department)
        return self.reads(meeting.department)

    def refuse_unless_seen(self, meeting: Meeting) -> None:
        """Raise UnknownMeeting when the meeting is not there for them."""
        if not self.sees(meeting):
            raise UnknownMeeting


async def membership_of(letters: Correspondence, person: Person) -> Membership:
    """Return what somebody is to the coach groups."""
    here = person.left is None
    coordinates = here and person.role in COORDINATE
    part = await part_of(letters, person) if coordinates else frozenset[str]()
    duties = {department for department, _ in await letters.work.people.duties_of(person.id)}
    own = {person.department} if person.role.helps and person.department else set()
    return Membership(
        tree=await letters.tree(),
        everything=part is None,
        part=part or frozenset(),
        helped=frozenset(own | duties) if here else frozenset(),
    )


async def members(letters: Correspondence, department: str | None) -> Sequence[Person]:
    """Return the coaches and stand-ins in a part of the organisation, each once, by name."""
    part = (await letters.tree()).under(department)
    found = {person.id: person for _, _, person in await letters.work.people.helpers_in(part)}
    return sorted(found.values(), key=lambda one: (one.name, one.id))


async def seen_meetings(letters: Correspondence, person: Person) -> Sequence[Meeting]:
    """Return the meetings that are there for somebody, the earliest first."""
    member = await membership_of(letters, person)
    return [one for one in await letters.work.group.meetings() if member.sees(one)]


async def open_actions(letters: Correspondence, department: str | None) -> Sequence[Action]:
    """Return what a group has agreed on and not done, in the order of due days."""
    ours = {one.id for one in await letters.work.group.meetings() if one.department == department}
    return [one for one in await letters.work.group.open_actions() if one.meeting in ours]
