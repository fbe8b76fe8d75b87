"""What is wrong with a file is named by place, field and reason, in five languages."""

import io
import json
import string
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversations.exchanging import FAULTS, REFUSED, UNFIT, refusal, wrong
from bot.texts.catalogue import LANGUAGES, catalogue
from knowledge.tables.unfit import Unfit, UnfitTable
from tests.unit.tips.exchange.library import PLAIN, here, plan_of
from tips.exchange import formats
from tips.exchange.collection import MOST_FILES
from tips.exchange.parcel import Fault, Refusal, UnfitParcel, Why
from tips.exchange.plan import planned

PROPERTY = settings(deadline=None, derandomize=True, max_examples=100)
HEAD = "id,language,title,answer"
FORTY_ONE = "\n".join(f"hur {number}" for number in range(41))
NUMBER = "19121212-1212"


def in_words(faults: tuple[Fault, ...]) -> list[str]:
    """Return faults in English, once they have been said in every language."""
    for language in LANGUAGES:
        for said in wrong(faults):
            assert catalogue(language).word(said)
    return [catalogue("en").word(said) for said in wrong(faults)]


def a_table(head: str, row: str) -> list[str]:
    """Return what is wrong with a row, in English."""
    plan = plan_of(f"{head}\n{row}\n".encode(), "a.csv", PLAIN)
    assert (plan.added, plan.changed) == ((), ())
    return in_words(plan.refused)


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("title,answer", ",Svar", "row 2: title: is missing"),
        ("title,answer", "Byt,", "row 2: answer: is missing"),
        (HEAD, "Stor Bokstav,sv,Byt,Svar", "row 2: id: “Stor Bokstav” is no id"),
        (HEAD, f"{'x' * 81},sv,Byt,Svar", "and hyphens, 80 at most"),
        ("title,answer", "???,Svar", "row 2: id: “” is no id"),
        (HEAD, "a,klingon,Byt,Svar", "language: “klingon” is not known; expected one of sv, en"),
        ("title,answer,kind", "Byt,Svar,trick", "kind: “trick” is not known; expected one of tool"),
        ("title,answer,stage", "Byt,Svar,klar", "stage: “klar” is not known"),
        ("title,answer,open", "Byt,Svar,kanske", "open: “kanske” is not known; expected one of y"),
        ("title,answer,review", "Byt,Svar,igår", "review: “igår” is no day; expected one like"),
        ("title,answer,follows", "Byt,Svar,xyz", "follows: “xyz” is not known"),
        ("title,answer,audience", "Byt,Svar,rymden", "audience: “rymden” is no department"),
        ("title,answer,caretaker", "Byt,Svar,x@example.se", "nobody here has the address “x@exam"),
        ("title,answer,pictures", "Byt,Svar,lucka.png", "pictures: “lucka.png” is no picture"),
        ("title,answer,pictures", "Byt,Svar,../x.png Lucka", "is no picture; expected a file name"),
        ("title,answer,pictures", "Byt,Svar,lucka.png Luckan", "the picture lucka.png is neither"),
        ("title,answer,films", "Byt,Svar,http://example.se/f F (sv)", "is no film; expected an"),
        ("title,answer,films", "Byt,Svar,https://example.se/f F (xx)", "is no film"),
        ("title,answer,films", "Byt,Svar,https://a@example.se/f F (sv)", "is no film"),
        ("title,answer,films", "Byt,Svar,https://[x/ F (sv)", "is no film"),
        ("title,answer,easy_steps", "Byt,Svar,Ett", "easy_answer: is missing"),
        ("title,answer", f"{'x' * 121},Svar", "title: has 121 characters; there is room for 120"),
        ("title,answer", f"Byt,{'x' * 401}", "answer: has 401 characters; there is room for 400"),
        ("title,answer,steps", f"Byt,Svar,{'x' * 201}", "steps: has 201 characters"),
        ("title,answer,topic", f"Byt,Svar,{'x' * 41}", "topic: has 41 characters"),
        ("title,answer,phrasings", f'Byt,Svar,"{FORTY_ONE}"', "phrasings: has 41 of them; there"),
        ("title,answer", f"Byt,Ring {NUMBER}", "answer: holds an identity number"),
        ("title,answer,phrasings", f"Byt,Svar,{NUMBER} ringer", "phrasings: holds an identity"),
        ("title,answer", "Byt,Svar,mer", "row: there are values beyond the 2 headings"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_named(head: str, row: str, told: str) -> None:
    """Row, field, what stands there and what was expected; the row is not taken."""
    assert any(told in line for line in a_table(head, row)), a_table(head, row)


def test_a_secret_is_not_repeated() -> None:
    """Whoever reads the faults does not read the number."""
    assert not any(NUMBER in line for line in a_table("title,answer", f"Byt,Ring {NUMBER}"))


def test_the_second_of_two_is_refused() -> None:
    """The same id in the same language; the first may be taken."""
    plan = plan_of(b"id,title,answer\na,Byt,Svar\na,Byt,Svar\n", "a.csv")

    assert in_words(plan.refused) == ["row 3: id: a stands in 2 too; expected it once"]
    assert len(plan.added) == 1


def test_what_is_right_is_told_beside_what_is_wrong() -> None:
    """Every fault of every row at once, so that a file is mended in one go."""
    plan = plan_of(b"title,answer,review\nByt,Svar,\n,,nu\nDela,Svar,\n", "a.csv")

    assert [one.tip.title for one in plan.added] == ["Byt", "Dela"]
    assert [(one.row, one.field) for one in plan.refused] == [
        (3, "review"), (3, "title"), (3, "answer"),
    ]  # fmt: skip
    assert plan.tips_refused == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Svar", "a: row: there is no front matter"),
        ("---\nid: [\n---\nSvar", "row: the front matter cannot be read"),
        ("---\n" + "x" * 20_000 + "\n---\nSvar", "has 20001 characters; there is room for 20000"),
        ("---\n" + "[" * 300 + "\n---\nSvar", "the front matter cannot be read: [[["),
        ("---\n" + "- " * 9_000 + "\n---\nSvar", "the front matter cannot be read: maximum"),
        ("---\ntitle: [a, [b]]\n---\nSvar", "title: is no text"),
        ("---\ntitle: a\nnames: b\n---\nSvar", "names: is no list"),
        ("---\ntitle: a\nnames: [[b]]\n---\nSvar", "names: is no text"),
        ("---\ntitle: a\n---\nSvar\n## mer\nx", "the heading “mer” is not known"),
        ("---\ntitle: a\n---\nSvar\n1. Ett\nlöst", "“löst” stands after the steps"),
        ("---\ntitle: a\n---\n1. Ett", "answer: is missing"),
        ("---\ntitle: a\n---\nSvar\n## easy\n1. Ett", "easy_answer: is missing"),
    ],
)
def test_what_is_wrong_with_a_markdown_file_is_named(text: str, told: str) -> None:
    """Once, and without guessing at the rest of it."""
    lines = in_words(plan_of(text.encode(), "a.md").refused)

    assert len(lines) == 1
    assert told in lines[0]


