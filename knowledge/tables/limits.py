"""How much a file may hold before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a table may cost.

    Attributes:
        megabytes: of the file as it lies.
        unpacked: megabytes of all parts of a workbook together, when unpacked.
        rows: with the headings.
        columns: of a row.
        cells: of all rows together, empty ones between others counted.
        marks: XML marks in a workbook; many more than those rows and columns need.
    """

    megabytes: int
    unpacked: int
    rows: int
    columns: int
    cells: int
    marks: int
