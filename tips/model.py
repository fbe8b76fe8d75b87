"""A tip and its life from draft to published."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.errors import Explained, Missing
from knowledge.matching.model import Entry


class Stage(StrEnum):
    """Where a tip is in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


class TipKind(StrEnum):
    """What sort of advice it is."""

    TOOL = "tool"
    """Which buttons to press."""

    HABIT = "habit"
    """A way of working; no buttons needed."""

    SIGNPOST = "signpost"
    """Whom to turn to rather than how; never handed to the coach."""

    ROOM = "room"
    """One room and its equipment; found by its name."""


MEANINGFUL = ("title", "advice", "local", "bridge", "longer", "careful", "easy")
"""The fields that a translation follows."""

SHARED = (
    "title", "topic", "kind", "advice", "bridge", "longer", "careful", "easy", "pictures", "films",
)  # fmt: skip
"""The fields that a shared library speaks for; the others belong to whoever uses the tip."""


class UnknownTip(Missing):
    """No tip has this id."""

    key = "tips.error.unknown"


class SelfReview(Explained):
    """A tip is reviewed by someone other than its author; details: title."""

    key = "tips.error.self_review"


class NotInReview(Explained):
    """Only a tip that was sent in can be approved or turned down; details: title."""

    key = "tips.error.not_in_review"


class EditedMeanwhile(Explained):
    """Somebody else changed the tip first; details: title."""

    key = "tips.error.edited_meanwhile"


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What a tip says: the answer first, then steps, then how one sees that it worked."""

    answer: str
    steps: tuple[str, ...] = ()
    check: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside a tip: the name it is kept under, and what it shows in words."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Film:
    """A film beside a tip: its https address, its title, and the languages of its captions."""

    address: str
    title: str
    captions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tip:
    """One piece of advice, in one language.

    Attributes:
        id: the same in every language.
        owner: the role that keeps it true.
        caretaker: person id of who is reminded when it is to be read again, or "".
        author: person id of who wrote it, or "" for the default library.
        credit: what is shown as its author, in words.
        names: proper names it goes by, such as a room's.
        audience: ids of the departments it is for; empty means everybody.
        local: what differs between workplaces; a harmless sentence until somebody fills it in.
        bridge, longer, careful: shown when a person wants to know more.
        easy: the same advice in easy language, when it is written.
        open: it has a page that needs no sign-in, say for a ward's shared phone.
        follows: the fingerprint of the version in another language it was translated from.
        source: name of the shared library it came from, or "".
        source_version: what `substance` was when it was last taken from there.
        source_ahead: the `substance` of a newer version there, which has not been taken because
            the tip has been edited here; "" when there is none.
        version: counts edits; a change of an older version is refused.
    """

    id: str
    language: str
    topic: str
    title: str
    advice: Advice
    phrasings: tuple[str, ...] = ()
    kind: TipKind = TipKind.TOOL
    owner: str = "coachgruppen"
    author: str = ""
    credit: str = ""
    checked: date
    review: date
    names: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    local: str = ""
    bridge: str = ""
    longer: str = ""
    careful: str = ""
    easy: Advice | None = None
    pictures: tuple[Picture, ...] = ()
    films: tuple[Film, ...] = ()
    open: bool = False
    caretaker: str = ""
    follows: str = ""
    source: str = ""
    source_version: str = ""
    source_ahead: str = ""
    stage: Stage = Stage.DRAFT
    version: int = 1

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change whenever what the tip says changes."""
        return self._hash(MEANINGFUL)

    @property
    def substance(self) -> str:
        """Sixteen hexadecimal digits that change whenever what is shared of the tip changes."""
        return self._hash(SHARED)

    def is_behind(self, original: "Tip") -> bool:
        """Tell whether the original has changed since this was translated from it."""
        return bool(self.follows) and self.follows != original.fingerprint

    def submitted(self) -> "Tip":
        """Hand the tip over for review."""
        return replace(self, stage=Stage.IN_REVIEW)

    def approved(self, *, by: str) -> "Tip":
        """Publish the tip, once someone else has read it."""
        self._must_be_in_review()
        if by == self.author:
            raise SelfReview(title=self.title)
        return replace(self, stage=Stage.PUBLISHED)

    def turned_down(self) -> "Tip":
        """Give the tip back to its author as a draft."""
        self._must_be_in_review()
        return replace(self, stage=Stage.DRAFT)

    def as_entry(self) -> Entry:
        """Show the matching engine only what it needs."""
        return Entry(
            id=self.id,
            language=self.language,
            title=self.title,
            phrasings=self.phrasings,
            body="\n".join((self.advice.answer, *self.advice.steps, self.advice.check)),
            names=self.names,
            audience=frozenset(self.audience),
        )

    def _hash(self, names: Sequence[str]) -> str:
        whole = asdict(self)
        said = json.dumps([whole[name] for name in names], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def _must_be_in_review(self) -> None:
        if self.stage is not Stage.IN_REVIEW:
            raise NotInReview(title=self.title)
