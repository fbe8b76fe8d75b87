"""Reads tables, CSV or Excel, as rows of text within limits."""

import io
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from typing import Any

import openpyxl

from knowledge.tables.archive import inspect, is_workbook
from knowledge.tables.delimited import Known, rows_in
from knowledge.tables.limits import MEGABYTE, Limits
from knowledge.tables.unfit import Unfit, UnfitTable

Table = Iterator[Sequence[str]]
"""Rows of values as text; empty rows too, so that the first is row 1."""

TOGETHER = 500
"""Rows of a workbook that are read at a time."""


def sheets(data: bytes, name: str, *, limits: Limits, known: Known) -> Generator[Table]:
    """Yield the tables of a file: the one of a CSV file, or each sheet of a workbook.

    Args:
        data: the file: CSV (UTF-8, UTF-16 or Windows-1252) or an Excel workbook (.xlsx).
        name: what it is called, for refusals.
        limits: what it may cost.
        known: says how many of a row's values are headings that the caller knows.

    Yields:
        Each table, to be taken before the next. Formulas are the values they had when the file
        was saved, and none is reckoned.

    Raises:
        UnfitTable: it cannot be read, or would take too much; also while rows are taken.
    """
    if len(data) > limits.megabytes * MEGABYTE:
        raise UnfitTable(Unfit.LARGE, name, most=limits.megabytes)
    if is_workbook(data, name):
        inspect(data, name, limits=limits)
        yield from _workbook(data, name, limits)
        return
    for _ in _limited(rows_in(data, name, known=known), name, limits):
        pass  # Counting is quick; what is too long is refused before it is looked at.
    yield _limited(rows_in(data, name, known=known), name, limits)


def _workbook(data: bytes, name: str, limits: Limits) -> Iterator[Table]:
    with _strange(name):
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
    with closing(book):
        for one in book.worksheets:
            yield _limited(_rows(one, name, limits), name, limits)


def _rows(sheet: Any, name: str, limits: Limits) -> Table:
    with _strange(name):
        # What a sheet says of its own size need not be true.
        sheet.reset_dimensions()
        cells = sheet.iter_rows(values_only=True, max_col=limits.columns + 1)
    while True:
        with _strange(name):
            some = [[_shown(cell) for cell in row] for row in islice(cells, TOGETHER)]
        if not some:
            return
        yield from some


@contextmanager
def _strange(name: str) -> Iterator[None]:
    """Turn the many ways in which openpyxl fails on a broken file into one refusal."""
    try:
        with warnings.catch_warnings():
            # It warns of charts and colours it leaves out; they are nothing to us.
            warnings.simplefilter("ignore")
            yield
    except Exception as error:
        raise UnfitTable(Unfit.CLOSED, name, said=type(error).__name__) from error


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


def _limited(rows: Iterable[Sequence[str]], name: str, limits: Limits) -> Table:
    cells = 0
    for number, row in enumerate(rows):
        if number > limits.rows:
            raise UnfitTable(Unfit.ROWS, name, most=limits.rows)
        if len(row) > limits.columns and any(row[limits.columns :]):
            raise UnfitTable(Unfit.COLUMNS, name, most=limits.columns)
        cells += min(len(row), limits.columns)
        if cells > limits.cells:
            raise UnfitTable(Unfit.CELLS, name, most=limits.rows)
        yield row[: limits.columns]
