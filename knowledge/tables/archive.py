"""Looks at an archive, such as a workbook, before anything in it is believed."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.tables.limits import MEGABYTE, Limits
from knowledge.tables.unfit import Unfit, UnfitTable

MOST_SWOLLEN = 200
"""Times its size an archive may grow when unpacked."""

LARGEST_INDEX = MEGABYTE
"""Bytes of an archive's index: more parts than any workbook has."""

MOST_CELLS = 1_000
"""Cells a row may have on average, empty ones with a colour counted."""

CHUNK = MEGABYTE

PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the parts of an archive are packed."""

FIRST_PARTS = re.compile(r"^xl/(?:sharedstrings|worksheets/sheet\d)\.xml$")
TEXT = re.compile(r"<(?:\w{1,9}:)?t(?: [^<>]{0,99})?>([^<]{1,100})</")
OPENING = 64 * 1024
"""Bytes of a part that are looked at for the first texts."""

END = b"PK\x05\x06"
END_SIZE = 22
LONGEST_COMMENT = 65_535
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(data: bytes, name: str) -> bool:
    """Say whether this is to be read as an Excel workbook, by what it begins with.

    Raises:
        UnfitTable: it is one of the kind before .xlsx, or one with a password.
    """
    if not data.startswith(OLD_OFFICE):
        return data.startswith(b"PK")
    raise UnfitTable(Unfit.LOCKED if ENCRYPTED in data else Unfit.OLD, name)


@contextmanager
def unpacking(data: bytes, name: str, *, most_bytes: int) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose parts together are not too large.

    Args:
        data: the archive.
        name: what it is called.
        most_bytes: of all parts when unpacked. A part never gives more than it says.

    Raises:
        UnfitTable: it is damaged, encrypted, or swells too much; also while its parts are read.
    """
    _check_index(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise UnfitTable(Unfit.ENCRYPTED, name)
            if any(part.compress_type not in PACKED for part in parts):
                raise UnfitTable(Unfit.DAMAGED, name)
            unpacked = sum(part.file_size for part in parts)
            if unpacked > most_bytes or unpacked > MOST_SWOLLEN * len(data):
                raise UnfitTable(Unfit.SWOLLEN, name)
            yield archive
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError) as error:
        raise UnfitTable(Unfit.DAMAGED, name) from error


def inspect(data: bytes, name: str, *, limits: Limits) -> None:
    """Refuse a workbook that is no plain one, or that would take too much to open.

    Raises:
        UnfitTable: it is damaged, encrypted, swells too much, holds macros, is another kind of
            document, or has more rows or cells than this.
    """
    with unpacking(data, name, most_bytes=limits.unpacked * MEGABYTE) as archive:
        names = {part.filename.casefold() for part in archive.infolist()}
        macros = any("vbaproject" in one for one in names)
        if name.casefold().endswith((".xlsm", ".xltm")) or macros:
            raise UnfitTable(Unfit.MACROS, name)
        if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
            raise UnfitTable(Unfit.NO_WORKBOOK, name)
        _check_marks(archive, name, limits)


def _check_index(data: bytes, name: str) -> None:
    at = data.rfind(END, max(0, len(data) - END_SIZE - LONGEST_COMMENT))
    if at < 0 or at + END_SIZE > len(data):
        raise UnfitTable(Unfit.DAMAGED, name)
    if int.from_bytes(data[at + 12 : at + 16], "little") > LARGEST_INDEX:
        raise UnfitTable(Unfit.PARTS, name)


def _check_marks(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """Count rows and cells in the packed parts: far quicker than to read them."""
    marks = 0
    for part in archive.infolist():
        if not part.filename.casefold().endswith(".xml"):
            continue
        rows = cells = 0
        with archive.open(part) as unpacked:
            while chunk := unpacked.read(CHUNK):
                marks += chunk.count(b"<")
                rows += chunk.count(b"<row") + chunk.count(b":row ")
                cells += chunk.count(b"<c ") + chunk.count(b"<c>") + chunk.count(b":c ")
                if marks > limits.marks or rows > limits.rows + 1 or cells > limits.cells:
                    raise UnfitTable(Unfit.CELLS, name, most=limits.rows)
        if cells > MOST_CELLS * (rows + 1):
            raise UnfitTable(Unfit.CELLS, name, most=limits.rows)


def first_words(data: bytes, name: str, *, limits: Limits) -> list[str]:
    """Return the first texts in a workbook's parts, headings among them, without opening it.

    Raises:
        UnfitTable: it is damaged, encrypted or swells too much.
    """
    words: list[str] = []
    with unpacking(data, name, most_bytes=limits.unpacked * MEGABYTE) as archive:
        for part in archive.infolist():
            if FIRST_PARTS.search(part.filename.casefold()):
                with archive.open(part) as unpacked:
                    words += TEXT.findall(unpacked.read(OPENING).decode("utf-8", "replace"))
    return words
