"""Reads text with a separator between the values (CSV), however it was saved."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from knowledge.people.roster.header import header_in
from knowledge.people.roster.sheet import UnfitRoster

SEPARATORS = ";,\t"
SEPARATOR_SAID = re.compile(r'"?sep=([;,\t|])"?\r?', re.IGNORECASE)
"""The first line with which a spreadsheet is told what the separator is; it shows no row for it."""

LINES_SEEN = 10
"""Lines from the top among which the headings are looked for."""

LONGEST_LINE = 10_000
MOST_SPLIT = 100
"""Characters and values of a line that are looked at to find the separator."""

LONGEST_ROW = 1_000_000
"""Characters in a line, more than any list of people needs."""

TWICE_ENCODED = re.compile("Ã[\u0080-\u00bf\u20ac\u2020-\u203a]")
"""How a letter such as ä looks when UTF-8 was read as something else."""

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def rows_in(data: bytes, name: str) -> Iterator[Sequence[str]]:
    """Return the rows of a CSV file, empty ones too, as they are counted in a spreadsheet.

    Args:
        data: the file: UTF-8, UTF-16 with its mark, or Windows-1252.
        name: what it is called.

    Raises:
        UnfitRoster: it is no text, or (while the rows are taken) a quotation mark is not closed.
    """
    text = _text(data, name)
    first, _, rest = text.partition("\n")
    said = SEPARATOR_SAID.fullmatch(first)
    if said:
        return _rows(rest, said[1], name)
    return _rows(text, _separator(text), name)


def _text(data: bytes, name: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    if b"\0" in data:
        raise UnfitRoster(f"{name} is no text; save it as an Excel workbook (.xlsx) or CSV UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "cp1252", name)
    if TWICE_ENCODED.search(text):
        raise UnfitRoster(f"{name} is UTF-8 in some places and not in others; save it as CSV UTF-8")
    return text


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnfitRoster(
            f"{name} is no text; save it as an Excel workbook (.xlsx) or CSV UTF-8"
        ) from error
    if "\0" in text:
        raise UnfitRoster(f"{name} is no text; save it as an Excel workbook (.xlsx) or CSV UTF-8")
    return text


def _separator(text: str) -> str:
    """Return the separator with which most headings are known; the first of equals."""
    lines = io.StringIO(text)
    top = [lines.readline(LONGEST_LINE) for _ in range(LINES_SEEN)]

    def known(separator: str) -> int:
        return max(len(header_in(line.split(separator, MOST_SPLIT)).columns) for line in top)

    return max(SEPARATORS, key=known)


def _rows(text: str, separator: str, name: str) -> Iterator[Sequence[str]]:
    table = csv.reader(_lines(text, name), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(table, start=1):  # noqa: B007 - told in the refusal
            yield row
    except csv.Error as error:
        raise UnfitRoster(
            f"{name}, row {number + 1}: a quotation mark is not closed or stands alone inside a "
            "value (write it twice there), or a value is far too long"
        ) from error


def _lines(text: str, name: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        if len(line) > LONGEST_ROW:
            raise UnfitRoster(f"{name} has a line of {len(line):,} characters; save it anew as CSV")
        yield line
