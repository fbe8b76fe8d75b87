"""Why a question got its verdict, in words a coordinator understands."""

import pytest

from knowledge.matching import views
from knowledge.matching.engine import Matcher
from knowledge.matching.explain import SHOWN, explain
from knowledge.matching.index import Index
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.model import Entry

SHARE = Entry(
    id="share", language="sv", title="Dela skärmen i ett möte",
    phrasings=("visa min skärm för andra",), body="Välj Dela i menyn.",
)  # fmt: skip
PRINT = Entry(id="print", language="sv", title="Skriva ut ett dokument")
OTHERS = [Entry(id=f"e{one}", language="sv", title=f"Möte nummer {one}") for one in range(5)]
MATCHER = Matcher(index=Index([SHARE, PRINT, *OTHERS], lexicon=own_lexicon()))
QUESTION = "hur visar jag displayen i menyn för giraffen"
SEEN = MATCHER.see(QUESTION)
EXPLAINED = explain(MATCHER, QUESTION, SEEN)


def test_the_explanation_is_of_the_verdict_that_was_given() -> None:
    """The same verdict, order and thresholds as in the chat."""
    assert EXPLAINED.verdict == MATCHER.verdict(QUESTION, SEEN)
    assert EXPLAINED.ranking == MATCHER.ranking(SEEN)
    assert (EXPLAINED.answer, EXPLAINED.offer) == MATCHER.thresholds(SEEN)


def test_the_first_entries_are_explained_best_first() -> None:
    """No more of them than anybody reads."""
    best = [match.id for match in EXPLAINED.ranking.matches[:SHOWN]]

    assert [one.id for one in EXPLAINED.reasons] == best
    assert len(best) == SHOWN
    assert EXPLAINED.reasons[0].title == SHARE.title


def test_what_spoke_is_named_the_strongest_first() -> None:
    """Views by their names; with the lead of the asker's language they make up the score."""
    learned = MATCHER.learned(SEEN)
    for reason in EXPLAINED.reasons:
        added = [value for _, value in reason.spoke]

        assert {name for name, _ in reason.spoke} <= set(views.NAMES)
        assert added == sorted(added, reverse=True)
        assert sum(added) + learned.lead == pytest.approx(reason.score, abs=0.5)


def test_each_word_is_shown_with_what_it_met() -> None:
    """Itself, a synonym by its name, or a word in the body; a word that met nothing is left out."""
    met = dict(EXPLAINED.reasons[0].words)

    assert met["visar"] == "vis"
    assert met["displayen"] == "skärm"
    assert "menyn" in met
    assert "giraffen" not in met


def test_the_nearest_way_to_ask_is_shown() -> None:
    """The one of all its ways that is most like the question."""
    assert EXPLAINED.reasons[0].nearest == "visa min skärm för andra"


def test_words_nobody_has_are_listed() -> None:
    """What a new tip may be needed for; a synonym is nobody's own word either."""
    assert EXPLAINED.unknown == ["displayen", "giraffen"]


@pytest.mark.parametrize("question", ["", "giraffen", "dela skärmen i ett möte", "\ud800"])
def test_any_question_can_be_explained(question: str) -> None:
    """Also one without words, or with an exact answer; and an empty library."""
    empty = Matcher(index=Index([]))

    assert explain(MATCHER, question, MATCHER.see(question)).ranking.matches
    assert not explain(empty, question, empty.see(question)).reasons
