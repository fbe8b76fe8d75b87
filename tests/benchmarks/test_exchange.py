"""Files of tips: bad ones are refused soon and cheaply, large good ones are taken in time."""

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.benchmarks.figures import table
from tips import default_library
from tips.exchange import formats

MOST_SECONDS = 2.0
MOST_MEGABYTES = 100.0
LONGEST = 120
MEGABYTE = 1024 * 1024
ROWS, COLUMNS = 10_000, 100
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.benchmark


def packed(parts: Iterator[tuple[str, bytes]] | list[tuple[str, bytes]]) -> bytes:
    """Return an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return file.getvalue()


def workbook(sheet: bytes, strings: bytes = b"") -> bytes:
    """Return a workbook of which one sheet, and the texts of its cells, are made by hand."""
    book = openpyxl.Workbook()
    book.active.append(["title", "answer"])
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    return packed(list(parts.items()))


SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADED = b'<row r="1"><c t="inlineStr"><is><t>title</t></is></c><c t="inlineStr"><is><t>answer</t></is></c></row>'  # fmt: skip  # noqa: E501


def a_sheet(*rows: bytes) -> bytes:
    """Return a sheet with headings and these rows."""
    return b"<worksheet " + SPACE + b"><sheetData>" + HEADED + b"".join(rows) + b"</sheetData></worksheet>"  # fmt: skip  # noqa: E501


def words(size: int) -> bytes:
    """Return so many bytes of made-up words, which no packing makes small."""
    chance = random.Random(7)  # noqa: S311 - the same words each time
    return "".join(chance.choices(f"{LETTERS} ", k=size)).encode()


def cells_in_a_workbook() -> bytes:
    """Return a workbook of a million cells."""
    rows = (
        b"<row>" + b"".join(b"<c><v>%d</v></c>" % (7 * n * c) for c in range(COLUMNS)) + b"</row>"
        for n in range(ROWS)
    )
    return workbook(a_sheet(*rows))


def texts_in_a_workbook() -> bytes:
    """Return a workbook whose million texts no cell shows."""
    texts = b"".join(b"<si><t>%d</t></si>" % number for number in range(ROWS * COLUMNS))
    return workbook(a_sheet(), b"<sst " + SPACE + b">" + texts + b"</sst>")


def entities() -> bytes:
    """Return a workbook whose sheet unfolds entities in entities."""
    steps = b"".join(b'<!ENTITY e%d "&e%d;&e%d;&e%d;">' % (n, n - 1, n - 1, n - 1) for n in range(1, 40))  # fmt: skip  # noqa: E501
    kind = b'<!DOCTYPE w [<!ENTITY e0 "ha">' + steps + b"]>"
    return workbook(kind + a_sheet(b"<row><c><v>&e39;</v></c></row>"))


def outside() -> bytes:
    """Return a workbook that asks for a file of the machine."""
    kind = b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return workbook(kind + a_sheet(b"<row><c><v>&e;</v></c></row>"))


def lying() -> bytes:
    """Return an archive whose index says that its swollen part is small."""
    data = bytearray(packed([("sv/filer/a.md", b"---" + b" " * 40 * MEGABYTE)]))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def doubled() -> bytes:
    """Return a table in which every tip stands twice."""
    rows = "".join(f"t-{number % 2_000},Byt toner,Öppna luckan.\n" for number in range(4_000))
    return f"id,title,answer\n{rows}".encode()


def laughing() -> bytes:
    """Return an archive of tips whose front matter unfolds itself."""
    front = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)
    )
    text = f"---\n{front}title: *a39\n---\nSvar\n".encode()
    return packed([(f"sv/filer/{number}.md", text) for number in range(20)])


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("a.zip", lambda: packed([("sv/x/a.md", b" " * 60 * MEGABYTE)]), "swollen"),
    "zip bomb, many": (
        "a.zip",
        lambda: packed([(f"sv/x/{n}.md", b" " * MEGABYTE) for n in range(100)]),
        "swollen",
    ),
    "zip that lies": ("a.zip", lying, "damaged"),
    "zip of 20,000 files": (
        "a.zip", lambda: packed([(f"sv/x/{n}.md", b"") for n in range(20_000)]), "parts",
    ),
    "front matter that unfolds": ("a.zip", laughing, "refused:20"),
    "workbook bomb": (
        "a.xlsx", lambda: workbook(a_sheet(b" " * 60 * MEGABYTE)), "becomes_too_large",
    ),
    "10⁶ cells, CSV": (
        "a.csv", lambda: b"title;answer\n" + (b";" * (COLUMNS - 1) + b"\n") * ROWS, "cells",
    ),
    "10⁶ cells, workbook": ("a.xlsx", cells_in_a_workbook, "cells"),
    "10⁶ texts, workbook": ("a.xlsx", texts_in_a_workbook, "cells"),
    "macros": ("a.xlsm", lambda: workbook(a_sheet()), "macros"),
    "XXE": ("a.xlsx", outside, "closed"),
    "billion laughs": ("a.xlsx", entities, "closed"),
    "UTF-16 without a mark": (
        "a.csv", lambda: "title;answer\nA;B".encode("utf-16-le"), "is_no_text",
    ),
    "UTF-16 cut in two": ("a.jsonl", lambda: "title".encode("utf-16")[:-1], "no_text"),
    "another separator": ("a.jsonl", lambda: b"title;answer\nA;B\n", "refused:2"),
    "wrong columns": ("a.tsv", lambda: b"titel\tfel\nA\tB\n", "headless"),
    "no columns we know": ("a.csv", lambda: b"a;b\n1;2\n", "none_of_the_headings"),
    "ids twice": ("a.csv", doubled, "refused:2000"),
    "50 MB, CSV": ("a.csv", lambda: b"title;answer\n" + words(50 * MEGABYTE), "large"),
    "50 MB, JSON Lines": ("a.jsonl", lambda: words(50 * MEGABYTE), "large"),
    "50 MB, archive": ("a.zip", lambda: b"PK" + words(50 * MEGABYTE), "large"),
    "10 MB, one line": ("a.csv", lambda: b"title;answer\n" + words(9 * MEGABYTE), "long_line"),
    "10 MB of JSON brackets": ("a.jsonl", lambda: (b"[" * 99_999 + b"\n") * 99, "refused:99"),
    "10 MB in one value": (
        "a.csv", lambda: b'title;answer\nA;"' + (b"x" * 90_000 + b"\n") * 99 + b'"', "quoted",
    ),
}  # fmt: skip
"""What is made of it, and what is said of it."""


def read(path: Path) -> tuple[str, float, float]:
    """Read a file in a process of its own; return what it says, seconds and megabytes."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.benchmarks.hostile", str(path)],
        cwd=ROOT,
        capture_output=True,
        timeout=LONGEST,
        check=True,
        text=True,
    )
    said, seconds, megabytes = ended.stdout.split()
    return said, float(seconds), float(megabytes)


