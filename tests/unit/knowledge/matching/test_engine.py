"""From what was seen to a verdict: answer, offer, or admit not to know."""

import math
import random
import time

import numpy as np
import pytest

from knowledge.matching.engine import BESIDE, SHORTLIST, Matcher, moved, visible
from knowledge.matching.index import Index
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.model import Answered, Entry, Match, Ranking, Unanswered, Unsure
from tips.default_library import tips

SHARE = Entry(id="share", language="sv", title="Dela skärmen i ett möte", phrasings=("dela skärm",))
PRINT = Entry(id="print", language="sv", title="Skriva ut ett dokument")
OWN = Entry(id="own", language="sv", title="Skriva ut hos oss", audience=frozenset({"law"}))
MATCHER = Matcher(index=Index([SHARE, PRINT, OWN]))
SEEN = MATCHER.see("skriva ut")
ANSWER, OFFER = MATCHER.thresholds(SEEN)
ENOUGH_MS = 300.0
"""A bound for the worst text on a slow and busy machine; `make bench` prints the true figure."""


def ranking(*scores: float, sure: float, near: float, turned: bool = False) -> Ranking:
    """Return a ranking of made-up scores."""
    return Ranking(
        matches=[Match(f"m{at}", score) for at, score in enumerate(scores)],
        sure=sure,
        near=near,
        turned=turned,
    )


def test_who_is_sure_answers() -> None:
    """From the threshold on, and not a hair below it."""
    at = MATCHER.decide(ranking(3, 1, sure=ANSWER, near=1), SEEN)
    below = MATCHER.decide(ranking(3, 1, sure=ANSWER - 1e-6, near=1), SEEN)

    assert at == Answered(Match("m0", 3))
    assert isinstance(below, Unsure)


def test_who_is_hardly_near_does_not_know() -> None:
    """However sure of the first among the wrong ones; and with nothing there is nothing."""
    assert MATCHER.decide(ranking(3, 1, sure=1, near=OFFER - 1e-6), SEEN) == Unanswered()
    assert MATCHER.decide(Ranking(), SEEN) == Unanswered()


def test_what_is_turned_is_offered_and_not_answered() -> None:
    """Alike in letters, the opposite in sense."""
    assert isinstance(MATCHER.decide(ranking(3, 1, sure=1, near=1, turned=True), SEEN), Unsure)


@pytest.mark.parametrize(
    ("scores", "offered"),
    [
        ((3.0,), 1),
        ((3.0, 2.9), 2),
        ((3.0, 2.9, 2.8, 2.7), SHORTLIST),
        ((3.0, 2.9, 3.0 - BESIDE - 0.1), 2),
        ((3.0, 3.0 - BESIDE - 0.1, 3.0 - BESIDE - 0.2), 2),
    ],
)
def test_two_or_three_are_offered(scores: tuple[float, ...], offered: int) -> None:
    """The third only where it is not far behind."""
    found = MATCHER.decide(ranking(*scores, sure=0, near=1), SEEN)

    assert isinstance(found, Unsure)
    assert [one.id for one in found.candidates] == [f"m{at}" for at in range(offered)]


def test_an_exact_wording_is_answered_without_a_doubt() -> None:
    """Unless it was called wrong; then the words decide among the others."""
    seen = MATCHER.see("Dela skärm!")
    without = MATCHER.verdict("Dela skärm!", seen, without=["share"])

    assert MATCHER.verdict("Dela skärm!", seen) == Answered(Match("share", math.inf))
    assert "share" not in repr(without)


def test_a_departments_entry_is_seen_by_its_people_alone() -> None:
    """In the ranking, and by its exact wording."""
    for department, ids in (("law", {"own", "print", "share"}), ("hr", {"print", "share"})):
        found = MATCHER.ranking(SEEN, department=department)
        exact = MATCHER.exact("skriva ut hos oss", department)

        assert {match.id for match in found.matches} == ids
        assert exact == (["own"] if department == "law" else [])
    assert "own" not in {match.id for match in MATCHER.ranking(SEEN).matches}


def test_a_departments_entry_far_behind_stays_there() -> None:
    """Own comes first only where it is beside."""
    seen = MATCHER.see("dela skärmen i mötet")

    assert MATCHER.ranking(seen, department="law").matches[0].id == "share"


def test_what_is_left_out_is_left_out_of_everything_seen() -> None:
    """Rows, views, nearest heads and languages stay beside each other."""
    fewer = visible(MATCHER.index, SEEN, {"share"}, "law")

    assert [MATCHER.index.rows[row].id for row in fewer.rows] == ["print", "own"]
    assert len(fewer.rows) == len(fewer.views) == len(fewer.nearest) == len(fewer.own) == 2
    assert visible(MATCHER.index, SEEN, (), "law") is SEEN


def test_everything_called_wrong_leaves_nothing() -> None:
    """No verdict can be made of nothing but that one."""
    without = ["share", "print", "own"]

    assert MATCHER.ranking(SEEN, without=without) == Ranking()
    assert MATCHER.verdict("skriva ut", SEEN, without=without) == Unanswered()


def test_the_dial_is_turned_for_both_thresholds() -> None:
    """Talkative answers and offers at less."""
    talkative = Matcher(index=MATCHER.index, dial=1)

    answer, offer = talkative.thresholds(SEEN)

    assert (answer, offer) == pytest.approx((moved(ANSWER, 1), moved(OFFER, 1)))
    assert answer < ANSWER
    assert offer < OFFER


def test_what_was_seen_without_meaning_is_weighed_as_such() -> None:
    """Also where the installation has a model that just then did not answer."""
    tuned = Matcher(index=MATCHER.index, kind="tuned")

    assert not tuned.see("skriva ut", vector=np.ones(4, np.float32)).has_meaning
    assert tuned.learned(SEEN) == MATCHER.learned(SEEN)


def test_the_end_of_a_text_too_long_is_not_looked_at() -> None:
    """Four thousand characters are; what comes after them changes nothing."""
    text = "dela " * 800

    assert MATCHER.see(text + "skriva ut").asked == MATCHER.see(text).asked


@pytest.mark.parametrize("kind", ["random", "compounds", "short", "digits", "one word", "marks"])
def test_no_text_takes_long(kind: str) -> None:
    """On the default library, the first time: words made to be slow to look up among them."""
    chance = random.Random(7)  # noqa: S311 - the same text at every run
    index = Index([tip.as_entry() for tip in tips()], lexicon=own_lexicon())
    known = sorted({word for stems in index.head_stems for word in stems})
    letters = "abdefghijklmnoprstuvåäö"
    text = {
        "random": " ".join("".join(chance.choices(letters, k=40)) for _ in range(97)),
        "compounds": " ".join("".join(chance.choices(known, k=8))[:40] for _ in range(97)),
        "short": " ".join("".join(chance.choices(letters, k=4)) for _ in range(800)),
        "digits": "0123456789 " * 400,
        "one word": "ab" * 2_000,
        "marks": "a\u0301\u0302" * 1_300,
    }[kind]
    matcher = Matcher(index=index)
    started = time.process_time()
    seen = matcher.see(text)
    matcher.verdict(text, seen)

    assert (time.process_time() - started) * 1000 < ENOUGH_MS
