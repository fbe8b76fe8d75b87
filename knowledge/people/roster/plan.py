"""What a file of people changes: who comes, goes, moves or becomes another; nothing is done yet."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge.people.model import Department, Duty, Person, Role
from knowledge.people.roster.checking import WITHOUT_DEPARTMENT
from knowledge.people.roster.departments import Departments
from knowledge.people.roster.recognition import Recognised, Recognition
from knowledge.people.roster.sheet import Fault, Row, Unfit, quoted
from knowledge.people.tree import Tree

FEW = 10
"""As many may always go at once."""

Change = tuple[Person, Person]
"""A person before and after."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be done so that the service knows the people the file names.

    Nobody is in two of added, moved, changed and removed. Somebody whose row has a fault is in
    none: they stay as they are.

    Attributes:
        departments: to be made, each after the one it is a part of.
        added: new people, and people who had left and are back.
        moved: whose department differs, perhaps with more.
        changed: whose other fields differ.
        removed: who are listed and no longer in the file.
        unchanged: how many stand in the file as they are.
        duties: by person id, all the other departments somebody helps; an empty one takes those
            away that there may be.
        ombuds: who offers to be one, by person id and department id.
        profiles: by person id, what the file says for a profile, by the profile's fields.
        faults: by row.
        drastic: whether more than ten, and more than half of all who are listed, would go.
    """

    departments: tuple[Department, ...] = ()
    added: tuple[Person, ...] = ()
    moved: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Person, ...] = ()
    unchanged: int = 0
    duties: Mapping[str, tuple[tuple[str, Duty], ...]] = field(default_factory=dict)
    ombuds: tuple[tuple[str, str], ...] = ()
    profiles: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    drastic: bool = False


def plan(
    sheet_rows: Sequence[Row],
    *,
    people: Sequence[Person],
    tree: Tree,
    sample: bool,
    faults: Iterable[Fault] = (),
) -> Plan:
    """Compare a file of people with the people there are.

    Args:
        sheet_rows: every row of the file, the faulty ones too: whoever they are about stays.
        people: everybody there is, also those who have left.
        tree: the organisation as it is.
        sample: whether new people are made up.
        faults: what reading found, to be told together with what is found here.

    Returns:
        The plan. Somebody is recognised by id, else by e-mail. A cell that is empty, or a column
        that is not there, leaves language, place, picture and e-mail as they are.
    """
    recognition = Recognition(people)
    recognised = recognition.recognise(sheet_rows)
    departments = Departments(tree)
    settled = departments.settle(one.row.department for one in recognised if one.row.department)
    drafts = []
    for one in recognised:
        try:
            drafts.append(_draft(one, settled, departments, sample=sample))
        except _Refused as refused:
            recognition.refuse(one, refused.field, refused.unfit)
    listed = {one.id: one for one in people if one.listed and one.left is None}
    drafts = _with_free_addresses(drafts, recognition, listed)
    removed = sorted(listed.keys() - {draft.after.id for draft in drafts} - recognition.spared)
    return replace(
        _sorted_out(drafts),
        departments=departments.made_for(_places(drafts)),
        removed=tuple(listed[one] for one in removed),
        faults=tuple(sorted((*faults, *recognition.faults), key=lambda fault: fault.row)),
        drastic=len(removed) > FEW and 2 * len(removed) > len(listed),
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """One row's person as they are to be, and what goes with them."""

    of: Recognised
    after: Person
    duties: tuple[tuple[str, Duty], ...] | None


class _Refused(Exception):
    """A row cannot be used after all."""

    def __init__(self, field: str, unfit: Unfit) -> None:
        super().__init__(field)
        self.field = field
        self.unfit = unfit


