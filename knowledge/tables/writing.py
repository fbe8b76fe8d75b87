"""Writes tables, CSV or Excel, in which every value is text and nothing is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from knowledge.tables.formulas import harmless

LONGEST_CELL = 32_767
"""Characters a cell of a workbook has room for."""

BYTE_ORDER_MARK = "\ufeff"
WIDTH = 28
"""Characters that are seen of a column."""


class TooLongForWorkbook(Exception):
    """A value does not fit into a cell of a workbook."""


def delimited(
    rows: Iterable[Sequence[str]],
    *,
    separator: str = ",",
    marked: bool = True,
    sparing: bool = False,
) -> bytes:
    r"""Return rows as CSV in UTF-8, each row ended by \r\n.

    Args:
        rows: the headings first.
        separator: between values.
        marked: whether a byte order mark tells spreadsheets that it is UTF-8.
        sparing: whether only those values have quotation marks that need them.
    """
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK if marked else "")
    table = csv.writer(
        text,
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if sparing else csv.QUOTE_ALL,
        lineterminator="\r\n",
    )
    table.writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue().encode()


def workbook(rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    """Return rows as an Excel workbook with one sheet, its first row in bold and always in view.

    Raises:
        TooLongForWorkbook: a value would be cut short.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        if number == 0:
            for place in range(len(row)):
                sheet.column_dimensions[_letters(place)].width = WIDTH
        sheet.append([_text_cell(sheet, value, bold=number == 0) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(sheet: object, value: str, *, bold: bool) -> object:
    if len(value) > LONGEST_CELL:
        raise TooLongForWorkbook
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value)
    # Text that begins with = would be a formula otherwise.
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _letters(place: int) -> str:
    """Return what a spreadsheet calls a column: A, B, … Z, AA."""
    first, last = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
