"""The organisation's file, as it comes: which rows are read, and which files are refused."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.people.model import Duty, Level, Role
from knowledge.people.roster.reading import read
from knowledge.people.roster.sheet import Fault, Kind, Row, Sheet

PROPERTY = settings(deadline=None, derandomize=True, max_examples=150)

HEAD = "id;namn;e-post;avdelning;roll"
ANKI = "1;Anki Provberg;anki@example.se;Ekonomi;medarbetare"
PERSONNUMMER = "19121212-1212"


def a_csv(*lines: str, encoding: str = "utf-8") -> Sheet:
    """Read these lines as a file."""
    return read("\r\n".join(lines).encode(encoding), "people.csv")


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_file_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    """Encoding and separator are found; the same person is read from every one."""
    lines = (HEAD, "7;Ylva Övningsdal;Ylva@Example.SE;Hälsa;vikarie")
    sheet = a_csv(*(line.replace(";", separator) for line in lines), encoding=encoding)

    assert sheet == Sheet(
        kind=Kind.PEOPLE,
        rows=(
            Row(
                number=2,
                id="7",
                name="Ylva Övningsdal",
                email="ylva@example.se",
                department="Hälsa",
                role=Role.STANDIN,
            ),
        ),
    )


@pytest.mark.parametrize(
    "head",
    [
        "Anställnings-nummer;Förnamn;Efternamn;E-postadress",
        "EMPLOYEE ID;first name;Last Name;E-mail",
        "Medarbejdernummer;Fornavn;Efternavn;Mail",
        "Ansattnummer;Fornavn;Etternavn;E-post",
        "Käyttäjätunnus;Etunimi;Sukunimi;Sähköposti",
    ],
)
def test_headings_are_known_in_five_languages(head: str) -> None:
    """Case, accents, spaces and hyphens make no difference; two names become one."""
    row = a_csv(head, "a1;Elias;Testlund;elias@example.se").rows[0]

    assert row == Row(number=2, id="a1", name="Elias Testlund", email="elias@example.se")


def test_every_column_is_read() -> None:
    """Words become values, spaces are collapsed, and columns nobody knows are named."""
    row_head = f"{HEAD};språk;plats;bild;ombud;även;most open;hours a month;fråga mig om;mobil"
    sheet = a_csv(
        row_head,
        "p7; Petra \u00a0 Testdal ;petra@example.se;Omsorg > Norr;Digital coach;svenska;plan  1;"
        "petra.png;Ja;Hemtjänst (ersättare)| Skola (norra);3;4;kalkyl, moln;0701",
    )

    assert sheet.ignored == ("mobil",)
    assert sheet.faults == ()
    assert sheet.rows == (
        Row(
            number=2,
            id="p7",
            name="Petra Testdal",
            email="petra@example.se",
            department="Omsorg > Norr",
            role=Role.COACH,
            language="sv",
            place="plan 1",
            picture="petra.png",
            ombud=True,
            also=(("Hemtjänst", Duty.STANDIN), ("Skola (norra)", Duty.COACH)),
            most_open=3,
            hours_a_month=4,
            interests="kalkyl, moln",
        ),
    )


def test_what_has_no_column_is_not_said() -> None:
    """A column that is not there differs from an empty cell, where that matters."""
    without = a_csv("namn;e-post", "Samir Testfors;samir@example.se").rows[0]
    empty = a_csv("namn;e-post;avdelning;roll;även", "Samir Testfors;samir@example.se").rows[0]

    assert (without.department, without.role, without.also) == (None, None, None)
    assert (empty.department, empty.role, empty.also) == ("", Role.STAFF, ())


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1;;a@example.se;;", Fault(2, "name", "it is empty", "a name")),
        (f"1;{'x' * 121};;;", Fault(2, "name", "it has 121 characters", "at most 120")),
        (
            "1;Anki Provberg;anna@;;",
            Fault(2, "e-mail", '"anna@" is no address', "name@example.se"),
        ),
        (
            f"1;Anki Provberg;a@{'b' * 250}.se;;",
            Fault(2, "e-mail", f'"a@{"b" * 58}…" is no address', "name@example.se"),
        ),
        (";Anki Provberg;;;", Fault(2, "id", "there is neither id nor e-mail", "one of them")),
        (
            "1;Anki Provberg;;;trollkarl",
            Fault(
                2,
                "role",
                '"trollkarl" is no role',
                "one of staff, coach, standin, coordinator, manager, administrator",
            ),
        ),
        (
            "1;Anki Provberg;;;coach",
            Fault(2, "department", "a coach or a stand-in has none", "the department they help"),
        ),
        (
            f"1;Anki Provberg;;{PERSONNUMMER};",
            Fault(2, "department", "it holds a personal identity number", "a file without any"),
        ),
        (
            "1;Anki Provberg;;#N/A;",
            Fault(2, "department", "#N/A: its formula fails", "a value"),
        ),
        (
            "1;Anki Provberg;;;;till höger",
            Fault(
                2,
                "row",
                "there are values beyond the 5 headings",
                "quotation marks round a value that holds the separator",
            ),
        ),
    ],
)
def test_a_fault_names_row_field_and_what_is_wanted(row: str, fault: Fault) -> None:
    """The row stays in the sheet, but is not sound."""
    sheet = a_csv(HEAD, row)

    assert sheet.faults == (fault,)
    assert [one.sound for one in sheet.rows] == [False]


@pytest.mark.parametrize(
    ("head", "value", "field"),
    [
        ("språk", "klingon", "language"),
        ("ombud", "kanske", "ombud"),
        ("most open", "många", "most open"),
        ("most open", "101", "most open"),
        ("most open", "1010", "most open"),
        ("hours a month", "2,5", "hours a month"),
        ("plats", "x" * 121, "place"),
    ],
)
def test_words_that_mean_nothing_are_faults(head: str, value: str, field: str) -> None:
    """What has a few values takes no other, and nothing is longer than what is kept."""
    sheet = a_csv(f"id;namn;{head}", f"1;Anki Provberg;{value}")

    assert [fault.field for fault in sheet.faults] == [field]


def test_the_second_of_two_with_an_id_or_address_is_faulty() -> None:
    """Both rows are named, and the first is used; capitals make no difference."""
    sheet = a_csv(
        HEAD,
        ANKI,
        "1;Leila Mallgren;leila@example.se;;",
        "",
        "3;Otto Testgren;ANKI@example.se;;",
    )

    assert [(one.number, one.sound) for one in sheet.rows] == [(2, True), (3, False), (5, False)]
    assert [(one.row, one.field, one.said) for one in sheet.faults] == [
        (3, "id", '"1" stands in row 2, too'),
        (5, "e-mail", '"anki@example.se" stands in row 2, too'),
    ]


def test_an_identity_number_is_repeated_nowhere() -> None:
    """Neither the fault nor the row holds any of it, wherever it stands."""
    sheet = a_csv("id;namn;e-post", f"{PERSONNUMMER};Anki {PERSONNUMMER};anki@example.se")

    assert "1212" not in repr(sheet)
    assert [fault.field for fault in sheet.faults] == ["name", "id"]


def test_quotation_marks_hold_separators_and_lines() -> None:
    """A value in quotation marks is one value, and its row one row."""
    sheet = a_csv('"id";"namn";"plats"', '1;"Provberg; Anki";"plan\r\n2"', "2;Otto Testgren;")

    assert [(row.number, row.name, row.place) for row in sheet.rows] == [
        (2, "Provberg; Anki", "plan 2"),
        (3, "Otto Testgren", ""),
    ]


def test_a_line_for_the_spreadsheet_is_no_row() -> None:
    """The separator a first line names is used, and the headings are row 1."""
    assert [row.number for row in a_csv("sep=;", HEAD, ANKI).rows] == [2]


def test_headings_may_stand_below_a_title() -> None:
    """A title and empty rows above are passed over, and counted."""
    assert [row.number for row in a_csv("Personal 2026", "", HEAD, ANKI).rows] == [4]


def test_a_workbook_is_read_as_it_is_seen() -> None:
    """Whole numbers have no decimals; the first sheet with headings counts."""
    book = a_book(
        [["Läs mig"]],
        [],
        [["ID", "Namn", "Ombud", "Plats"], [7.0, "Malin Skissgren", True, date(2026, 11, 2)]],
        [["ID", "Namn"], [8, "Otto Testgren"]],
    )

    assert read(book, "people.xlsx").rows == (
        Row(number=2, id="7", name="Malin Skissgren", ombud=True, place="2026-11-02"),
    )


def test_a_workbook_and_a_csv_say_the_same() -> None:
    """The same table gives the same sheet, faults and all."""
    lines = (HEAD, ANKI, "", "2;Viktor Förlagsson;viktor@;Turism;coach;extra", "3;;;;")
    table: list[list[object]] = [list(line.split(";")) for line in lines]

    assert read(a_book(table), "people.xlsx") == a_csv(*lines)


def test_shared_texts_of_a_workbook_are_read() -> None:
    """A spreadsheet keeps its texts apart from the cells that show them."""
    file = io.BytesIO(a_book([["id", "namn"], [0, 1]]))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    shared = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(shared, "w") as after:
        for part in before.namelist():
            text = before.read(part).decode().replace("</Types>", override)
            text = text.replace('r="B2" t="n"', 'r="B2" t="s"')
            after.writestr(part, text)
        texts = f'<sst xmlns="{main}"><si><t>x</t></si><si><t>Anki Provberg</t></si></sst>'
        after.writestr("xl/sharedStrings.xml", texts)

    assert read(shared.getvalue(), "a.xlsx").rows == (Row(number=2, id="0", name="Anki Provberg"),)


def test_departments_are_known_by_their_parents() -> None:
    """A parent column without e-mail and role makes it a file of departments."""
    sheet = a_csv(
        "id;namn;överordnad;nivå;arbetstid;tyst tid;språk;IT-kontakt;servicedesk",
        "omsorg;Omsorg;;Förvaltning;mån-fre 8-17;lör-sön;sv;Kim, plan 2;5678",
        "norr;Hemtjänst Norr;Omsorg;;;;;;",
        ";Utan;Omsorg;by;;;;;",
    )

    assert sheet.kind is Kind.DEPARTMENTS
    assert sheet.rows == ()
    assert [(one.id, one.parent, one.level) for one in sheet.departments] == [
        ("omsorg", "", Level.DISTRICT),
        ("norr", "Omsorg", None),
        ("", "Omsorg", None),
    ]
    assert (sheet.departments[0].hours, sheet.departments[0].quiet) == ("mån-fre 8-17", "lör-sön")
    assert [(one.row, one.field) for one in sheet.faults] == [(4, "id"), (4, "level")]


@PROPERTY
@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_values_give_a_row(values: list[str]) -> None:
    """Whatever stands in the cells of a workbook, every row is sound or has a fault."""
    book = openpyxl.Workbook()
    book.active.append(["id", "namn", "e-post", "roll", "språk", "även"])
    book.active.append(["".join(filter(str.isprintable, one)) for one in values])
    book.active.append([1, "Anki Provberg"])
    file = io.BytesIO()
    book.save(file)
    sheet = read(file.getvalue(), "any.xlsx")

    faulty = {fault.row for fault in sheet.faults}
    assert all(row.sound is (row.number not in faulty) for row in sheet.rows)
