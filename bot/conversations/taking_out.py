"""Takes a person's name, address and id out of what was written and said, and stays."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.people.model import Person

TAKEN_OUT = "…"
"""Stands in a running text where a name stood; where the bot said it, it says *a colleague*."""

SOMEBODY = {"say": "who.somebody", "with": {}}

ACTIONS = frozenset({"action", "pressed", "filled", "about"})
"""Where ids stand: in what a choice carries, and in what an open dialogue is about."""


@dataclass(frozen=True, slots=True)
class TakingOut:
    """What is taken out of texts.

    Attributes:
        names: matches names and addresses as they stand in a running text.
        said: names as they stand alone in a detail of something the bot said.
        ids: person ids as they stand in actions.
    """

    names: re.Pattern[str]
    said: frozenset[str]
    ids: frozenset[str]

    def of_text(self, text: str) -> str:
        """Return a running text without the names."""
        return self.names.sub(TAKEN_OUT, text)

    def of_json(self, content: str) -> str:
        """Return JSON without the names and ids in any of its texts; the same when none is."""
        before = json.loads(content)
        after = self._of(before)
        return content if after == before else json.dumps(after, ensure_ascii=False)

    def _of(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._of(one) for one in value]
        if isinstance(value, dict):
            return self._of_mapping(value)
        return self._of_leaf(value) if isinstance(value, str) else value

    def _of_mapping(self, value: dict[str, Any]) -> dict[str, Any]:
        if value.keys() == {"say", "with"}:
            details = {
                name: SOMEBODY if isinstance(one, str) and one in self.said else self._of(one)
                for name, one in value["with"].items()
            }
            return {"say": value["say"], "with": details}
        found = {
            name: self._of_action(one)
            if name in ACTIONS and isinstance(one, str)
            else self._of(one)
            for name, one in value.items()
        }
        # A portrait without its name is nobody's: neither picture nor initials stay.
        if "initials" in value and found["name"] != value["name"]:
            return {**found, "initials": TAKEN_OUT, "picture": ""}
        return found

    def _of_leaf(self, text: str) -> str:
        if text.startswith("{"):
            try:
                return self.of_json(text)
            except ValueError:
                return self.of_text(text)
        return self.of_text(text)

    def _of_action(self, action: str) -> str:
        return ":".join(TAKEN_OUT if one in self.ids else one for one in action.split(":"))


def taking_out(people: Sequence[Person], *, first_names: Iterable[str] = ()) -> TakingOut:
    """Return what takes people out of texts.

    Args:
        people: whose full names, work addresses and ids are taken out, whatever their capitals.
        first_names: first names that are taken out alone, too, as they are written.
    """
    alone = frozenset(first_names)
    whole = {one.name for one in people if " " in one.name} | {
        one.email for one in people if one.email
    }
    patterns = [f"(?i:{_either(whole)})"] if whole else []
    patterns += [_either(alone)] if alone else []
    # A name may stand in the genitive; nothing is taken out of the middle of a word.
    names = rf"(?<!\w)(?:{'|'.join(patterns)})s?(?!\w)" if patterns else r"(?!)"
    return TakingOut(
        names=re.compile(names),
        said=alone | {one.name for one in people},
        ids=frozenset(one.id for one in people),
    )


def _either(words: Iterable[str]) -> str:
    # The longest first: a name may begin with another.
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
