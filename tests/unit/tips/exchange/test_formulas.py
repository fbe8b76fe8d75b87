"""What is opened in a spreadsheet reckons nothing."""

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.tables.formulas import as_meant, harmless
from knowledge.tables.writing import LONGEST_CELL, TooLongForWorkbook, workbook
from tests.unit.tips.exchange.library import PLAIN, plan_of, written
from tips.model import Advice

PROPERTY = settings(deadline=None, derandomize=True, max_examples=100)
STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMULAS = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "'=1", "''@x", "=HYPERLINK(1)", "- a hyphen",
    "=1;=2", "a\n=1",
)  # fmt: skip
TIPS = [
    replace(
        PLAIN,
        id=f"t-{number}",
        title=text,
        advice=Advice(answer=text, steps=(text, text), check=text),
        phrasings=(text,),
        local=text,
        credit=text,
    )
    for number, text in enumerate(FORMULAS)
]


@pytest.mark.parametrize(("suffix", "separator"), [(".csv", ","), (".tsv", "\t")])
def test_no_value_of_a_text_file_begins_a_formula(suffix: str, separator: str) -> None:
    """Each such text has a ' before it in the file, and none when it is read again."""
    data = written(*TIPS, suffix=suffix)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))
    plan = plan_of(data, f"a{suffix}", *TIPS)

    assert [cell for row in rows for cell in row if cell.startswith(STARTS)] == []
    assert any(cell.startswith("'=") for row in rows for cell in row)
    assert (plan.unchanged, plan.refused) == (len(TIPS), ())


def test_every_cell_of_a_workbook_is_text() -> None:
    """No cell is a formula, for the reader of ours nor in the file's own marks."""
    data = written(*TIPS, suffix=".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")

    assert kinds == {"s"}
    assert b"<f" not in sheet
    assert plan_of(data, "a.xlsx", *TIPS).unchanged == len(TIPS)


def test_a_spreadsheet_knows_the_encoding() -> None:
    """The file begins with the mark by which Excel sees that it is UTF-8."""
    assert written(PLAIN, suffix=".csv").startswith(b"\xef\xbb\xbf")


def test_a_text_that_a_cell_would_cut_is_not_written() -> None:
    """Rather no workbook than half a text."""
    with pytest.raises(TooLongForWorkbook):
        workbook([["x" * (LONGEST_CELL + 1)]], title="a")


@PROPERTY
@given(st.text("='+-@\t\rax", max_size=8))
def test_any_text_is_kept_harmless_and_comes_back(text: str) -> None:
    """Also one that begins with the ' itself."""
    assert not harmless(text).startswith(STARTS)
    assert as_meant(harmless(text)) == text
