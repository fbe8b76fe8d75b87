"""The questions the engine learns from: every file can be read, and none is measured with."""

from collections import Counter

import pytest

from knowledge.boundaries.routes import Route
from knowledge.matching.words import STEMMERS, normal
from tests.benchmarks.questions import default, staff
from tests.benchmarks.test_boundaries import HELD_OUT
from tips.training.messages import CHECKED, EVERYDAY, TAUGHT, messages, read
from tips.training.questions import (
    HERE,
    asked_in,
    default_library,
    general_library,
    phrasings_of,
    staff_library,
    unmeasured,
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
    "nothing-three": list,
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


@pytest.mark.parametrize("author", ["nothing", "nothing-else", "nothing-three"])
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


def test_nothing_that_is_measured_with_is_what_the_model_is_tuned_with() -> None:
    """Else the measure would be of memory; as typed, whatever the signs and capitals."""
    told = [one for author in AUTHORS for one in asked_in(author)]
    taught = unmeasured(told)
    measured = {normal(one.query) for one in (*staff(), *default())}

    assert {normal(one.query) for one in taught}.isdisjoint(measured)
    assert 0 < len(told) - len(taught) < ENOUGH_KNOWN * len(told)


@pytest.mark.parametrize("author", [*TAUGHT, *CHECKED])
def test_every_message_has_a_route_and_a_language(author: str) -> None:
    """A slip in either would teach something wrong."""
    told = messages([author])

    assert told
    assert {one.route for one in told} <= {*Route, EVERYDAY}
    assert {one.language for one in told} <= set(STEMMERS)


def test_the_author_who_measures_boundaries_teaches_none() -> None:
    """Not one message stands on both sides."""
    taught = {normal(one.text) for one in messages([*TAUGHT, *CHECKED])}
    held_out = {normal(one.text) for one in read(HELD_OUT)}

    assert taught.isdisjoint(held_out)


def test_ways_to_ask_of_an_entry_are_questions_too() -> None:
    """A title in another language than Swedish as well."""
    found = list(phrasings_of(default_library()))

    assert {one.language for one in found} > {"sv", "en"}
    assert all(len(one.expect) == 1 for one in found)
