"""What a file of departments changes: who is new, and what differs; nothing is done yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.people.model import Department, Level
from knowledge.people.roster.departments import level_at, name_key, steps_in
from knowledge.people.roster.sheet import DepartmentRow, Fault, Unfit, quoted
from knowledge.people.tree import DEEPEST, Tree

Pair = tuple[Department, Department]
"""A department before and after."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DepartmentPlan:
    """What is to be done so that the service knows the departments the file names.

    A department that is not in the file stays as it is.

    Attributes:
        added: new ones, each after the one it is a part of.
        changed: whose name, place in the tree or anything else differs.
        unchanged: how many stand in the file as they are.
        faults: by row.
    """

    added: tuple[Department, ...] = ()
    changed: tuple[Pair, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()


def plan_departments(
    rows: Sequence[DepartmentRow], *, tree: Tree, faults: Iterable[Fault] = ()
) -> DepartmentPlan:
    """Compare a file of departments with those there are.

    Args:
        rows: every row of the file; the faulty ones are not used.
        tree: the organisation as it is.
        faults: what reading found, to be told together with what is found here.

    Returns:
        The plan. A parent may stand below its parts in the file. What a row does not say stays as
        it is; a new department's level then follows from its depth.
    """
    found = list(faults)
    fit = {row.id: row for row in rows if row.sound}
    while True:
        parents = _Parents(fit, tree)
        unfit = parents.faults()
        if not unfit:
            break
        # A row that falls takes its parts with it, unless the tree knows it already.
        found += (Fault(fit[one].number, "parent", why.said, why.wanted) for one, why in unfit)
        for one, _ in unfit:
            del fit[one]
    return replace(
        _compared(fit.values(), parents, tree),
        faults=tuple(sorted(found, key=lambda fault: fault.row)),
    )


class _Parents:
    """Whose part each department is, with the file's rows in place of what the tree says."""

    def __init__(self, rows: Mapping[str, DepartmentRow], tree: Tree) -> None:
        self._rows = rows
        known = {one.id: one for one in tree.all()}
        self._names = {one.id: one.name for one in known.values()}
        self._names |= {row.id: row.name for row in rows.values()}
        self._levels = {one.id: one.level for one in known.values()}
        self._levels |= {row.id: row.level for row in rows.values() if row.level}
        self._named: dict[str, list[str]] = defaultdict(list)
        for one, name in self._names.items():
            self._named[name_key(name)].append(one)
        self._unfit: dict[str, Unfit] = {}
        self.of: dict[str, str | None] = {
            one.id: one.parent if one.parent in known else None
            for one in known.values()
            if one.id not in rows
        }
        self._settle()

    def faults(self) -> Sequence[tuple[str, Unfit]]:
        """Return the ids of rows whose parent cannot be used, and why."""
        circles = [(one, unfit) for one in self._rows for unfit in self._circles(one)]
        return list({**dict(circles), **self._unfit}.items())

    def chain(self, department: str) -> Sequence[str]:
        """Return a department and those above it, the nearest first; a circle ends."""
        found: list[str] = []
        one: str | None = department
        while one is not None and len(found) <= DEEPEST and one not in found:
            found.append(one)
            one = self.of.get(one)
        return found

    def depth(self, department: str) -> int:
        """Return how deep a department lies below the municipality, from 1 on."""
        above = self.chain(department)
        return sum(self._levels.get(one) is not Level.MUNICIPALITY for one in above)

    def _settle(self) -> None:
        """Find the parents; a path can be followed once those above it are found.

        No tree is deeper than DEEPEST, so that many rounds settle every path.
        """
        waiting = dict(self._rows)
        for _ in range(DEEPEST):
            if not waiting:
                return
            # Found in one round, used in the next: the order of the rows does not matter.
            found = {}
            for one, row in waiting.items():
                try:
                    parent = self._parent(row.parent)
                except KeyError:
                    continue
                except Unfit as unfit:
                    self._unfit[one] = unfit
                    continue
                found[one] = parent
            self.of |= found
            waiting = {
                one: row
                for one, row in waiting.items()
                if one not in found and one not in self._unfit
            }
        for one, row in waiting.items():
            self._unfit[one] = _unknown(row.parent)

    def _parent(self, text: str) -> str | None:
        """Return whom a text names.

        Raises:
            KeyError: a path that cannot be followed yet.
            Unfit: nobody, or several.
        """
        if not text:
            return None
        if text in self._names:
            return text
        steps = [name_key(step) for step in steps_in(text)]
        named = self._named.get(name_key(text)) or self._named.get(steps[-1], [])
        if not named:
            raise _unknown(text)
        if len(steps) > 1 and name_key(text) not in self._named:
            named = [one for one in named if one in self.of and self._is_at(one, steps)]
            if not named:
                raise KeyError(text)
        if len(named) > 1:
            raise Unfit(f"{len(named)} departments are called {quoted(text)}", "an id or a path")
        return named[0]

    def _is_at(self, department: str, steps: Sequence[str]) -> bool:
        """Whether these names lead to a department from the top, the municipality's or not."""
        above = self.chain(department)[::-1]
        below = [one for one in above if self._levels.get(one) is not Level.MUNICIPALITY]
        return any([name_key(self._names[one]) for one in path] == steps for path in (above, below))

    def _circles(self, department: str) -> Sequence[Unfit]:
        above = self.chain(department)
        if self.of.get(above[-1]) == department:
            return [Unfit(f"{quoted(department)} would be a part of itself", "another parent")]
        if len(above) > DEEPEST:
            return [Unfit(f"{quoted(department)} lies too deep", f"at most {DEEPEST} levels")]
        return []


def _unknown(text: str) -> Unfit:
    return Unfit(f"{quoted(text)} is no department", "an id, a name or a path")


def _compared(rows: Iterable[DepartmentRow], parents: _Parents, tree: Tree) -> DepartmentPlan:
    with_parts = set(parents.of.values())
    added: list[Department] = []
    changed: list[Pair] = []
    unchanged = 0
    for row in rows:
        before = tree.get(row.id)
        level = level_at(parents.depth(row.id), is_leaf=row.id not in with_parts)
        after = _after(row, before or Department(id=row.id, name="", level=level), parents)
        if before is None:
            added.append(after)
        elif before != after:
            changed.append((before, after))
        else:
            unchanged += 1
    added.sort(key=lambda one: len(parents.chain(one.id)))
    return DepartmentPlan(added=tuple(added), changed=tuple(changed), unchanged=unchanged)


def _after(row: DepartmentRow, known: Department, parents: _Parents) -> Department:
    return replace(
        known,
        name=row.name,
        parent=parents.of[row.id],
        level=row.level or known.level,
        hours=row.hours or known.hours,
        quiet=row.quiet or known.quiet,
        language=row.language or known.language,
        it_contact=row.it_contact or known.it_contact,
        service_desk=row.service_desk or known.service_desk,
    )
