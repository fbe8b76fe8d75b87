"""The questions the engine learns from: every file can be read, and none is measured with."""

from collections import Counter

import pytest

from knowledge.matching.words import STEMMERS, normal
from tests.benchmarks.questions import default, staff, told_apart, tuned_with
from tips.training.questions import (
    HERE,
    asked_in,
    default_library,
    general_library,
    phrasings_of,
    staff_library,
)

ENOUGH_KNOWN = 0.05
"""Short questions such as "out of office" come to several authors; more of them would be copies."""

AUTHORS = {
    "default-one": default_library,
    "staff-one": staff_library,
    "staff-two": staff_library,
    "staff-three": staff_library,
    "nothing": list,
    "nothing-else": list,
}
"""Author to the library they asked of."""


def test_every_file_of_questions_is_read() -> None:
    """A file nobody reads would be work in vain."""
    assert {path.stem for path in HERE.glob("*.txt")} == {*AUTHORS, "general"}


@pytest.mark.parametrize("author", AUTHORS)
def test_every_question_says_something_in_a_known_language(author: str) -> None:
    """Two letters of one of the five languages, and then words."""
    asked = asked_in(author)

    assert len(asked) > 400
    assert {one.language for one in asked} <= set(STEMMERS)
    assert all(one.query for one in asked)
    assert {one.author for one in asked} == {author}


@pytest.mark.parametrize("author", AUTHORS)
def test_every_id_stands_in_the_library_that_was_asked(author: str) -> None:
    """A slip in an id would teach that nothing answers."""
    ids = {entry.id for entry in AUTHORS[author]()}
    expected = {name for one in asked_in(author) for name in one.expect}

    assert expected <= ids


@pytest.mark.parametrize("author", ["nothing", "nothing-else"])
def test_what_nothing_answers_expects_nothing(author: str) -> None:
    """In the whole file."""
    assert not any(one.expect for one in asked_in(author))


def test_every_entry_of_the_general_library_is_asked_for() -> None:
    """Each with an id of its own, and with a body; some have no title, as on many a page."""
    entries, asked = general_library()

    assert max(Counter(entry.id for entry in entries).values()) == 1
    assert all(entry.body for entry in entries)
    assert {one.language for one in asked} <= set(STEMMERS)
    assert {name for one in asked for name in one.expect} == {entry.id for entry in entries}


def test_nothing_that_is_measured_with_stands_in_what_the_model_is_tuned_with() -> None:
    """Else the measure would be of memory; as typed, whatever the signs and capitals."""
    taught = {normal(one.query) for one in tuned_with()}
    fresh, known = told_apart([*staff(), *default()])

    assert {normal(one.query) for one in fresh}.isdisjoint(taught)
    assert {normal(one.query) for one in known} <= taught
    assert len(known) < ENOUGH_KNOWN * len(fresh)


def test_ways_to_ask_of_an_entry_are_questions_too() -> None:
    """A title in another language than Swedish as well."""
    found = list(phrasings_of(default_library()))

    assert {one.language for one in found} > {"sv", "en"}
    assert all(len(one.expect) == 1 for one in found)
