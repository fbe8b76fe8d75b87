"""The learned sum, and how sure one may be of its first."""

import json

import numpy as np
import pytest

from knowledge.matching import views
from knowledge.matching.index import Index
from knowledge.matching.learned.weights import HERE, Calibration, Learned, from_json, weights_of
from knowledge.matching.model import Entry, Ranking
from knowledge.matching.ranking import MOST, SIGNS, best_of, rank, scores, signs
from knowledge.matching.views import look

KINDS = ("tuned", "foreign", "none")
FLAT = Calibration(np.zeros(len(SIGNS), np.float32), 0.0)


def learned(**weights: float) -> Learned:
    """Return weights of one's own by name of view, the same for both languages."""
    own = np.array([weights.get(name, 0.0) for name in views.NAMES], np.float32)
    lead = weights.get("lead", 0.0)
    return Learned(own=own, other=own, lead=lead, sure=FLAT, near=FLAT, answer=0.8, offer=0.4)


SHARE = Entry(id="share", language="sv", title="Dela skärmen i ett möte")
SHARE_EN = Entry(id="share", language="en", title="Dela skärmen i ett möte")
PRINT = Entry(id="print", language="sv", title="Skriva ut skärmen")
INDEX = Index([PRINT, SHARE, SHARE_EN])


def test_the_sum_adds_what_each_view_weighs() -> None:
    """And the lead of an entry in the asker's language."""
    seen = look(INDEX, "dela skärmen", "sv")
    summed = scores(seen, learned(cover=2.0, letters=1.0, lead=0.5))
    expected = 2 * seen.views[:, views.COVER] + seen.views[:, views.LETTERS] + 0.5 * seen.own

    assert summed == pytest.approx(expected)


def test_other_languages_have_weights_of_their_own() -> None:
    """Words mislead across languages, so there they may count for nothing."""
    seen = look(INDEX, "dela skärmen", "sv")
    one = learned(cover=2.0)
    deaf = Learned(
        own=one.own, other=0 * one.own, lead=0.0, sure=FLAT, near=FLAT, answer=0.8, offer=0.4
    )
    summed = scores(seen, deaf)

    assert summed[seen.own].min() > 0
    assert not summed[~seen.own].any()


def test_an_entry_in_two_languages_takes_the_place_of_its_better_row() -> None:
    """The asker's own one, when they are alike."""
    swedish = rank(INDEX, look(INDEX, "dela skärmen", "sv"), learned(cover=2.0, lead=0.5))
    english = rank(INDEX, look(INDEX, "dela skärmen", "en"), learned(cover=2.0, lead=0.5))

    assert [match.id for match in swedish.matches] == ["share", "print"]
    assert (swedish.matches[0].row, english.matches[0].row) == (1, 2)


def test_a_ranking_has_ten_places_at_most() -> None:
    """In falling order, and among equals by id."""
    index = Index([Entry(id=f"e{one:02}", language="sv", title="Boka bil") for one in range(20)])
    found = rank(index, look(index, "boka bil", "sv"), learned(cover=1.0))

    assert [match.id for match in found.matches] == [f"e{one:02}" for one in range(MOST)]


def test_nothing_to_rank_is_an_empty_ranking() -> None:
    """Sure of nothing."""
    empty = Index([])

    assert rank(empty, look(empty, "boka bil", "sv"), learned(cover=1.0)) == Ranking()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 12])
def test_the_signs_are_as_many_and_as_finite_as_they_are_named(count: int) -> None:
    """However few entries there are to compare with."""
    index = Index([Entry(id=f"e{one}", language="sv", title="Boka bil") for one in range(count)])
    seen = look(index, "boka bil", "sv")
    summed = scores(seen, learned(cover=1.0))
    found = signs(seen, summed, best_of(index, seen, summed))

    assert found.shape == (len(SIGNS),)
    assert np.isfinite(found).all()


def test_a_probability_is_one_whatever_the_signs() -> None:
    """Rising with them, and never outside 0 to 1."""
    curve = Calibration(np.array([1.0], np.float32), 0.0)
    odds = [curve.probability(np.array([x], np.float32)) for x in (-1e9, -1, 0, 1, 1e9)]

    assert odds == sorted(odds)
    assert odds[2] == 0.5
    assert 0 <= odds[0] < 1e-9
    assert 1 - 1e-9 < odds[-1] <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_learned_weights_are_whole(kind: str) -> None:
    """A weight a view, a weight a sign, and thresholds that can be crossed."""
    found = weights_of(kind)

    assert found.own.shape == found.other.shape == (len(views.NAMES),)
    assert found.sure.weights.shape == found.near.weights.shape == (len(SIGNS),)
    assert 0 < found.offer < 1
    assert 0 < found.answer < 1
    assert all(np.isfinite(one).all() for one in (found.own, found.other, found.sure.weights))


def test_there_are_weights_for_each_kind_of_embedder_and_no_more() -> None:
    """Tuned, foreign and none; asking for another is a mistake in the code."""
    assert set(json.loads((HERE / "weights.json").read_text(encoding="utf-8"))) == set(KINDS)
    with pytest.raises(KeyError):
        weights_of("other")


def test_without_a_model_meaning_weighs_what_it_likes_and_changes_nothing() -> None:
    """Its views are zero then."""
    seen = look(INDEX, "dela skärmen", "sv")

    assert scores(seen, learned(whole=9.0, head=9.0, heads=9.0)) == pytest.approx([0.0] * 3)


def test_weights_are_read_as_numbers() -> None:
    """As training wrote them."""
    curve = {"weights": [0.5], "bias": -1}
    found = from_json(
        {
            "own": [1, 2], "other": [3, 4], "lead": 0.25, "sure": curve, "near": curve,
            "answer": 0.8, "offer": 0.4,
        }
    )  # fmt: skip

    assert (found.own.tolist(), found.lead, found.sure.bias) == ([1, 2], 0.25, -1)
