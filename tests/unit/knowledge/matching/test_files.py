"""Libraries and questions from files: what is wrong is named by row, and the rest is used."""

import json
from pathlib import Path

import pytest

from knowledge.matching.evaluation.files import (
    LONGEST_BODY,
    Question,
    UnfitFile,
    read_library,
    read_questions,
)

LONG_SWEDISH = "Så här gör du för att byta lösenord när du har glemt det och inte kommer in."
LONG_ENGLISH = "This is how you change your password when you have forgotten it and cannot get in."


def a_file(folder: Path, *rows: object) -> Path:
    """Write rows as JSON Lines; a text stands there as it is."""
    path = folder / "rows.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def an_entry(**changes: object) -> dict[str, object]:
    """Return a faultless row of a library."""
    row = {"id": "a", "lang": "sv", "title": "Byta lösenord", "phrasings": ["nytt lösen"]}
    return {**row, "body": "Välj Byt.", "topic": "konto", **changes}


def test_a_faultless_library_is_read_whole(tmp_path: Path) -> None:
    """Every field; fields nobody knows are ignored, and nothing is said to be wrong."""
    found = read_library(a_file(tmp_path, an_entry(), an_entry(id="b", colour="red")))

    assert found.faults == []
    assert [one.id for one in found.entries] == ["a", "b"]
    assert found.entries[0].phrasings == ("nytt lösen",)
    assert (found.entries[0].title, found.entries[0].body) == ("Byta lösenord", "Välj Byt.")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{not json", "row 2: this is no JSON; the row is left out"),
        ("[" * 100_000, "row 2: this is no JSON; the row is left out"),
        ("[1, 2]", "row 2: expected an object in braces; the row is left out"),
        (an_entry(id=""), "row 2: id is empty; the row is left out"),
        ({"title": "Utan"}, "row 2: id is empty; the row is left out"),
        (
            an_entry(),
            "row 2: id 'a' stands in row 1 already, in the same language; the row is left out",
        ),
        (
            {"id": "b", "lang": "sv", "phrasings": ["", " "], "body": "\n"},
            "row 2: title, phrasings and body are empty; the row is left out",
        ),
    ],
    ids=["no json", "deep", "a list", "no id", "id absent", "double", "empty"],
)
def test_a_row_that_cannot_be_used_is_left_out_and_named(
    tmp_path: Path, row: object, fault: str
) -> None:
    """The others are used."""
    found = read_library(a_file(tmp_path, an_entry(), row, an_entry(id="c")))

    assert found.faults == [fault]
    assert [one.id for one in found.entries] == ["a", "c"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": " "}, "row 1: title is empty; phrasings and body are searched"),
        (
            {"body": "x" * (LONGEST_BODY + 1)},
            "row 1: body has more than 100,000 characters; the rest is not searched",
        ),
        (
            {"lang": "de"},
            "row 1: lang is 'de'; expected one of sv, en, da, nb, fi, read as sv",
        ),
        ({"title": LONG_ENGLISH}, "row 1: title looks like en, but lang is sv"),
        (
            {"lang": "en", "title": "t", "body": LONG_SWEDISH},
            "row 1: body looks like sv, but lang is en",
        ),
    ],
    ids=["title", "long body", "language", "english title", "swedish body"],
)
def test_a_row_with_something_odd_is_used_and_named(
    tmp_path: Path, changes: dict[str, object], fault: str
) -> None:
    """A person decides whether it is a mistake."""
    found = read_library(a_file(tmp_path, an_entry(**changes)))

    assert found.faults == [fault]
    assert len(found.entries) == 1
    assert len(found.entries[0].body) <= LONGEST_BODY


def test_danish_words_in_a_norwegian_entry_are_no_mistake(tmp_path: Path) -> None:
    """The neighbours' languages cannot always be told apart."""
    body = "Du kan ikke logge på fordi adgangskoden er glemt, og hvad gør du så nu."

    assert read_library(a_file(tmp_path, an_entry(lang="nb", title="t", body=body))).faults == []


