"""What a file would do to the library: nothing is done yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from tips.exchange import sharing
from tips.exchange.checking import Draft, Here, Key, drafted, excess
from tips.exchange.parcel import Fault, Parcel, Said, Why
from tips.model import Stage, Tip

ANSWERING = frozenset({Stage.PUBLISHED, Stage.RETIRED})
SAME = frozenset({"version"})
"""Fields that a file says nothing of."""


@dataclass(frozen=True, slots=True)
class Change:
    """A tip before and after.

    Attributes:
        beside: whether it is kept beside the tip, for somebody to read, while that answers as it
            is.
        said: where the file says it.
    """

    before: Tip
    after: Tip
    said: Said
    beside: bool = False

    @property
    def fields(self) -> Sequence[str]:
        """The tip's fields in which the two differ."""
        return differing(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Addition:
    """A tip the library does not have, and where the file says it."""

    tip: Tip
    said: Said


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be done so that the library says what the file says.

    No tip is in two of these.

    Attributes:
        name: of the file.
        added: new tips.
        changed: tips that say something else afterwards.
        overridden: tips of a shared library that have been edited here and stay; their shared
            version has changed.
        flagged: those of them on which that is not noted yet.
        unchanged: how many are as the file has them.
        refused: what cannot be taken, and why.
        pictures: new ones, by name.
        ignored: columns, fields or files that nobody reads.
    """

    name: str
    added: tuple[Addition, ...] = ()
    changed: tuple[Change, ...] = ()
    overridden: tuple[Tip, ...] = ()
    flagged: tuple[Change, ...] = ()
    unchanged: int = 0
    refused: tuple[Fault, ...] = ()
    pictures: Mapping[str, bytes]
    ignored: tuple[str, ...] = ()

    @property
    def tips_refused(self) -> int:
        """How many tips have something wrong with them."""
        return len({(one.row, one.file) for one in self.refused})


def planned(parcel: Parcel, here: Here, *, as_drafts: bool = False) -> Plan:
    """Compare a file with the library.

    Args:
        parcel: what the file says.
        here: what there is already.
        as_drafts: whether everything is to be read by somebody first.

    Returns:
        The plan, in which each tip carries the version it was compared with.
    """
    outcome = _Outcome()
    first: dict[Key, Said] = {}
    # A new picture may be kept: tips of the file may show it.
    here = replace(here, pictures=here.pictures | parcel.pictures.keys())
    for said in parcel.said:
        draft = drafted(said, here)
        key = (draft.tip.id, draft.tip.language)
        twin = first.setdefault(key, said) if draft.tip.title else said
        faults = [*draft.faults]
        if twin is not said:
            where = twin.file or str(twin.row)
            faults.append(draft.said.fault("id", Why.TWICE, said=draft.tip.id, where=where))
        if faults:
            outcome.refused += faults
        else:
            outcome.sort(draft, here, as_drafts=as_drafts)
    return outcome.plan(parcel)


def differing(before: Tip, after: Tip) -> Sequence[str]:
    """Return the names of the fields in which two tips differ."""
    return [
        one.name
        for one in fields(Tip)
        if one.name not in SAME and getattr(before, one.name) != getattr(after, one.name)
    ]


class _Outcome:
    """Sorts tips into what is to become of them."""

    def __init__(self) -> None:
        self.added: list[Addition] = []
        self.changed: list[Change] = []
        self.overridden: list[Tip] = []
        self.flagged: list[Change] = []
        self.unchanged = 0
        self.refused: list[Fault] = []

    def sort(self, draft: Draft, here: Here, *, as_drafts: bool) -> None:
        """Put a tip that can be read where it belongs."""
        before, wanted = draft.before, draft.tip
        is_shared = sharing.is_shared(draft.said)
        if before is None:
            after = sharing.as_new(wanted) if is_shared else wanted
        elif not is_shared:
            after = wanted
        elif before.substance == wanted.substance or not sharing.is_overridden(before):
            after = sharing.as_taken(wanted, before)
        elif sharing.is_news(wanted, before):
            self._override(draft.said, wanted, before)
            return
        else:
            after = before
        faults = [*excess(replace(draft, tip=after))]
        if faults:
            self.refused += faults
        elif before is None:
            stage = Stage.IN_REVIEW if as_drafts else after.stage
            self.added.append(Addition(replace(after, stage=stage), draft.said))
        elif not differing(before, replace(after, stage=before.stage) if as_drafts else after):
            self.unchanged += 1
        else:
            self._change(draft.said, before, after, here, as_drafts=as_drafts)

    def _override(self, said: Said, wanted: Tip, before: Tip) -> None:
        after = sharing.as_overridden(wanted, before)
        self.overridden.append(before)
        if differing(before, after):
            self.flagged.append(Change(before, after, said))

    def _change(self, said: Said, before: Tip, after: Tip, here: Here, *, as_drafts: bool) -> None:
        if not as_drafts:
            self.changed.append(Change(before, after, said))
            return
        beside = before.stage in ANSWERING
        if beside and (before.id, before.language) in here.waiting:
            self.refused.append(said.fault("id", Why.BEING_CHANGED, said=before.id))
            return
        self.changed.append(Change(before, replace(after, stage=Stage.IN_REVIEW), said, beside))

    def plan(self, parcel: Parcel) -> Plan:
        """Return the plan; pictures that no tip of it shows are left out."""
        tips = [*(one.tip for one in self.added), *(one.after for one in self.changed)]
        shown = {picture.name for tip in tips for picture in tip.pictures}
        return Plan(
            name=parcel.name,
            added=tuple(self.added),
            changed=tuple(self.changed),
            overridden=tuple(self.overridden),
            flagged=tuple(self.flagged),
            unchanged=self.unchanged,
            refused=tuple(self.refused),
            pictures={name: data for name, data in parcel.pictures.items() if name in shown},
            ignored=parcel.ignored,
        )