def test_entities_that_swell_are_not_unfolded() -> None:
    """A front matter of nine lines that would become a billion words is refused as no text."""
    front = ["a0: &a0 [x, x]"]
    front += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    text = "---\n" + "\n".join([*front, "title: *a39"]) + "\n---\nSvar"

    assert in_words(plan_of(text.encode(), "a.md").refused)[0].startswith("a: title: is no text")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "row 1: row: the line is no JSON object"),
        ("[1]", "row 1: row: the line is no JSON object"),
        ("[" * 100_000, "row 1: row: the line is no JSON object"),
        ("1" * 10_000, "row 1: row: the line is no JSON object"),
        ('{"title": 5, "advice": {"answer": "x"}}', "title: is no text"),
        ('{"title": "a", "advice": "x"}', "advice: is no text"),
        ('{"title": "a", "advice": {"answer": "x", "more": "y"}}', "advice: is no text"),
        ('{"title": "a", "advice": {"answer": "x", "steps": "y"}}', "advice: is no text"),
        ('{"title": "a", "advice": {"answer": "x"}, "films": [5]}', "films: is no text"),
        ('{"title": "a", "advice": {"answer": "x"}, "pictures": [5]}', "pictures: is no text"),
        ('{"title": "a", "advice": {"answer": "x"}, "open": 5}', "open: is no text"),
    ],
)
def test_what_is_wrong_with_a_json_line_is_named(line: str, told: str) -> None:
    """A value of another kind is no text, however deep or long it is."""
    assert any(told in one for one in in_words(plan_of(line.encode(), "a.jsonl").refused))


