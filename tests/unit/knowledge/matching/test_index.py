"""A library ready to be asked: rows, heads, exact wordings and meanings."""

import math

import numpy as np
import pytest

from knowledge.matching.engine import Matcher
from knowledge.matching.index import (
    EMBEDDED,
    LONGEST_BODY,
    Index,
    embedded_heads,
    head_texts,
    whole_text,
)
from knowledge.matching.meaning.reading import texts_of
from knowledge.matching.model import Answered, Entry, Unanswered, Unsure
from tests.fakes.embedder import FakeEmbedder

SHARE = Entry(
    id="share", language="sv", title="Dela skärmen", body="Välj Dela i mötet.",
    phrasings=("hur delar jag skärm", "visa min skärm"),
)  # fmt: skip
SHARE_EN = Entry(id="share", language="en", title="Share your screen", body="Choose Share.")
PRINT = Entry(id="print", language="sv", title="Skriva ut", body="Välj Skriv ut.")
BODY_ONLY = Entry(id="body", language="sv", title="", body="Kaffemaskinen rengörs på fredagar.")
HEADLESS = Entry(id="headless", language="sv", title=" ", phrasings=("laga kaffe",), body="Tryck.")


def with_meaning(*entries: Entry, standard: bool = False) -> Index:
    """Return an index with the vectors of the fake embedder."""
    read = texts_of(entries)
    read.vectors.update(read.embed(FakeEmbedder(), read.missing()))
    return Index(entries).with_meanings(*read.by_text(), standard=standard)


def test_heads_lie_row_by_row() -> None:
    """Title first, then the phrasings; each knows its row, and each row its heads."""
    index = Index([SHARE, PRINT, SHARE_EN])

    assert index.head_texts == [
        "Dela skärmen", "hur delar jag skärm", "visa min skärm", "Skriva ut", "Share your screen",
    ]  # fmt: skip
    assert index.head_rows.tolist() == [0, 0, 0, 1, 2]
    assert index.head_starts.tolist() == [0, 3, 4, 5]
    assert index.languages == ("sv", "en")


@pytest.mark.parametrize(
    ("entry", "heads"),
    [
        (BODY_ONLY, ["Kaffemaskinen rengörs på fredagar."]),
        (HEADLESS, ["laga kaffe"]),
        (Entry(id="x", language="sv", title=""), [""]),
    ],
)
def test_an_entry_without_a_title_has_a_head_all_the_same(entry: Entry, heads: list[str]) -> None:
    """Its phrasings, or else the beginning of its body; never none."""
    assert head_texts(entry) == heads
    assert Index([entry, SHARE]).head_texts[: len(heads)] == heads


def test_an_entry_without_a_title_is_found() -> None:
    """By what it says."""
    matcher = Matcher(index=Index([SHARE, BODY_ONLY, PRINT]))

    assert matcher.ranking(matcher.see("rengöra kaffemaskinen")).matches[0].id == "body"


def test_a_wording_is_exact_for_all_entries_that_have_it() -> None:
    """As title or as phrasing, in any spelling that counts as the same, ids in steady order."""
    twin = Entry(id="a-twin", language="sv", title="Annat", phrasings=("DELA  skärmen!",))
    index = Index([SHARE, twin, BODY_ONLY])

    assert index.exact("dela skärmen") == ["a-twin", "share"]
    assert index.exact("Visa min skärm?") == ["share"]
    assert index.exact("") == []
    assert index.exact("?!") == []
    assert index.exact("kaffemaskinen rengörs på fredagar") == []


def test_an_entry_in_two_languages_is_exact_once() -> None:
    """The same title in both is one answer."""
    other = Entry(id="share", language="da", title="Dela skärmen")

    assert Index([SHARE, other]).exact("dela skärmen") == ["share"]


def test_an_id_that_stands_there_twice_takes_one_place() -> None:
    """Also in one language, where it is a mistake: nothing breaks, and nobody sees it doubly."""
    matcher = Matcher(index=Index([SHARE, SHARE, PRINT]))
    ranking = matcher.ranking(matcher.see("dela min skärm"))

    assert [match.id for match in ranking.matches].count("share") == 1