def test_bad_files_are_refused_soon_and_cheaply(tmp_path: Path) -> None:
    """Each within two seconds and 100 MB more memory, with the reason that fits."""
    found = {}
    for case, (name, make, _) in BAD.items():
        path = tmp_path / name
        path.write_bytes(make())
        found[case] = read(path)
    table(
        "Bad files of tips",
        ("file", "said", "seconds", "MB more"),
        [(case, one[0][:60], f"{one[1]:.2f}", f"{one[2]:.0f}") for case, one in found.items()],
    )

    assert {case: one[0] for case, one in found.items() if BAD[case][2] not in one[0]} == {}
    assert {case: one for case, one in found.items() if one[1] > MOST_SECONDS} == {}
    assert {case: one for case, one in found.items() if one[2] >= MOST_MEGABYTES} == {}


@pytest.mark.parametrize("suffix", formats.WRITTEN)
def test_the_default_library_is_read_soon(suffix: str, tmp_path: Path) -> None:
    """All of it, in each format, compared with an empty library."""
    path = tmp_path / f"tips{suffix}"
    path.write_bytes(formats.write(list(default_library.tips()), path.name, emails={}, pictures={}))
    said, seconds, megabytes = read(path)
    size = path.stat().st_size / MEGABYTE
    table(
        f"The default library as {suffix}",
        ("size", "read and compared", "MB more"),
        [(f"{size:.1f} MB", f"{seconds:.2f} s", f"{megabytes:.0f}")],
    )

    assert said == "refused:0"
    assert megabytes < MOST_MEGABYTES
