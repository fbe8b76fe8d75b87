"""Brings a file of tips into the database, whole or without what is wrong; and writes one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.conversations.bringing_in import carried_out, here
from bot.conversations.exchanging import described, wrong
from bot.runtime.wiring import Service
from bot.texts.catalogue import Say, catalogue
from knowledge.audit.model import Deed
from knowledge.people.roster.reading import LIMITS
from knowledge.tables.limits import MEGABYTE
from knowledge.tables.unfit import Unfit, UnfitTable
from tips.exchange import collection, formats
from tips.exchange.parcel import Fault, Parcel
from tips.exchange.pictures import redrawn
from tips.exchange.plan import Plan, planned
from tips.history.model import Edit
from tips.model import Stage, Tip

LANGUAGE = "en"
"""What commands are written in."""


class Faulty(Exception):
    """Tips in a file have faults, and it was not asked to be taken without them."""


def parcel_in(path: Path) -> Parcel | None:
    """Read a file or a folder of tips; None when it is of people or departments.

    Raises:
        UnfitTable, UnfitParcel: nothing in it can be used.
        OSError: it cannot be read.
    """
    if path.is_dir():
        return collection.read_folder(path)
    with path.open("rb") as file:
        data = file.read(LIMITS.megabytes * MEGABYTE + 1)
    if formats.is_of_tips(data, path.name):
        return formats.read(data, path.name, place=path.absolute().as_posix())
    if len(data) > LIMITS.megabytes * MEGABYTE:
        raise UnfitTable(Unfit.LARGE, path.name, most=LIMITS.megabytes)
    return None


async def load(
    service: Service,
    parcel: Parcel,
    *,
    dry_run: bool,
    take_good: bool,
    as_drafts: bool,
    show: list[str],
) -> None:
    """Say what a file changes, and change it unless it is a dry run.

    Args:
        service: the service.
        parcel: the file, read.
        dry_run: whether nothing is to be changed.
        take_good: whether the tips without a fault are to be taken.
        as_drafts: whether somebody is to read everything before it answers.
        show: lines for whoever runs the command are added here.

    Raises:
        Faulty: tips have faults, and nothing was changed.
    """
    async with service.reading() as reading:
        fresh = redrawn(parcel, await reading.pictures.names())
    today = service.clock.now().astimezone(service.settings.zone).date()
    async with service.work() as work:
        plan = planned(fresh.parcel, await here(work, today), as_drafts=as_drafts)
        show += _lines(described(plan))
        if dry_run:
            return
        _refuse(plan.tips_refused, take_good=take_good)
        edit = Edit(at=service.clock.now())
        lost = await carried_out(work, plan, fresh.new, edit)
        show += _lines(wrong(lost))
        _refuse(len(lost), take_good=take_good)
        await work.audit.write(_deed(plan, lost), at=service.clock.now())
        await work.commit()
    if plan.refused or lost:
        show.append("tips with faults were left out")
    service.bell.ring()


@dataclass(frozen=True, slots=True)
class Library:
    """What is to be written.

    Attributes:
        tips: in the order they are to stand in.
        emails: work addresses by person id, for caretakers.
        pictures: those that the tips show, by name.
    """

    tips: Sequence[Tip]
    emails: Mapping[str, str]
    pictures: Mapping[str, bytes]


async def written(service: Service, *, source: str) -> Library:
    """Return what is to be written.

    Args:
        service: the service.
        source: the name under which others share the tips, or "" for a copy of everything.
    """
    async with service.reading() as work:
        tips = sorted(await work.tips.all(), key=lambda one: (one.id, one.language))
        emails = {one.id: one.email.casefold() for one in await work.people.everyone() if one.email}
        if source:
            tips, emails = list(_shared(tips, source)), {}
        pictures = {}
        for name in sorted({picture.name for tip in tips for picture in tip.pictures}):
            found = await work.pictures.get(name)
            if found is not None:
                pictures[name] = found.data
    return Library(tips, emails, pictures)


def write(library: Library, path: Path) -> None:
    """Write tips as one file, whole or not at all, or as Markdown files in a folder.

    Args:
        library: the tips, and what goes with them.
        path: a folder, or a name without a suffix that becomes one; else its suffix says the
            format.

    Raises:
        UnfitParcel: no format is known for this name.
        TooLongForWorkbook: a text has no room in a workbook.
        OSError: it cannot be written.
    """
    if path.is_dir() or not path.suffix:
        for place, data in collection.files(
            library.tips, emails=library.emails, pictures=library.pictures
        ):
            file = path / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return
    whole = formats.write(library.tips, path.name, emails=library.emails, pictures=library.pictures)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(whole)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _shared(tips: Sequence[Tip], source: str) -> Iterator[Tip]:
    """Yield what others may have: published tips for everybody, without what is ours alone."""
    for tip in tips:
        if tip.stage is Stage.PUBLISHED and not tip.audience:
            yield replace(
                tip,
                local="",
                caretaker="",
                open=False,
                source=source,
                source_version="",
                source_ahead="",
            )


def _deed(plan: Plan, lost: Sequence[Fault]) -> Deed:
    counts = {"added": len(plan.added), "changed": len(plan.changed), "lost": len(lost)}
    return Deed(name="tips.imported", by="", object="library", details=counts)


def _refuse(count: int, *, take_good: bool) -> None:
    if count and not take_good:
        raise Faulty(
            f"{count} tips have faults, and nothing was changed; mend them, or add --take-good "
            "to take the others"
        )


def _lines(said: Iterator[Say]) -> Iterator[str]:
    """Put what is said into lines without characters that a terminal would obey."""
    texts = catalogue(LANGUAGE)
    for one in said:
        yield "".join(sign if sign.isprintable() else "\ufffd" for sign in texts.word(one))
