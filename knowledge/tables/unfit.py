"""Why a file cannot be used at all, before anything it says has been looked at."""

from enum import StrEnum
from typing import ClassVar


class Unfit(StrEnum):
    """What is wrong with a file as a whole."""

    LARGE = "large"
    NO_TEXT = "no_text"
    MIXED = "mixed"
    QUOTED = "quoted"
    LONG_LINE = "long_line"
    ROWS = "rows"
    COLUMNS = "columns"
    CELLS = "cells"
    OLD = "old"
    LOCKED = "locked"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    PARTS = "parts"
    MACROS = "macros"
    NO_WORKBOOK = "no_workbook"
    SWOLLEN = "swollen"
    CLOSED = "closed"


class UnfitTable(Exception):
    """A file cannot be used; the message is one English line that says what to do.

    Attributes:
        why: what is wrong.
        name: what the file is called.
        details: numbers and words that go with the reason.
    """

    LINES: ClassVar[dict[Unfit, str]] = {
        Unfit.LARGE: "is larger than {most} MB; divide it, or keep needed columns only",
        Unfit.NO_TEXT: "is no text; save it as an Excel workbook (.xlsx) or CSV UTF-8",
        Unfit.MIXED: "is UTF-8 in some places and not in others; save it as CSV UTF-8",
        Unfit.LONG_LINE: "has a line of {found:,} characters; save it anew as CSV",
        Unfit.ROWS: "has more than {most:,} rows; divide it",
        Unfit.COLUMNS: "has more than {most} columns; keep those that are needed",
        Unfit.CELLS: (
            "has more than {most:,} rows, or far too many cells; remove what is empty below and "
            "beside the list, or divide it"
        ),
        Unfit.OLD: "is an old Excel file; save it as an Excel workbook (.xlsx)",
        Unfit.LOCKED: "has a password; save it without one",
        Unfit.ENCRYPTED: "is encrypted; save it without a password",
        Unfit.DAMAGED: "is damaged; open it and save it again as a workbook (.xlsx)",
        Unfit.PARTS: "holds too many parts for a workbook; save it as CSV UTF-8",
        Unfit.MACROS: "holds macros; save it as a workbook without (.xlsx)",
        Unfit.NO_WORKBOOK: "is no Excel workbook; save it as one (.xlsx) or as CSV UTF-8",
        Unfit.SWOLLEN: "becomes too large when unpacked; save it as CSV UTF-8",
        Unfit.CLOSED: (
            "cannot be opened ({said}); save it again as a workbook (.xlsx) or as CSV UTF-8"
        ),
    }
    ROW = (
        "{name}, row {row}: a quotation mark is not closed or stands alone inside a value (write "
        "it twice there), or a value is far too long"
    )

    def __init__(self, why: Unfit, name: str, **details: str | int) -> None:
        line = self.ROW if why is Unfit.QUOTED else f"{{name}} {self.LINES[why]}"
        super().__init__(line.format(name=name, **details))
        self.why = why
        self.name = name
        self.details = details
