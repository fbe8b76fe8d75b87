"""Reads text with a separator between the values (CSV), however it was saved."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence

from knowledge.tables.unfit import Unfit, UnfitTable

SEPARATORS = ";,\t"
SEPARATOR_SAID = re.compile(r'"?sep=([;,\t|])"?\r?\n?', re.IGNORECASE)
"""The first line with which a spreadsheet is told what the separator is; it shows no row for it."""

LINES_SEEN = 10
"""Lines from the top among which the headings are looked for."""

LONGEST_LINE = 10_000
MOST_SPLIT = 100
"""Characters and values of a line that are looked at to find the separator."""

LONGEST_ROW = 1_000_000
"""Characters in a line, more than any list needs."""

CHUNK = 1024 * 1024

TWICE_ENCODED = re.compile("Ã[\u0080-\u00bf\u20ac\u2020-\u203a]")
"""How a letter such as ä looks when UTF-8 was read as something else."""

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

Known = Callable[[Sequence[str]], int]
"""Says how many of a row's values are headings that somebody knows."""


def rows_in(data: bytes, name: str, *, known: Known) -> Iterator[Sequence[str]]:
    """Return the rows of a CSV file, empty ones too, as they are counted in a spreadsheet.

    Args:
        data: the file: UTF-8, UTF-16 with its mark, or Windows-1252.
        name: what it is called.
        known: tells the separator: with the right one most headings are known.

    Raises:
        UnfitTable: it is no text, or (while the rows are taken) a quotation mark is not closed.
    """
    text = text_of(data, name)
    said = SEPARATOR_SAID.fullmatch(text.readline(LONGEST_LINE))
    if said:
        return _rows(text, said[1], name)
    separator = _separator(text, known)
    text.seek(0)
    return _rows(text, separator, name)


def text_of(data: bytes, name: str) -> io.TextIOWrapper:
    """Return a file as text, to be read bit by bit: whole it could take four times the room.

    Raises:
        UnfitTable: it is no text, or in two encodings at once.
    """
    return io.TextIOWrapper(io.BytesIO(data), encoding=_encoding(data, name), newline="")


def _encoding(data: bytes, name: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            if not _fits(data, encoding):
                raise UnfitTable(Unfit.NO_TEXT, name)
            return encoding
    if _fits(data, "utf-8"):
        return "utf-8"
    if not _fits(data, "cp1252"):
        raise UnfitTable(Unfit.NO_TEXT, name)
    if any(TWICE_ENCODED.search(part) for part in _parts(data, "cp1252")):
        raise UnfitTable(Unfit.MIXED, name)
    return "cp1252"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        return all("\0" not in part for part in _parts(data, encoding))
    except UnicodeDecodeError:
        return False


def _parts(data: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    for start in range(0, len(data), CHUNK):
        yield decoder.decode(view[start : start + CHUNK], final=start + CHUNK >= len(data))


def _separator(text: io.TextIOWrapper, known: Known) -> str:
    """Return the separator with which most headings are known; the first of equals."""
    text.seek(0)
    top = [text.readline(LONGEST_LINE).rstrip("\r\n") for _ in range(LINES_SEEN)]
    return max(SEPARATORS, key=lambda one: max(known(row.split(one, MOST_SPLIT)) for row in top))


def _rows(text: io.TextIOWrapper, separator: str, name: str) -> Iterator[Sequence[str]]:
    table = csv.reader(_lines(text, name), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(table, start=1):  # noqa: B007 - told in the refusal
            yield row
    except csv.Error as error:
        raise UnfitTable(Unfit.QUOTED, name, row=number + 1) from error


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    while line := text.readline(LONGEST_ROW + 1):
        if len(line) > LONGEST_ROW:
            found = len(line) + sum(map(len, _rest(text)))
            raise UnfitTable(Unfit.LONG_LINE, name, found=found)
        yield line


def _rest(text: io.TextIOWrapper) -> Iterator[str]:
    """Take the rest of a line that is far too long, a bit at a time."""
    while part := text.readline(LONGEST_ROW):
        yield part
        if part.endswith(("\n", "\r")):
            return
