"""A wording nobody has a tip for, and how many have asked it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.errors import Missing

SHOWN_FROM = 3
"""People who must have asked about a theme before anybody sees it."""


class GapFate(StrEnum):
    """What has become of a wording."""

    OPEN = "open"
    TIPPED = "tipped"
    """A tip has been made of it."""

    NOT_OURS = "not_ours"
    """Somebody else is to be asked; a signpost says whom."""


class UnknownGap(Missing):
    """There is no such gap any more."""

    key = "gaps.error.unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """One wording, names and numbers taken out.

    Attributes:
        id: unique; made of the wording and its language, so that the same wording is one gap.
        wording: as it was asked.
        language: two letters.
        first, last: the days on which it was asked first and last.
        askers: marks of who has asked it in these four weeks; they open nothing.
        before: the most people who asked it in any four weeks before.
        shared: whether one of them let the coordinators see it.
        fate: what has become of it.
    """

    id: str
    wording: str
    language: str
    first: date
    last: date
    askers: Collection[str] = ()
    before: int = 0
    shared: bool = False
    fate: GapFate = GapFate.OPEN

    @property
    def people(self) -> int:
        """How many have asked it: never more than there were."""
        return max(len(self.askers), self.before)


@dataclass(frozen=True, slots=True)
class Theme:
    """Gaps that are about the same thing, the most asked first."""

    gaps: tuple[Gap, ...]

    @property
    def people(self) -> int:
        """How many different people have asked about it: never more than there were."""
        now = {mark for gap in self.gaps for mark in gap.askers}
        return max(len(now), *(gap.people for gap in self.gaps))

    @property
    def is_shown(self) -> bool:
        """Whether a coordinator may see it: three have asked, or one said that they may."""
        return self.people >= SHOWN_FROM or any(gap.shared for gap in self.gaps)

    def seen(self) -> "Theme | None":
        """Return what a coordinator may see of it: all from three people, else what was shown."""
        if self.people >= SHOWN_FROM:
            return self
        shared = tuple(gap for gap in self.gaps if gap.shared)
        return Theme(shared) if shared else None
