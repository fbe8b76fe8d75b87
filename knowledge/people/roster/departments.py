"""Which department a text means, and which departments are to be made for it."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from knowledge.people.model import Department, Level
from knowledge.people.roster.checking import LONGEST_NAME
from knowledge.people.roster.sheet import Unfit, quoted
from knowledge.people.roster.vocabulary import plain
from knowledge.people.tree import DEEPEST, Tree

STEP = re.compile(r"\s*>\s*|\s+/\s+")
"""What stands between the names of a path, from the top down."""

LONGEST_ID = 64
HASH = 8
"""Characters of a hash that tell an id from another that would look the same."""


def steps_in(text: str) -> Sequence[str]:
    """Return the names of a path; of a name alone, that name."""
    return STEP.split(text)


def name_key(name: str) -> str:
    """Return a name as departments' names are compared: whatever the capitals."""
    return " ".join(name.split()).casefold()


def slug(names: Sequence[str], taken: Iterable[str] = ()) -> str:
    """Return an id for the department with this path, which is none of those that are taken.

    It has at most 64 characters of a-z, 0-9 and the hyphen. Where the names alone would be longer,
    empty or taken, it ends in a hash of the path.
    """
    wanted = re.sub("[^a-z0-9]+", "-", plain("-".join(names))).strip("-")
    if wanted and len(wanted) <= LONGEST_ID and wanted not in taken:
        return wanted
    path = " > ".join(name_key(name) for name in names)
    tries = 0
    while True:
        mark = hashlib.sha256(f"{path}{tries or ''}".encode()).hexdigest()[:HASH]
        found = f"{wanted[: LONGEST_ID - HASH - 1].rstrip('-')}-{mark}".strip("-")
        if found not in taken:
            return found
        tries += 1


def level_at(depth: int, *, is_leaf: bool) -> Level:
    """Return what a department is when nobody has said: by its depth below the municipality, 1 on.

    The first is a district, the third or a later one without parts a workplace.
    """
    if depth == 1:
        return Level.DISTRICT
    return Level.WORKPLACE if is_leaf and depth >= 3 else Level.DEPARTMENT


class Departments:
    """The departments there are, and those that a file needs beside them."""

    def __init__(self, tree: Tree) -> None:
        self._known = {one.id: one for one in tree.all()}
        self._named: dict[str, list[str]] = defaultdict(list)
        self._parts: dict[tuple[str | None, str], list[str]] = defaultdict(list)
        self._made: dict[str, Department] = {}
        for one in tree.all():
            above = one.parent if one.parent in tree else None
            self._named[name_key(one.name)].append(one.id)
            self._parts[above, name_key(one.name)].append(one.id)
        tops = tree.children(None)
        only = tops[0] if len(tops) == 1 and tops[0].level is Level.MUNICIPALITY else None
        self._top = only.id if only else None

    def settle(self, texts: Iterable[str]) -> Mapping[str, str | Unfit]:
        """Say which department each text means, or why it means none; make those that lack.

        Longer paths come first, so that a name alone may be one of theirs, whatever the order of
        the rows.
        """
        found: dict[str, str | Unfit] = {}
        by_length = {text: len(steps_in(text)) > 1 for text in sorted(set(texts))}
        for is_path in (True, False):
            group = (text for text, long in by_length.items() if long is is_path)
            found.update((text, self._settled(text)) for text in group)
            for one in list(self._made.values()):
                if one.id not in self._named[name_key(one.name)]:
                    self._named[name_key(one.name)].append(one.id)
        return found

    def find(self, text: str) -> str | None:
        """Return the department an id, a name or a path means, or None when there is none.

        Raises:
            Unfit: several have that name.
        """
        if text in self._known:
            return text
        named = self._named.get(name_key(text), ())
        if len(named) == 1:
            return named[0]
        names = steps_in(text)
        found = self._walk(names)
        return found[-1] if len(found) == len(names) else None

    def made_for(self, departments: Iterable[str]) -> tuple[Department, ...]:
        """Return what was made and these are or belong to, each after the one it is a part of."""
        needed = {above for one in set(departments) for above in self._chain(one)}
        made = [one for one in self._made.values() if one.id in needed]
        has_parts = {one.parent for one in made}
        return tuple(
            replace(one, level=level_at(self._depth(one.id), is_leaf=one.id not in has_parts))
            for one in made
        )

    def _settled(self, text: str) -> str | Unfit:
        try:
            return self.find(text) or self._make(text)
        except Unfit as unfit:
            return unfit

    def _make(self, text: str) -> str:
        names = steps_in(text)
        found = self._walk(names)
        above = found[-1] if found else self._top
        if not all(names):
            raise Unfit(f"{quoted(text)} has an empty step", "Omsorg > Hemtjänst")
        if max(map(len, names)) > LONGEST_NAME:
            raise Unfit(f"{quoted(text)} is too long", f"names of at most {LONGEST_NAME}")
        if len(self._chain(above)) + len(names) - len(found) > DEEPEST:
            raise Unfit(f"{quoted(text)} has too many steps", f"at most {DEEPEST}")
        for name in names[len(found) :]:
            path = [*(self._known[one].name for one in reversed(self._chain(above))), name]
            one = Department(id=slug(path, self._known), name=name, parent=above)
            self._known[one.id] = self._made[one.id] = one
            self._parts[above, name_key(name)].append(one.id)
            above = one.id
        return str(above)

    def _walk(self, names: Sequence[str]) -> Sequence[str]:
        """Return the departments there are on a path, from the top as far as they go."""
        found: list[str] = []
        for name in names:
            ids = self._parts.get((found[-1], name_key(name)), ()) if found else self._first(name)
            if len(ids) > 1:
                raise Unfit(f"{len(ids)} departments are called {quoted(name)}", "an id or a path")
            if not ids:
                break
            found.append(ids[0])
        return found

    def _first(self, name: str) -> Sequence[str]:
        """Return which departments a path may begin with: a top, else one of that id or name."""
        key = name_key(name)
        return (
            self._parts.get((None, key))
            or self._parts.get((self._top, key))
            or ([name] if name in self._known else self._named.get(key, []))
        )

    def _chain(self, department: str | None) -> Sequence[str]:
        """Return a department and those above it, without the municipality, the nearest first."""
        found: list[str] = []
        one = self._known.get(department) if department else None
        while one is not None and len(found) <= DEEPEST:
            if one.level is not Level.MUNICIPALITY:
                found.append(one.id)
            one = self._known.get(one.parent) if one.parent else None
        return found

    def _depth(self, department: str) -> int:
        return len(self._chain(department))
