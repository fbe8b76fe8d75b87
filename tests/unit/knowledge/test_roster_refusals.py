"""Files that cannot be used, by mistake or by intent, are refused before they cost anything."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.people.roster.reading import read
from knowledge.people.roster.sheet import UnfitRoster

PROPERTY = settings(deadline=None, derandomize=True, max_examples=150)


def a_book(*sheets: list[list[object]]) -> bytes:
    """Return a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def an_archive(**parts: bytes) -> bytes:
    """Return an archive with what makes it a workbook, and these parts of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, data in parts.items():
            archive.writestr(f"xl/{name}", data)
    return file.getvalue()


def with_part(book: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook in which one part reads otherwise."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            data = before.read(part)
            assert part != name or old in data
            after.writestr(part, data.replace(old, new) if part == name else data)
    return file.getvalue()


BOOK = a_book([["id", "namn"], [1, "Anki Provberg"]])
SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
PADDED_INDEX = b"PK\x03\x04" + b"PK\x05\x06" + b"\0" * 8 + b"\xff" * 4 + b"\0" * 6


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.csv", "is empty"),
        (b"\r\n\r\n;;\r\n", "a.csv", "is empty"),
        (b"id;namn\r\n", "a.csv", "no rows"),
        (b"a;b\r\n1;2", "a.csv", 'none of the headings "a", "b" is known; wanted name'),
        (b"namn;telefon\r\nAnki;2", "a.csv", "found columns for name; wanted name (or first name"),
        ("namn;överordnad\r\nA;B".encode(), "a.csv", "wanted id, name and parent"),
        (b'id;namn\r\n1;A\r\n2;"B\r\n3;C\r\n', "a.csv", "row 3: a quotation mark is not closed"),
        (b"id;namn\r\n1;" + b"x" * 200_000, "a.csv", "far too long"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.csv", "no text"),
        (b"\xff\xfea", "a.csv", "no text"),
        (b"\x81;namn", "a.csv", "no text"),
        ("id;namn\r\n1;Åsa".encode() + b"\r\n2;\xc5sa", "a.csv", "UTF-8 in some places"),
        (b"x" * (50 * 1024 * 1024 + 1), "a.csv", "larger than 50 MB"),
        (b"id;namn\r\n" + b"1;A\r\n" * 200_001, "a.csv", "more than 200,000 rows"),
        (b"id;namn" + b";x" * 99 + b"\r\n1;A", "a.csv", "more than 100 columns"),
        (b";" * 2_000_000, "a.csv", "a line of 2,000,000 characters"),
        (b";" * 900_000, "a.csv", "is empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", "old Excel file"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "has a password",
        ),
        (b"PK\x03\x04", "a.xlsx", "damaged"),
        (BOOK[:-400], "a.xlsx", "damaged"),
        (PADDED_INDEX, "a.xlsx", "too many parts"),
        (BOOK, "a.xlsm", "macros"),
        (an_archive(**{"vbaProject.bin": b"x"}), "a.xlsx", "macros"),
        (an_archive(), "a.xlsx", "cannot be opened"),
        (an_archive(**{"a.xml": b" " * 5_000_000}), "a.xlsx", "too large when unpacked"),
        (
            an_archive(**{"a.xml": b"".join(b"<row r='%d'/>" % row for row in range(200_002))}),
            "a.xlsx",
            "200,000 rows",
        ),
        (
            an_archive(**{"a.xml": b"".join(b"<c>%d</c>" % one for one in range(9_999))}),
            "a.xlsx",
            "cells",
        ),
        (with_part(BOOK, SHEET, b"<worksheet", BOMB), "a.xlsx", "cannot be opened"),
        (with_part(BOOK, SHEET, b'<row r="2"', b'<row r="900000000"'), "a.xlsx", "200,000 rows"),
        (a_book([["id", "namn", *("x" for _ in range(99))], [1, "A"]]), "a.xlsx", "100 columns"),
        (a_book([["id", "namn"]]), "a.xlsx", "no rows"),
        (a_book([[]]), "a.xlsx", "is empty"),
        (a_book([[]], [["x"]], [["id"]]), "a.xlsx", 'none of the headings "x" is known'),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(
    data: bytes, name: str, told: str
) -> None:
    """The line names the file, says what is wrong, and what to do."""
    with pytest.raises(UnfitRoster) as caught:
        read(data, name)

    assert told in str(caught.value)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    """Other kinds of documents are archives, too; encrypted ones are told apart."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    other = file.getvalue()
    locked = other.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")

    for data, told in ((other, "no Excel workbook"), (locked, "encrypted")):
        with pytest.raises(UnfitRoster, match=told):
            read(data, "a.ods")


def test_a_sheet_is_not_believed_about_its_size() -> None:
    """Cells far to the right and a size that is not true cost nothing."""
    stretched = with_part(BOOK, SHEET, b'<c r="B2"', b'<c r="ZZZ2" t="n"/><c r="B2"')
    claimed = with_part(stretched, SHEET, b'ref="A1:B2"', b'ref="A1:XFD1048576"')

    assert [row.name for row in read(claimed, "a.xlsx").rows] == ["Anki Provberg"]


@PROPERTY
@given(st.binary(max_size=400) | st.builds(lambda tail: b"PK\x03\x04" + tail, st.binary()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing but a sheet or a refusal ever comes out."""
    try:
        sheet = read(data, "any")
    except UnfitRoster as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - either may happen
    else:
        assert sheet.rows or sheet.departments
