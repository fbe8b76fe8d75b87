"""Files of tips as other people write them."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from tests.unit.tips.exchange.library import PICTURE, PLAIN, TODAY, plan_of
from tips.exchange import formats, question_answering, sheets
from tips.exchange.plan import Plan
from tips.model import Advice, Film, Picture, Stage, Tip, TipKind

SWEDISH = "Titel;Svar;Steg;Kontroll;Frågor;Ägare;Granskas;Öppen;Kategori"
ROW = (
    'Byt toner;Öppna luckan.;"Dra ut.\nTryck in.";Det klickar.;"byta toner\ntonern är slut";it;'
    "2027-03-01;ja;utskrift"
)
QNA = "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId"


def added(plan: Plan) -> list[Tip]:
    """Return the new tips of a plan in which nothing is refused."""
    assert plan.refused == ()
    return [one.tip for one in plan.added]


def a_table(
    *lines: str, encoding: str = "utf-8", name: str = "tips.csv", before: Tip | None = None
) -> Plan:
    """Return what a table of these lines would do."""
    data = "\r\n".join(lines).encode(encoding)
    return plan_of(data, name, *([before] if before else []))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    """Encoding and separator are found; Swedish headings are known; lists have a line an item."""
    lines = (SWEDISH.replace(";", separator), ROW.replace(";", separator))

    assert added(a_table(*lines, encoding=encoding)) == [
        Tip(
            id="byt-toner",
            language="sv",
            topic="utskrift",
            title="Byt toner",
            advice=Advice(
                answer="Öppna luckan.", steps=("Dra ut.", "Tryck in."), check="Det klickar."
            ),
            phrasings=("byta toner", "tonern är slut"),
            owner="it",
            checked=TODAY,
            review=date(2027, 3, 1),
            open=True,
            stage=Stage.PUBLISHED,
            version=0,
        )
    ]


def test_what_a_file_does_not_say_has_a_harmless_value() -> None:
    """Title and answer are enough: the rest is as on the desk."""
    tip = added(a_table("title,answer", "Byt toner,Öppna luckan."))[0]

    assert (tip.topic, tip.kind, tip.owner) == ("egna", TipKind.TOOL, "coachgruppen")
    assert (tip.phrasings, tip.author) == (("Byt toner",), "")
    assert tip.review - tip.checked == timedelta(days=182)


def test_a_column_that_is_not_there_leaves_a_tip_as_it_is() -> None:
    """And one that is there and empty empties the field."""
    before = replace(PLAIN, local="Plan 3", longer="Mer", author="p-7", version=4)
    plan = a_table(
        "id,title,answer,longer", "toner-byta,Byt toner nu,Öppna luckan.,", before=before
    )
    change = plan.changed[0]

    assert change.after == replace(before, title="Byt toner nu", longer="")
    assert change.fields == ["title", "longer"]


def test_columns_that_nobody_knows_are_told() -> None:
    """They are not read, and the file is used all the same."""
    plan = a_table("titel,svar,betyg,kommun", "Byt toner,Öppna luckan.,5,Provköping")

    assert plan.ignored == ("betyg", "kommun")
    assert len(plan.added) == 1


def test_a_workbook_with_other_sheets_is_read() -> None:
    """The first sheet with headings counts, wherever they stand; days and numbers are text."""
    book = openpyxl.Workbook()
    book.active.append(["Läs mig"])
    sheet = book.create_sheet("Tips")
    sheet.append([])
    sheet.append(["Tipsbank 2026"])
    sheet.append(["titel", "svar", "granskas", "öppen"])
    sheet.append([2026, "Öppna luckan.", date(2027, 3, 1), True])
    file = io.BytesIO()
    book.save(file)
    tip = added(plan_of(file.getvalue(), "tips.xlsx"))[0]

    assert (tip.title, tip.review, tip.open) == ("2026", date(2027, 3, 1), True)


def test_a_formula_counts_as_what_it_was_when_it_was_saved() -> None:
    """Nothing is reckoned here: without a value the cell is empty."""
    book = openpyxl.Workbook()
    book.active.append(["title", "answer", "local"])
    book.active.append(["Byt toner", "Öppna luckan.", "=1+1"])
    file = io.BytesIO()
    book.save(file)

    assert added(plan_of(file.getvalue(), "tips.xlsx"))[0].local == ""


def test_an_archive_from_a_forge_is_read() -> None:
    """A folder above is no matter, other files are told, and pictures are found."""
    text = (
        "---\nid: toner-byta\ntitle: Byt toner\npictures:\n  - lucka.png Luckan sedd framifrån\n"
        "betyg: 5\n---\nÖppna luckan.\n"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("tips-main/da/utskrift/toner-byta.md", text)
        archive.writestr("tips-main/pictures/lucka.png", PICTURE)
        archive.writestr("tips-main/pictures/unused.png", PICTURE)
        archive.writestr("tips-main/README.md", "# Tips")
    plan = plan_of(file.getvalue(), "tips.zip")
    tip = added(plan)[0]

    assert (tip.language, tip.pictures) == ("da", (Picture("lucka.png", "Luckan sedd framifrån"),))
    assert plan.pictures == {"lucka.png": PICTURE}
    assert plan.ignored == ("betyg", "tips-main/README.md")


def test_one_markdown_file_says_its_language_or_lies_in_its_folder() -> None:
    """The front matter counts first, then the folder, then Swedish."""
    text = "---\ntitle: Skift toner\n{}---\nÅbn lugen.\n"
    found = [
        formats.read(text.format(front).encode(), "a.md", place=place)
        .said[0]
        .values.get("language")
        for front, place in (
            ("language: en\n", "/x/da/print/a.md"),
            ("", "/x/da/print/a.md"),
            ("", ""),
        )
    ]

    assert found == ["en", "da", None]


def test_json_lines_have_the_fields_of_the_model() -> None:
    """A line a tip, empty lines between them; fields nobody knows are told."""
    line = json.dumps(
        {
            "title": "Byt toner",
            "advice": {"answer": "Öppna luckan.", "steps": ["Dra ut."]},
            "easy": None,
            "films": [{"address": "https://example.se/f", "title": "Luckan", "captions": ["sv"]}],
            "open": True,
            "betyg": 5,
        }
    )
    plan = plan_of(f"\n{line}\n\n".encode(), "tips.jsonl")
    tip = added(plan)[0]

    assert tip.advice == Advice(answer="Öppna luckan.", steps=("Dra ut.",))
    assert tip.films == (Film("https://example.se/f", "Luckan", ("sv",)),)
    assert plan.ignored == ("betyg",)


def test_a_table_from_azure_becomes_tips() -> None:
    r"""Rows with one QnaId are one tip; \n is a line break; a list becomes steps, the rest more."""
    answer = r"Byt tonern själv.\n\n1. Öppna luckan.\n2. Dra ut den gamla.\n\nRing annars."
    plan = a_table(
        QNA,
        f"hur byter jag toner?\t{answer}\tfaq.docx\ttopic:utskrift | betyg:5\t[]\tfalse\t[]\t17",
        f"tonern är slut\t{answer}\tfaq.docx\ttopic:utskrift\t[]\tfalse\t[]\t17",
        "Ja\tDå så.\tEditorial\t\t[]\ttrue\t[]\t18",
        'Vad är "molnet"?\t"Molnet" är någon annans dator.\tEditorial\t[]\t[]\tfalse\t[]\t19',
        name="kb.tsv",
    )
    toner, cloud = added(plan)

    assert (toner.id, toner.title, toner.topic) == (
        "hur-byter-jag-toner-17", "hur byter jag toner?", "utskrift",
    )  # fmt: skip
    assert toner.phrasings == ("hur byter jag toner?", "tonern är slut")
    assert toner.advice == Advice(
        answer="Byt tonern själv.", steps=("Öppna luckan.", "Dra ut den gamla.")
    )
    assert toner.longer == "Ring annars."
    assert cloud.advice.answer == '"Molnet" är någon annans dator.'
    assert plan.ignored == ("Ja",)


@pytest.mark.parametrize(
    ("answer", "advice", "longer"),
    [
        ("# Rubrik\nText", Advice(answer="Rubrik"), "Text"),
        ("* Ett\n* Två", Advice(answer="Ett", steps=("Två",)), ""),
        ("S. " * 200, Advice(answer=("S. " * 133).strip()), ("S. " * 67).strip()),
        ("Svar\n" + "- x\n" * 9, Advice(answer="Svar"), "\n".join(f"{n}. x" for n in range(1, 10))),
        ("Svar\n- " + "x" * 201, Advice(answer="Svar"), f"1. {'x' * 201}"),
    ],
)
def test_a_long_answer_from_elsewhere_is_cut_where_a_reader_breathes(
    answer: str, advice: Advice, longer: str
) -> None:
    """The first sentences answer; what has no room in the steps is not thrown away."""
    row = f"fråga\t{answer.replace(chr(10), chr(92) + 'n')}\t\t\t[]\tfalse\t[]\t1"
    tip = added(a_table(QNA, row, name="kb.tsv"))[0]

    assert (tip.advice, tip.longer) == (advice, longer)


def test_metadata_as_json_is_read_too() -> None:
    """Newer tables have it so."""
    riding = json.dumps([{"name": "Topic", "value": "filer"}, {"name": "x", "value": 3}, 5])
    row = f"fråga\tSvar\t\t{riding}\t[]\tfalse\t[]\t1"

    assert added(a_table(QNA, row, name="kb.tsv"))[0].topic == "filer"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"titel;svar\nA;B", "a.csv", True),
        (b"id;namn;e-post\n1;A;a@example.se", "a.csv", False),
        (b"id;namn;parent\n1;A;b", "a.tsv", False),
        (b"id;namn;avdelning\n1;A;b", "a.csv", False),
        (b"titel;sprak;betyg\nA;sv;5", "a.csv", True),
        (b"", "a.csv", False),
        (QNA.encode(), "a.tsv", True),
        (b"\x89PNG\0", "a.csv", False),
        (b"\x89PNG\0", "a.tsv", False),
        (b"PK\x03\x04", "a.xlsx", False),
        (b"anything", "a.jsonl", True),
    ],
)
def test_a_file_of_tips_is_told_from_one_of_people(data: bytes, name: str, expected: bool) -> None:
    """By its suffix where nothing else has it, else by its headings."""
    assert formats.is_of_tips(data, name) is expected


@pytest.mark.parametrize(("head", "expected"), [(("titel", "svar"), True), (("id", "namn"), False)])
def test_a_workbook_is_told_apart_by_its_first_words(head: tuple[str, str], expected: bool) -> None:
    """Without opening it: a large one costs no more than a small one."""
    book = openpyxl.Workbook()
    book.active.append(head)
    book.active.append(["a", "b"])
    file = io.BytesIO()
    book.save(file)

    assert sheets.is_of_tips(file.getvalue(), "a.xlsx") is expected


def test_our_own_table_of_questions_may_be_edited_there() -> None:
    """What rides along stays; the questions and the answer are taken as they stand."""
    data = question_answering.write([PLAIN], emails={}).decode()
    edited = data.replace("hur byter jag toner", "byta toner").replace("Öppna luckan.", "Öppna.")
    change = plan_of(edited.encode(), "kb.tsv", PLAIN).changed[0]

    assert change.fields == ["advice", "phrasings"]
    assert (change.after.advice.answer, change.after.phrasings) == ("Öppna.", ("byta toner",))
