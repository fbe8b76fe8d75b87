"""Which texts of a library are embedded, under which marks."""

import numpy as np
import pytest

from knowledge.matching.index import EMBEDDED
from knowledge.matching.meaning.reading import PIECE, Read, mark, texts_of
from knowledge.matching.model import Entry
from tests.fakes.embedder import FakeEmbedder

SHARE = Entry(id="share", language="sv", title="Dela", phrasings=("visa",), body="Välj Dela.")
SAME_TITLE = Entry(id="other", language="sv", title="Dela", body="Något annat.")


def learned(read: Read, embedder: FakeEmbedder) -> Read:
    """Embed what is missing."""
    read.vectors.update(read.embed(embedder, read.missing()))
    return read


def test_a_mark_tells_nothing_and_is_the_same_everywhere() -> None:
    """The same text and use, the same mark; nothing of the text can be read from it."""
    marks = [mark("hur delar jag", is_question=use) for use in (True, False, True)]

    assert marks[0] == marks[2] != marks[1]
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in marks)
    assert len(mark("\ud800", is_question=True)) == 32
    assert mark("hej", is_question=True) == "7f05b171b1c693236a55795fbe3b9534"


def test_entries_and_their_ways_to_ask_are_embedded() -> None:
    """The same title twice is embedded once."""
    read = texts_of([SHARE, SAME_TITLE])

    assert sorted(read.wholes.values()) == ["Dela Något annat.", "Dela visa Välj Dela."]
    assert sorted(read.heads.values()) == ["Dela", "visa"]
    assert sorted(read.missing()) == sorted(read.marks)
    assert len(read.marks) == 4


def test_of_many_ways_to_ask_the_first_are_embedded() -> None:
    """The others go by their words."""
    many = Entry(id="m", language="sv", title="t", phrasings=tuple(f"p{at}" for at in range(40)))

    assert len(texts_of([many]).heads) == EMBEDDED


def test_what_has_been_embedded_is_not_missing() -> None:
    """Some of it, and then all of it."""
    embedder, read = FakeEmbedder(), texts_of([SHARE])
    first, *rest = read.missing()
    read.vectors.update(read.embed(embedder, [first]))

    assert read.missing() == rest
    assert learned(read, embedder).missing() == []
    assert sorted(embedder.seen) == sorted([*read.wholes.values(), *read.heads.values()])


def test_vectors_are_kept_in_half_precision() -> None:
    """And come back by their texts, nearly as they were."""
    embedder = FakeEmbedder()
    read = learned(texts_of([SHARE]), embedder)
    wholes, heads = read.by_text()

    assert {len(one) for one in read.vectors.values()} == {2 * embedder.dimensions}
    assert set(heads) == {"Dela", "visa"}
    assert wholes["Dela visa Välj Dela."] == pytest.approx(
        embedder.passages(["Dela visa Välj Dela."])[0], abs=1e-3
    )
    assert all(one.dtype == np.float32 for one in heads.values())


def test_what_has_no_vector_is_left_out() -> None:
    """Nothing is made up for it."""
    assert texts_of([SHARE]).by_text() == ({}, {})


def test_more_texts_than_go_at_once_are_embedded_in_pieces() -> None:
    """Each with its own vector."""
    titles = [f"titel {at}" for at in range(PIECE + 5)]
    embedder = FakeEmbedder()
    read = learned(texts_of(Entry(id=one, language="sv", title=one) for one in titles), embedder)
    heads = read.by_text()[1]

    assert read.missing() == []
    assert all(
        heads[one] == pytest.approx(embedder.questions([one])[0], abs=1e-3) for one in titles
    )


def test_a_mark_that_is_not_of_this_library_is_passed_over() -> None:
    """Somebody else's text is not embedded here."""
    assert texts_of([SHARE]).embed(FakeEmbedder(), ["unknown"]) == {}


def test_an_empty_library_needs_nothing() -> None:
    """No texts, no marks."""
    read = texts_of([])

    assert (read.marks, read.missing()) == ([], [])
