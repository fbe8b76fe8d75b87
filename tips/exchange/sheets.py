"""Tips as a table, CSV or Excel: a row a tip and language, a line an item where there are several.

Headings are understood in Swedish and English; columns that nobody knows are told, not read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice

from knowledge.people.roster.header import header_in
from knowledge.tables import writing
from knowledge.tables.archive import first_words, is_workbook
from knowledge.tables.delimited import LINES_SEEN, rows_in
from knowledge.tables.formulas import as_meant
from knowledge.tables.limits import Limits
from knowledge.tables.reading import sheets
from knowledge.tables.unfit import UnfitTable
from tips.exchange.fields import FIELDS, cell, columns, flat, from_cell
from tips.exchange.parcel import Parcel, Refusal, Said, UnfitParcel, Why, shown
from tips.model import Tip

LIMITS = Limits(megabytes=10, unpacked=50, rows=5_000, columns=100, cells=150_000, marks=1_500_000)
"""What a table of tips may cost: a thousand tips in five languages."""

PEEK = replace(LIMITS, unpacked=200)
"""What a file may cost of which nobody knows yet what it is about."""

MOST_WORDS = 200
"""First texts of a workbook among which the headings are looked for."""

TITLE = "Tips"
"""What the sheet of a workbook is called."""

MOST_NAMED = 8
"""Headings that are repeated to somebody whose file lacks those we need."""


def is_of_tips(data: bytes, name: str) -> bool:
    """Say whether a table has the headings of tips, without reading more than its beginning.

    One whose headings are nearer to those of tips than of people counts, too: then it is told
    what a file of tips needs.
    """
    top: list[Sequence[str]] = []
    try:
        if is_workbook(data, name):
            top.append(first_words(data, name, limits=PEEK)[:MOST_WORDS])
        else:
            top.extend(islice(rows_in(data, name, known=_known), LINES_SEEN))
    except UnfitTable:
        # What was seen before it is enough to tell; `read` says what is wrong.
        return any(map(_is_header, top))
    if any(map(_is_header, top)):
        return True
    people = max((len(header_in(row).columns) for row in top), default=0)
    return max(map(_known, top), default=0) > people


def read(data: bytes, name: str) -> Parcel:
    """Read the first sheet that has the headings of tips.

    Raises:
        UnfitTable: it cannot be read, or would take too much.
        UnfitParcel: there are no such headings, or no rows below them.
    """
    kept = not data.startswith(b"PK")
    seen: Sequence[str] = ()
    with closing(sheets(data, name, limits=LIMITS, known=_known)) as tables:
        for table in tables:
            top = [list(row) for row in islice(table, LINES_SEEN)]
            for number, row in enumerate(top, start=1):
                seen = seen or [value for value in row if value]
                if _is_header(row):
                    below = enumerate(chain(top[number:], table), start=number + 1)
                    return _parcel(name, row, below, kept=kept)
    if not seen:
        raise UnfitParcel(Refusal.EMPTY, name)
    said = ", ".join(map(shown, seen[:MOST_NAMED]))
    raise UnfitParcel(Refusal.HEADLESS, name, said=said)


def as_csv(tips: Iterable[Tip], *, emails: Mapping[str, str]) -> bytes:
    """Write tips as CSV in UTF-8, with nothing in it that a spreadsheet would reckon."""
    return writing.delimited(_rows(tips, emails))


def as_workbook(tips: Iterable[Tip], *, emails: Mapping[str, str]) -> bytes:
    """Write tips as an Excel workbook in which every cell is text.

    Raises:
        TooLongForWorkbook: a field of a tip has no room in a cell.
    """
    return writing.workbook(_rows(tips, emails), title=TITLE)


def _rows(tips: Iterable[Tip], emails: Mapping[str, str]) -> Iterator[Sequence[str]]:
    yield FIELDS
    for tip in tips:
        values = flat(tip, emails=emails)
        yield [cell(values[name]) for name in FIELDS]


def _known(cells: Sequence[str]) -> int:
    return len(columns(cells))


def _is_header(cells: Sequence[str]) -> bool:
    found = columns(cells)
    return "answer" in found and bool({"title", "phrasings"} & found.keys())


def _parcel(
    name: str, header: Sequence[str], below: Iterable[tuple[int, Sequence[str]]], *, kept: bool
) -> Parcel:
    places = columns(header)
    named = [place for place, value in enumerate(header) if value.strip()]
    said = tuple(
        _said(number, row, places, width=named[-1] + 1, kept=kept)
        for number, row in below
        if any(value.strip() for value in row)
    )
    if not said:
        raise UnfitParcel(Refusal.EMPTY, name)
    read_places = set(places.values())
    ignored = tuple(shown(header[place]) for place in named if place not in read_places)
    return Parcel(name=name, said=said, ignored=ignored)


def _said(
    number: int, row: Sequence[str], places: Mapping[str, int], *, width: int, kept: bool
) -> Said:
    """Read a row; `kept` says whether a ' before a formula was put there to keep it from it."""
    values = {
        field: from_cell(field, as_meant(row[place]) if kept else row[place])
        for field, place in places.items()
        if place < len(row)
    }
    said = Said(row=number, values=values)
    if any(value.strip() for value in row[width:]):
        fault = said.fault("row", Why.WIDE, count=width)
        return Said(row=number, values=values, faults=(fault,))
    return said