def test_a_file_inside_an_archive_is_named() -> None:
    """Its path stands where the row would; a picture that is none is not kept."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sv/filer/a.md", "Svar")
        archive.writestr("sv/filer/b.md", b"---\xff")
        archive.writestr("sv/filer/c.md", "---\n" + "x" * 100_001)
        archive.writestr("sv/filer/d.md", "---\ntitle: d\npictures: [x.png Bild]\n---\nSvar")
        archive.writestr("pictures/x.png", "<svg onload='alert(1)'>")
        archive.writestr("../../etc/passwd", "x")
    lines = in_words(plan_of(file.getvalue(), "a.zip").refused)

    assert lines == [
        "sv/filer/a.md: row: there is no front matter between two lines of ---",
        "sv/filer/b.md: row: is no text; expected a value as the guide shows it",
        "sv/filer/c.md: row: has 100005 characters; there is room for 100000",
        "sv/filer/d.md: pictures: the picture x.png is neither here nor in the file",
    ]


def test_what_somebody_is_changing_is_not_written_over() -> None:
    """As drafts, a tip with a change beside it is refused by name."""
    parcel = formats.read(b"id,title,answer\ntoner-byta,Nytt,Svar\n", "a.csv")
    plan = planned(parcel, here(PLAIN, waiting=[PLAIN]), as_drafts=True)

    assert in_words(plan.refused) == [
        "row 2: id: somebody's change of toner-byta waits to be read; decide about that first"
    ]


def test_an_old_tip_is_not_refused_for_what_it_was() -> None:
    """What was too long before, and is not touched, stays; so a copy can always be read again."""
    long = replace(PLAIN, longer="x" * 3_000)
    data = f"id,title,answer,longer\ntoner-byta,Ny titel,Svar,{'x' * 3_000}\n".encode()

    assert plan_of(data, "a.csv", long).refused == ()


def a_book(**parts: bytes) -> bytes:
    """Return an archive with what makes it a workbook, and these parts of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, data in parts.items():
            archive.writestr(f"xl/{name}", data)
    return file.getvalue()


