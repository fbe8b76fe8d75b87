"""Looks at a workbook's archive before anything in it is believed."""

import io
import zipfile
import zlib

from knowledge.people.roster.sheet import UnfitRoster

MOST_BYTES = 200 * 1024 * 1024
"""Bytes all parts of a workbook may have together when unpacked."""

MOST_SWOLLEN = 200
"""Times its size a workbook may grow when unpacked."""

LARGEST_INDEX = 1024 * 1024
"""Bytes of an archive's index: more parts than any workbook has."""

MOST_MARKS = 10_000_000
"""XML marks in a workbook; many more than rows and columns that are allowed need."""

MOST_CELLS = 1_000
"""Cells a row may have on average, empty ones with a colour counted."""

CHUNK = 1024 * 1024

PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the parts of a workbook are packed."""

END = b"PK\x05\x06"
END_SIZE = 22
LONGEST_COMMENT = 65_535
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(data: bytes, name: str) -> bool:
    """Say whether this is to be read as an Excel workbook, by what it begins with.

    Raises:
        UnfitRoster: it is one of the kind before .xlsx, or one with a password.
    """
    if not data.startswith(OLD_OFFICE):
        return data.startswith(b"PK")
    if ENCRYPTED in data:
        raise UnfitRoster(f"{name} has a password; save it without one")
    raise UnfitRoster(f"{name} is an old Excel file; save it as an Excel workbook (.xlsx)")


def inspect(data: bytes, name: str, *, most_rows: int) -> None:
    """Refuse a workbook that is no plain one, or that would take too much to open.

    Raises:
        UnfitRoster: it is damaged, encrypted, swells too much, holds macros, is another kind of
            document, or has more rows than this.
    """
    _check_index(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist(), len(data), name)
            _check_marks(archive, name, most_rows)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> UnfitRoster:
    return UnfitRoster(f"{name} is damaged; open it and save it again as a workbook (.xlsx)")


def _check_index(data: bytes, name: str) -> None:
    at = data.rfind(END, max(0, len(data) - END_SIZE - LONGEST_COMMENT))
    if at < 0 or at + END_SIZE > len(data):
        raise _damaged(name)
    if int.from_bytes(data[at + 12 : at + 16], "little") > LARGEST_INDEX:
        raise UnfitRoster(f"{name} holds too many parts for a workbook; save it as CSV UTF-8")


def _check_parts(parts: list[zipfile.ZipInfo], size: int, name: str) -> None:
    names = {part.filename.casefold() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnfitRoster(f"{name} is encrypted; save it without a password")
    if name.casefold().endswith((".xlsm", ".xltm")) or any("vbaproject" in one for one in names):
        raise UnfitRoster(f"{name} holds macros; save it as a workbook without (.xlsx)")
    if any(part.compress_type not in PACKED for part in parts):
        raise _damaged(name)
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise UnfitRoster(f"{name} is no Excel workbook; save it as one (.xlsx) or as CSV UTF-8")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_BYTES or unpacked > MOST_SWOLLEN * size:
        raise UnfitRoster(f"{name} becomes too large when unpacked; save it as CSV UTF-8")


def _check_marks(archive: zipfile.ZipFile, name: str, most_rows: int) -> None:
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
                if marks > MOST_MARKS or rows > most_rows + 1:
                    raise _too_long(name, most_rows)
        if cells > MOST_CELLS * (rows + 1):
            raise _too_long(name, most_rows)


def _too_long(name: str, most_rows: int) -> UnfitRoster:
    return UnfitRoster(
        f"{name} has more than {most_rows:,} rows, or far too many cells; "
        "remove what is empty below and beside the list, or divide it"
    )
