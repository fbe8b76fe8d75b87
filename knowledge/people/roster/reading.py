"""Reads the organisation's file, CSV or Excel, and checks it row by row."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice

from knowledge.boundaries.texts import clean
from knowledge.people.roster.checking import Once, Said, department, person
from knowledge.people.roster.header import Header, header_in, lacking
from knowledge.people.roster.sheet import DepartmentRow, Fault, Kind, Row, Sheet, UnfitRoster
from knowledge.tables.delimited import LINES_SEEN
from knowledge.tables.limits import Limits
from knowledge.tables.reading import Table, sheets
from knowledge.tables.unfit import UnfitTable

LIMITS = Limits(
    megabytes=50, unpacked=200, rows=200_000, columns=100, cells=25_000_000, marks=10_000_000
)
"""What a list of people may cost."""

LONGEST = 10_000
"""Characters of a value that are read; far fewer are allowed in any."""

Numbered = Iterable[tuple[int, Sequence[str]]]
"""Rows with their numbers."""


def read(data: bytes, name: str) -> Sheet:
    """Read a file of people or departments.

    Args:
        data: the file: CSV (UTF-8, UTF-16 or Windows-1252) or an Excel workbook (.xlsx).
        name: what it is called, for refusals.

    Returns:
        Every row with what it says, and what is wrong with it; of two rows with the same id or
        e-mail the second is faulty.

    Raises:
        UnfitRoster: nothing in it can be used, or it would take too much to open.
    """
    try:
        with closing(sheets(data, name, limits=LIMITS, known=_known)) as tables:
            return _first_sheet(tables, name)
    except UnfitTable as error:
        raise UnfitRoster(str(error)) from error


def _known(cells: Sequence[str]) -> int:
    return len(header_in(cells).columns)


def _first_sheet(tables: Iterable[Table], name: str) -> Sheet:
    """Read the first sheet that has headings; a refusal speaks of the first that has rows."""
    refusal: UnfitRoster | None = None
    for table in tables:
        try:
            return _sheet(table, name)
        except _Headless as error:
            refusal = refusal or error
        except _Empty:
            continue
    raise refusal or _Empty(f"{name} is empty; expected a row of headings and rows below it")


class _Headless(UnfitRoster):
    """No row holds the headings that are needed."""


class _Empty(UnfitRoster):
    """There is nothing in it."""


def _sheet(table: Table, name: str) -> Sheet:
    top = [[_tidy(cell) for cell in row] for row in islice(table, LINES_SEEN)]
    filled = [(number, row) for number, row in enumerate(top, start=1) if any(row)]
    if not filled:
        raise _Empty(f"{name} is empty; expected a row of headings and rows below it")
    for number, row in filled:
        header = header_in(row)
        if header.complete:
            below = enumerate(chain(top[number:], table), start=number + 1)
            return _checked(
                header, ((at, one) for at, one in below if any(map(str.strip, one))), name
            )
    raise _Headless(f"{name}: {lacking(filled[0][1])}")


def _tidy(cell: str) -> str:
    """Return a value on one line, without what cannot be seen."""
    return " ".join(clean(cell[:LONGEST]).split())


def _checked(header: Header, numbered: Numbered, name: str) -> Sheet:
    read_rows = _departments if header.kind is Kind.DEPARTMENTS else _people
    sheet = read_rows(header, numbered)
    if not sheet.rows and not sheet.departments:
        raise UnfitRoster(f"{name} has headings and no rows; expected a row for each")
    return sheet


def _people(header: Header, numbered: Numbered) -> Sheet:
    rows: list[Row] = []
    faults: list[Fault] = []
    ids, emails = Once("id"), Once("email")
    for number, cells in numbered:
        row, found = person(number, _said(header, cells))
        found += [*ids.faults(number, row.id), *emails.faults(number, row.email)]
        found += _too_wide(header, number, cells)
        rows.append(replace(row, sound=not found))
        faults += found
    return Sheet(kind=header.kind, rows=tuple(rows), faults=tuple(faults), ignored=header.ignored)


def _departments(header: Header, numbered: Numbered) -> Sheet:
    rows: list[DepartmentRow] = []
    faults: list[Fault] = []
    ids = Once("id")
    for number, cells in numbered:
        row, found = department(number, _said(header, cells))
        found += [*ids.faults(number, row.id), *_too_wide(header, number, cells)]
        rows.append(replace(row, sound=not found))
        faults += found
    return Sheet(
        kind=header.kind, departments=tuple(rows), faults=tuple(faults), ignored=header.ignored
    )


def _said(header: Header, cells: Sequence[str]) -> Said:
    """Return a row's values by field; a row that ends early says nothing in the rest."""
    return {
        field: _tidy(cells[place]) if place < len(cells) else ""
        for field, place in header.columns.items()
    }


def _too_wide(header: Header, number: int, cells: Sequence[str]) -> Iterator[Fault]:
    """Name a row with values beyond the headings: a separator inside a value has moved them."""
    if len(cells) > header.width and any(map(str.strip, cells[header.width :])):
        said = f"there are values beyond the {header.width} headings"
        yield Fault(number, "row", said, "quotation marks round a value that holds the separator")