def a_zip(count: int, size: int) -> bytes:
    """Return an archive of so many files of nothing but spaces."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"sv/filer/{number}.md", b" " * size)
    return file.getvalue()


def a_sheet(*rows: tuple[str, ...]) -> bytes:
    """Return a workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_entities(book: bytes) -> bytes:
    """Return a workbook whose sheet asks for a file of the machine."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            data = before.read(part)
            if part == "xl/worksheets/sheet1.xml":
                kind = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
                data = data.replace(b"<worksheet", kind)
            after.writestr(part, data)
    return file.getvalue()


HEADED = b"title;answer\r\n"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.csv", Refusal.EMPTY),
        (HEADED, "a.csv", Refusal.EMPTY),
        (b"", "a.jsonl", Refusal.EMPTY),
        (QNA_HEAD := b"Question\tAnswer\tSource\tMetadata", "a.tsv", Refusal.EMPTY),
        (QNA_HEAD + b"\r\nJa\tSvar\t\t", "a.txt", None),
        (b"a;b\r\n1;2", "a.csv", Refusal.HEADLESS),
        (b"a\tb\r\n1\t2", "a.tsv", Refusal.HEADLESS),
        (a_zip(0, 0), "a.zip", Refusal.EMPTY),
        (a_zip(MOST_FILES + 1, 0), "a.zip", Refusal.FILES),
        (b"{}\n" * 5_002, "a.jsonl", Refusal.TIPS),
        (b"\xff\xfea", "a.csv", Unfit.NO_TEXT),
        (b"\x89PNG\0", "a.jsonl", Unfit.NO_TEXT),
        (HEADED + "Å;".encode() + b"\xc5", "a.csv", Unfit.MIXED),
        (HEADED + b'A;"B\r\n', "a.csv", Unfit.QUOTED),
        (HEADED + b"x" * 1_000_001, "a.csv", Unfit.LONG_LINE),
        (b'{"id": "' + b"x" * 200_001, "a.jsonl", Unfit.LONG_LINE),
        (QNA_HEAD + b'\n"a"b\t' + b"x" * 200_001, "a.tsv", Unfit.LONG_LINE),
        (HEADED + b"A;B\r\n" * 5_001, "a.csv", Unfit.ROWS),
        (QNA_HEAD + b"\n" + b"\tb\n" * 50_001, "a.tsv", Unfit.ROWS),
        (b"title;answer" + b";x" * 99 + b"\r\n", "a.csv", Unfit.COLUMNS),
        (HEADED + (b";" * 99 + b"\r\n") * 1_600, "a.csv", Unfit.CELLS),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", Unfit.OLD),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", Unfit.LOCKED),
        (b"PK\x03\x04", "a.xlsx", Unfit.DAMAGED),
        (b"PK\x03\x04", "a.zip", Unfit.DAMAGED),
        (b"PK\x05\x06" + b"\0" * 8 + b"\xff" * 4 + b"\0" * 6, "a.zip", Unfit.PARTS),
        (a_sheet(("title", "answer")), "a.xlsm", Unfit.MACROS),
        (a_book(**{"vbaProject.bin": b"x"}), "a.xlsx", Unfit.MACROS),
        (a_zip(1, 1), "a.xlsx", Unfit.NO_WORKBOOK),
        (with_entities(a_sheet(("title", "answer"))), "a.xlsx", Unfit.CLOSED),
        (a_zip(10, 6_000_000), "a.zip", Unfit.SWOLLEN),
        (b"---\n" + b"x" * 100_000, "a.md", Unfit.LARGE),
        (b" " * (10 * 1024 * 1024 + 1), "a.csv", Unfit.LARGE),
        (b" " * (10 * 1024 * 1024 + 1), "a.zip", Unfit.LARGE),
        (b" " * (10 * 1024 * 1024 + 1), "a.jsonl", Unfit.LARGE),
        (QNA_HEAD + b" " * (10 * 1024 * 1024), "a.tsv", Unfit.LARGE),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused(
    data: bytes, name: str, why: Refusal | Unfit | None
) -> None:
    """With its name and what to do, in five languages; None is a file that is read."""
    found: Refusal | Unfit | None = None
    try:
        formats.read(data, name)
    except (UnfitTable, UnfitParcel) as error:
        found = error.why
        for language in LANGUAGES:
            assert name in catalogue(language).word(refusal(error))  # noqa: PT017 - None is read

    assert found == why


def test_every_reason_has_its_words() -> None:
    """The same details in every language, and a text for each reason there is."""
    keys = {*FAULTS.values(), *UNFIT.values(), *REFUSED.values()}

    def details(language: str, key: str) -> set[str]:
        text = catalogue(language).texts[key]
        assert isinstance(text, str)
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert set(FAULTS) == set(Why)
    assert set(UNFIT) == set(Unfit)
    assert set(REFUSED) == set(Refusal)
    for key in keys:
        assert {frozenset(details(language, key)) for language in LANGUAGES} == {
            frozenset(details("sv", key))
        }


WORDS = st.text("ab;,\t\"\n'=", max_size=30).map(str.encode)
PARTS = st.sampled_from(["answer", "name", "title"])
FIELDS = st.sampled_from(
    ["id", "title", "advice", "easy", "films", "pictures", "open", "steps", "x"]
)


@PROPERTY
@given(
    data=st.binary(max_size=300) | st.builds(bytes.__add__, st.just(HEADED), WORDS),
    suffix=st.sampled_from(formats.READ),
)
def test_any_bytes_are_planned_or_refused(data: bytes, suffix: str) -> None:
    """Nothing but a plan or a refusal ever comes out."""
    try:
        plan = plan_of(data, f"a{suffix}")
    except (UnfitTable, UnfitParcel) as error:
        assert catalogue("en").word(refusal(error))  # noqa: PT017 - either may happen
    else:
        assert plan.unchanged == 0
        in_words(plan.refused)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PARTS, inner),
    max_leaves=8,
)


@PROPERTY
@given(found=st.dictionaries(FIELDS, JSON))
def test_any_json_is_planned_or_refused(found: Mapping[str, object]) -> None:
    """Also what no program of ours would write."""
    plan = plan_of(json.dumps(found).encode(), "a.jsonl")

    assert len(plan.added) + plan.tips_refused == 1
    in_words(plan.refused)
