"""The installation's own words and places: read at the start, refused in one line."""

import os
from pathlib import Path

import pytest

from bot.runtime import places
from bot.runtime.places import UnfitPlaces
from bot.runtime.settings import UnfitSettings
from bot.runtime.synonyms import FollowingLexicon
from bot.runtime.wiring import build
from tests.conftest import settings_in


def test_own_synonyms_stand_beside_those_of_the_service(tmp_path: Path) -> None:
    """What the organisation adds is known, and nothing is lost for it."""
    path = tmp_path / "own.csv"
    path.write_text('sv,en\n"intranät, insidanx",intranet\n', encoding="utf-8")
    lexicon = FollowingLexicon(path).current()

    assert lexicon.senses("insidanx", ["sv"])
    assert lexicon.senses("skärm", ["sv"])


def test_an_edit_is_read_at_the_next_look(tmp_path: Path) -> None:
    """No restart: the file as it is now counts, and the same file is read once."""
    path = tmp_path / "own.csv"
    path.write_text("sv\nflexenx\n", encoding="utf-8")
    following = FollowingLexicon(path)
    before = following.current()
    same = following.current()
    path.write_text('sv\n"flexenx, klockanx"\n', encoding="utf-8")
    after = following.current()

    assert before is same
    assert not before.senses("klockanx", ["sv"])
    assert after.senses("klockanx", ["sv"])


def test_a_file_that_became_unreadable_leaves_the_one_before(tmp_path: Path) -> None:
    """A slip in a spreadsheet does not take the search down."""
    path = tmp_path / "own.csv"
    path.write_text("sv\nflexenx\n", encoding="utf-8")
    following = FollowingLexicon(path)
    path.write_text("svenska;engelska\n", encoding="utf-8")

    assert following.current().senses("flexenx", ["sv"])


def test_a_bad_list_of_synonyms_is_refused_at_the_start(tmp_path: Path) -> None:
    """One line names the setting, the file and the columns expected."""
    path = tmp_path / "own.csv"
    path.write_text("svenska\nord\n", encoding="utf-8")

    with pytest.raises(UnfitSettings) as error:
        build(settings_in(tmp_path, synonyms_file=path))

    assert "COACH_SYNONYMS_FILE" in str(error.value)
    assert "no column is named sv, en, da, nb, fi" in str(error.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- {key: it, name: IT, phone: '1', hours: 'alltid'}", "expected hours such as"),
        ("- {key: it, name: IT}", "expected key, name, and phone or page"),
        ("- just words", "expected a list of places"),
        ("{ not: yaml", "expected a list of places"),
    ],
)
def test_a_bad_file_of_places_is_refused_with_what_was_expected(
    tmp_path: Path, content: str, said: str
) -> None:
    """One line names the setting and what is wrong."""
    path = tmp_path / "places.yaml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(UnfitPlaces) as error:
        places.read(path)

    assert f"COACH_PLACES_FILE={path}" in str(error.value)
    assert said in str(error.value)
    assert os.linesep not in str(error.value)


def test_a_file_of_places_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A mistyped path is no empty list."""
    with pytest.raises(UnfitPlaces, match="cannot be read"):
        places.read(tmp_path / "none.yaml")


def test_without_a_file_there_are_no_places() -> None:
    """Nobody's numbers are guessed."""
    assert places.read(None) == {}


def test_the_sample_places_are_readable() -> None:
    """The sample organisation has a place for every signpost's owner that has one."""
    assert {"servicedesk", "vaktmasteri", "hr"} <= set(places.read(places.SAMPLE))
