"""Reads the organisation's file, CSV or Excel, and checks it row by row."""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import chain, islice

import openpyxl

from knowledge.boundaries.texts import clean
from knowledge.people.roster.archive import inspect, is_workbook
from knowledge.people.roster.checking import Once, Said, department, person
from knowledge.people.roster.delimited import LINES_SEEN, rows_in
from knowledge.people.roster.header import Header, header_in, lacking
from knowledge.people.roster.sheet import DepartmentRow, Fault, Kind, Row, Sheet, UnfitRoster

LARGEST = 50 * 1024 * 1024
"""Bytes a file may have."""

MOST_ROWS = 200_000
MOST_COLUMNS = 100

LONGEST = 10_000
"""Characters of a value that are read; far fewer are allowed in any."""

Table = Iterator[Sequence[str]]
"""Rows of values as text; empty rows too, so that the first is row 1."""

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
    if len(data) > LARGEST:
        raise UnfitRoster(f"{name} is larger than 50 MB; divide it, or keep needed columns only")
    if is_workbook(data, name):
        inspect(data, name, most_rows=MOST_ROWS)
        return _workbook(data, name)
    for _ in _limited(rows_in(data, name), name):
        pass  # Counting is quick; what is too long is refused before it is checked.
    return _sheet(_limited(rows_in(data, name), name), name)


def _workbook(data: bytes, name: str) -> Sheet:
    try:
        with warnings.catch_warnings():
            # It warns of charts and colours it leaves out; they are nothing to us.
            warnings.simplefilter("ignore")
            return _first_sheet(data, name)
    except UnfitRoster:
        raise
    except Exception as error:  # openpyxl fails in many ways on a broken file
        raise UnfitRoster(
            f"{name} cannot be opened ({type(error).__name__}); save it again as a workbook "
            "(.xlsx) or as CSV UTF-8"
        ) from error


def _first_sheet(data: bytes, name: str) -> Sheet:
    """Read the first sheet that has headings; a refusal speaks of the first that has rows."""
    refusal: UnfitRoster | None = None
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    with closing(book):
        for one in book.worksheets:
            # What a sheet says of its own size need not be true.
            one.reset_dimensions()
            cells = one.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
            table = _limited(([_shown(cell) for cell in row] for row in cells), name)
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


def _shown(cell: object) -> str:
    """Return a cell as it is seen in a spreadsheet, more or less."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return cell.isoformat().removesuffix("T00:00:00")
        case _:
            return str(cell)


def _limited(rows: Iterable[Sequence[str]], name: str) -> Table:
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            raise UnfitRoster(f"{name} has more than {MOST_ROWS:,} rows; divide it")
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise UnfitRoster(
                f"{name} has more than {MOST_COLUMNS} columns; keep those that are needed"
            )
        yield row[:MOST_COLUMNS]


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