def test_a_rare_word_says_more_than_a_common_one() -> None:
    """And one nobody has says the most."""
    index = Index([SHARE, PRINT, HEADLESS])

    assert index.rarity("skärm") > index.rarity("välj") > 0
    assert index.rarity("giraff") >= index.rarity("skärm")
    assert math.isfinite(Index([]).rarity("skärm"))


def test_a_body_of_a_megabyte_costs_no_more_than_its_beginning() -> None:
    """What lies beyond the words that are looked at is not found, and one endless word is cut."""
    filling = "ord " * LONGEST_BODY
    long = Entry(id="long", language="sv", title="Lång", body=filling + "giraff " * 150_000)
    one_word = Entry(id="word", language="sv", title="Ord", body="x" * 1_000_000)
    index = Index([SHARE, long, one_word])

    assert index.body_terms.having("ord") == 1
    assert index.body_terms.having("giraff") == 0
    assert index.body_terms.having("x" * 40) == 1


def test_a_library_has_meaning_when_every_entry_has_a_vector() -> None:
    """One that lacks its vector leaves the library to its words."""
    whole = with_meaning(SHARE, PRINT)
    read = texts_of([SHARE])
    read.vectors.update(read.embed(FakeEmbedder(), read.missing()))
    part = Index([SHARE, PRINT]).with_meanings(*read.by_text())

    assert whole.meanings is not None
    assert whole.meanings.whole.shape == (2, FakeEmbedder.dimensions)
    assert whole.meanings.heads.shape == (4, FakeEmbedder.dimensions)
    assert part.meanings is None
    assert Index([]).with_meanings({}, {}).meanings is None


def test_meaning_joins_without_touching_the_index_in_use() -> None:
    """Another question may be looking at it just then."""
    before = Index([SHARE])
    read = texts_of([SHARE])
    read.vectors.update(read.embed(FakeEmbedder(), read.missing()))
    after = before.with_meanings(*read.by_text())

    assert before.meanings is None
    assert after.meanings is not None
    assert after.front_terms is before.front_terms


def test_the_first_ways_to_ask_are_embedded() -> None:
    """The others have a vector of nothing, and go by their words."""
    many = Entry(
        id="many", language="sv", title="Många",
        phrasings=tuple(f"sätt {number}" for number in range(20)),
    )  # fmt: skip
    index = with_meaning(many)

    assert embedded_heads(many) == ["Många", *(f"sätt {number}" for number in range(EMBEDDED - 1))]
    assert index.meanings is not None
    lengths = np.linalg.norm(index.meanings.heads.astype(np.float32), axis=1)
    assert lengths[:EMBEDDED] == pytest.approx(np.ones(EMBEDDED), abs=1e-2)
    assert not lengths[EMBEDDED:].any()


def test_what_stands_for_an_entry_is_its_title_two_phrasings_and_body() -> None:
    """Without gaps where a part is missing."""
    assert whole_text(SHARE) == "Dela skärmen hur delar jag skärm visa min skärm Välj Dela i mötet."
    assert whole_text(BODY_ONLY) == "Kaffemaskinen rengörs på fredagar."


@pytest.mark.parametrize(
    "entry",
    [
        Entry(id="x", language="xx", title="Okänt språk"),
        Entry(id="x", language="", title="\ud800"),
        Entry(id="", language="sv", title="\0", phrasings=("", " ", "\ufdfa" * 1_000)),
        Entry(id="x", language="fi", title="🙂🙂", body="\u0301" * 5_000),
    ],
    ids=["language", "surrogate", "blanks", "marks"],
)
def test_any_entry_can_be_indexed(entry: Entry) -> None:
    """Whatever a library holds, it is built, and questions get a verdict."""
    matcher = Matcher(index=Index([entry, SHARE]))
    found = matcher.verdict("dela skärmen nu", matcher.see("dela skärmen nu"))

    assert isinstance(found, Answered | Unsure | Unanswered)