def _draft(
    one: Recognised,
    settled: Mapping[str, str | Unfit],
    departments: Departments,
    *,
    sample: bool,
) -> _Draft:
    row, before = one.row, one.before
    person = before or Person(id=one.id, name=row.name, sample=sample)
    after = replace(
        person,
        name=row.name,
        email=one.email,
        role=row.role or person.role,
        department=_department(row, person, settled),
        language=row.language or person.language,
        place=row.place or person.place,
        picture=row.picture or person.picture,
        listed=True,
        left=None,
    )
    if after.department is None and after.role in {Role.COACH, Role.STANDIN}:
        raise _Refused("department", Unfit(*WITHOUT_DEPARTMENT))
    if after.department is None and row.ombud:
        raise _Refused("ombud", Unfit("an ombud has no department", "the department they are in"))
    return _Draft(one, after, _duties(row, before, after, departments))


def _with_free_addresses(
    drafts: Sequence[_Draft], recognition: Recognition, listed: Container[str]
) -> list[_Draft]:
    """Return the drafts without those whose address somebody else has, and keeps.

    Whoever is refused keeps their own address, which may have been promised to another; so a
    column of addresses that has slipped by one row falls from one row to the next.
    """
    fit = {draft.after.id: draft for draft in drafts}
    promised: dict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        owner = recognition.owner(draft.of)
        if owner is not None:
            promised[owner.id].append(draft)
    waiting = [draft for several in promised.values() for draft in several]
    while waiting:
        draft = waiting.pop()
        owner = recognition.owner(draft.of)
        if draft.after.id not in fit or owner is None:
            continue
        if owner.id in fit:
            gives_it_up = fit[owner.id].after.email != draft.after.email
        else:
            gives_it_up = owner.id in listed and owner.id not in recognition.spared
        if not gives_it_up:
            del fit[draft.after.id]
            said = f"{quoted(draft.after.email)} is the address of {quoted(owner.id)}"
            unfit = Unfit(said, "an address that nobody else has")
            for stays in recognition.refuse(draft.of, "e-mail", unfit):
                waiting += promised[stays]
    return list(fit.values())


def _places(drafts: Iterable[_Draft]) -> Iterator[str]:
    """Return every department the drafts speak of."""
    for draft in drafts:
        if draft.after.department:
            yield draft.after.department
        yield from (department for department, _ in draft.duties or ())


def _department(row: Row, person: Person, settled: Mapping[str, str | Unfit]) -> str | None:
    if row.department is None:
        return person.department
    found = settled[row.department] if row.department else None
    if isinstance(found, Unfit):
        raise _Refused("department", found)
    return found


def _duties(
    row: Row, before: Person | None, after: Person, departments: Departments
) -> tuple[tuple[str, Duty], ...] | None:
    """Return the other departments somebody helps; None when that is nothing to speak of."""
    if row.also is None:
        return None
    found: dict[str, Duty] = {}
    for text, duty in row.also:
        try:
            department = departments.find(text)
        except Unfit as unfit:
            raise _Refused("also", unfit) from unfit
        if department is None:
            unknown = Unfit(f"{quoted(text)} is no department", "an id, a name or a path")
            raise _Refused("also", unknown)
        if department != after.department:
            found[department] = duty
    helped = before is not None and before.role.helps
    return tuple(found.items()) if found or helped or after.role.helps else None


def _sorted_out(drafts: Sequence[_Draft]) -> Plan:
    added: list[Person] = []
    moved: list[Change] = []
    changed: list[Change] = []
    for draft in drafts:
        before, after = draft.of.before, draft.after
        if before is None or before.left is not None:
            added.append(after)
        elif before.department != after.department:
            moved.append((before, after))
        elif before != after:
            changed.append((before, after))
    profiles = {draft.after.id: _profile(draft.of.row) for draft in drafts}
    return Plan(
        added=tuple(added),
        moved=tuple(moved),
        changed=tuple(changed),
        unchanged=len(drafts) - len(added) - len(moved) - len(changed),
        duties={draft.after.id: draft.duties for draft in drafts if draft.duties is not None},
        ombuds=tuple(
            (draft.after.id, draft.after.department)
            for draft in drafts
            if draft.of.row.ombud and draft.after.department
        ),
        profiles={person: said for person, said in profiles.items() if said},
    )


def _profile(row: Row) -> Mapping[str, object]:
    said = {
        "most_open": row.most_open,
        "hours_a_month": row.hours_a_month,
        "interests": row.interests or None,
    }
    return {key: value for key, value in said.items() if value is not None}
