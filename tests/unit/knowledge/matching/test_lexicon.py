"""The list of words that mean much the same: how it is read, and what it says of a word."""

from pathlib import Path

import pytest

from knowledge.matching.lexicon import Lexicon, own_lexicon, read

SCREEN = {"sv": ("skärm", "bildskärm", "dataskärm"), "en": ("screen",), "fi": ("näyttö",)}
CLOTH = {"sv": ("duk", "projektorduk"), "en": ("projector screen", "canvas")}
SMALL = Lexicon([SCREEN, CLOTH])


@pytest.mark.parametrize(
    ("word", "language"),
    [("skärm", "sv"), ("skärmarna", "sv"), ("screens", "en"), ("näytön", "fi")],
)
def test_a_word_has_its_sense_in_every_form_and_language(word: str, language: str) -> None:
    """Inflection does not hide a synonym."""
    assert set(SMALL.senses(word, [language])) == {0}


def test_a_word_is_looked_up_in_the_languages_asked_for() -> None:
    """A Swedish word is none in English."""
    assert set(SMALL.senses("duk", ["en"])) == set()
    assert set(SMALL.senses("duk", ["en", "sv"])) == {1}


def test_a_word_of_two_rows_has_both_senses() -> None:
    """A coordinator may let a word stand in several rows."""
    both = Lexicon([{"sv": ("kod", "lösen")}, {"sv": ("kod", "program")}])

    assert set(both.senses("kod", ["sv"])) == {0, 1}


def test_two_words_beside_each_other_are_a_phrase() -> None:
    """Each of them alone is not, and neither are they the other way round."""
    assert set(SMALL.phrase(("projector", "screens"), ["en"])) == {1}
    assert set(SMALL.phrase(("screen", "projector"), ["en"])) == set()
    assert set(SMALL.senses("projector", ["en"])) == set()


def test_a_sense_is_known_by_its_first_word() -> None:
    """So that a person who reads an explanation understands it."""
    assert (SMALL.name(0), SMALL.name(1)) == ("skärm", "duk")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """Columns in any order, with others between; empty cells, spaces and a byte order mark."""
    path = tmp_path / "words.csv"
    path.write_text(
        'note,fi,sv\r\nseen,,"skärm , bildskärm"\r\n,näyttö, ,\r\nshort\r\n', encoding="utf-8-sig"
    )

    assert read(path) == [
        {"fi": (), "sv": ("skärm", "bildskärm")},
        {"fi": ("näyttö",), "sv": ()},
        {"fi": (), "sv": ()},
    ]


@pytest.mark.parametrize("text", ["", "\n", "word,other\na,b\n", "sv;en\nskärm;screen\n"])
def test_a_table_without_a_column_of_a_language_is_refused(tmp_path: Path, text: str) -> None:
    """The message names the file and the columns expected."""
    path = tmp_path / "words.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=r"words\.csv: no column is named sv, en, da, nb, fi"):
        read(path)


def test_a_table_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nobody believes in synonyms that were never read."""
    with pytest.raises(OSError, match=r"words\.csv"):
        read(tmp_path / "words.csv")


def test_every_row_that_comes_with_the_service_says_something() -> None:
    """A row has words in two languages at least, or two words in one; one with fewer is a slip."""
    rows = read()
    said = [sum(map(len, row.values())) for row in rows]

    assert len(rows) > 500
    assert min(said) >= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("duk", "sv"), ("projektor", "sv")),
        (("skärm", "sv"), ("näyttö", "fi")),
        (("skärm", "sv"), ("display", "en")),
        (("lösenord", "sv"), ("adgangskode", "da")),
        (("lösenord", "sv"), ("password", "en")),
        (("skype", "sv"), ("teams", "sv")),
        (("skrivare", "sv"), ("tulostin", "fi")),
    ],
)
def test_the_lexicon_that_comes_with_the_service_knows_the_trade(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    """What people call one thing at work shares a sense, across languages too."""
    lexicon = own_lexicon()
    first, second = (set(lexicon.senses(word, [language])) for word, language in (one, other))

    assert first & second


def test_the_lexicon_that_comes_with_the_service_is_read_once() -> None:
    """Whoever asks gets the same one."""
    assert own_lexicon() is own_lexicon()