def test_an_entry_may_stand_there_once_a_language(tmp_path: Path) -> None:
    """One id in two languages is one tip, and no fault; without a language it is Swedish."""
    rows = [an_entry(), an_entry(lang="en", title="Change password", body=""), an_entry(lang=None)]
    found = read_library(a_file(tmp_path, *rows))

    assert [one.language for one in found.entries] == ["sv", "en"]
    assert [fault.split(":")[0] for fault in found.faults] == ["row 3"]


def test_other_kinds_of_values_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    """A number as id, one phrasing that is no list, nothing for a title."""
    row = {"id": 7, "title": None, "phrasings": "en enda", "body": 3.5}
    (entry,) = read_library(a_file(tmp_path, row)).entries

    assert (entry.id, entry.title, entry.phrasings, entry.body) == ("7", "", ("en enda",), "3.5")


def test_rows_are_counted_as_an_editor_counts_lines(tmp_path: Path) -> None:
    """Empty lines count, and a line break that only Unicode knows is none."""
    odd = an_entry(id="b", title="Två\u2028rader\u0085här")
    found = read_library(a_file(tmp_path, an_entry(), "", odd, "oj"))

    assert [one.title for one in found.entries][1:] == ["Två\u2028rader\u0085här"]
    assert found.faults == ["row 4: this is no JSON; the row is left out"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    """Editors put them there."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(an_entry()).encode() + b"\r\n")

    assert read_library(path).faults == []


@pytest.mark.parametrize("read", [read_library, read_questions])
@pytest.mark.parametrize("kind", ["absent", "folder", "latin-1", "empty", "binary"])
def test_a_file_that_cannot_be_used_is_refused_in_one_line(
    tmp_path: Path, kind: str, read: object
) -> None:
    """The line names the file."""
    path = tmp_path / "rows.jsonl"
    match kind:
        case "folder":
            path.mkdir()
        case "latin-1":
            path.write_bytes('{"id": "å"}'.encode("latin-1"))
        case "empty":
            path.write_bytes(b"\n\n")
        case "binary":
            path.write_bytes(bytes(range(128)))

    assert callable(read)
    with pytest.raises(UnfitFile) as caught:
        read(path)

    assert str(path) in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_questions_are_read_whole(tmp_path: Path) -> None:
    """What nobody answers expects nothing; other fields are ignored."""
    found = read_questions(
        a_file(
            tmp_path,
            {"id": "q1", "lang": "da", "query": "hej", "expect": ["a", "b"], "kind": "tip"},
            {"id": "q2", "lang": "fi", "query": "moi", "expect": [], "kind": "none"},
        )
    )

    assert found.faults == []
    assert found.questions == [
        Question(id="q1", language="da", query="hej", expect=("a", "b")),
        Question(id="q2", language="fi", query="moi", expect=()),
    ]


@pytest.mark.parametrize("language", [None, "", "xx", 7])
def test_a_language_that_is_not_said_is_guessed(tmp_path: Path, language: object) -> None:
    """So it is where an unknown one is said."""
    row = {"id": "q", "lang": language, "query": "miten jaan näytön kokouksessa"}

    assert read_questions(a_file(tmp_path, row)).questions[0].language == "fi"


def test_a_question_without_an_id_is_known_by_its_row(tmp_path: Path) -> None:
    """So that a line of details can be found again."""
    found = read_questions(a_file(tmp_path, "", {"query": "hej"}))

    assert [one.id for one in found.questions] == ["2"]


@pytest.mark.parametrize("row", [{"query": ""}, {"query": " \n"}, {"id": "q"}, {"query": None}])
def test_a_row_that_asks_nothing_is_left_out_and_named(tmp_path: Path, row: object) -> None:
    """The others are asked."""
    found = read_questions(a_file(tmp_path, row, {"query": "hej"}))

    assert found.faults == ["row 1: query is empty; the row is left out"]
    assert [one.query for one in found.questions] == ["hej"]


def test_what_is_expected_may_be_one_id_or_nothing(tmp_path: Path) -> None:
    """A text stands for a list of one; anything else for none."""
    values: list[object] = ["a", ["a", 2], None, 5, {}]
    rows = [{"query": "q", "expect": value} for value in values]
    found = read_questions(a_file(tmp_path, *rows))

    assert [one.expect for one in found.questions] == [("a",), ("a", "2"), (), (), ()]
