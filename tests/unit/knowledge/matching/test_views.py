"""What is seen of a question beside a library: ten views, each in its range."""

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from knowledge.matching import views
from knowledge.matching.index import Index, Vector
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.meaning.reading import texts_of
from knowledge.matching.model import Entry
from knowledge.matching.views import CANDIDATES, NAMES, Seen, look
from tests.fakes.embedder import FakeEmbedder

PROPERTY = hypothesis.settings(deadline=None, derandomize=True, max_examples=100)
EMBEDDER = FakeEmbedder()

SHARE = Entry(
    id="share", language="sv", title="Dela skärmen i ett möte", body="Välj Dela i Teams.",
    phrasings=("hur delar jag skärm", "visa min bild för andra"),
)  # fmt: skip
SHARE_EN = Entry(id="share", language="en", title="Share your screen", body="Choose Share.")
PRINT = Entry(id="print", language="sv", title="Skriva ut", body="Välj Skriv ut i menyn.")
LIBRARY = [SHARE, SHARE_EN, PRINT]


def index_of(entries: list[Entry], *, meaning: bool = False, standard: bool = False) -> Index:
    """Return an index, with the fake embedder's vectors if asked for."""
    index = Index(entries, lexicon=own_lexicon())
    if not meaning:
        return index
    read = texts_of(entries)
    read.vectors.update(read.embed(EMBEDDER, read.missing()))
    return index.with_meanings(*read.by_text(), standard=standard)


BY_WORDS, BY_MEANING = index_of(LIBRARY), index_of(LIBRARY, meaning=True)


def vector_of(question: str) -> Vector:
    """Return a question's embedding."""
    return np.asarray(EMBEDDER.questions([question])[0], np.float32)


def view(seen: Seen, row: int, which: int) -> float:
    """Return one view of one row of the index."""
    return float(seen.views[seen.rows.tolist().index(row), which])


@PROPERTY
@hypothesis.given(text=st.text(max_size=200), language=st.sampled_from(("sv", "en", "fi", "xx")))
def test_every_view_stays_in_its_range(text: str, language: str) -> None:
    """By words between 0 and 1, by meaning between -1 and 1, all numbers finite."""
    seen = look(BY_MEANING, text, language, vector_of(text))

    assert seen.views.shape == (len(seen.rows), len(NAMES))
    assert np.isfinite(seen.views).all()
    assert seen.views[:, : views.WHOLE].min() >= 0
    assert seen.views[:, : views.WHOLE].max() <= 1 + 1e-5
    assert np.abs(seen.views[:, views.WHOLE :]).max() <= 1 + 1e-2
    assert 0 <= seen.unknown <= 1


def test_its_own_wording_is_seen_whole() -> None:
    """A phrasing asked as it stands fills every view of words."""
    seen = look(BY_WORDS, "hur delar jag skärm", "sv")

    for which in (views.COVER, views.STRICT, views.BODY, views.PHRASING, views.SPELLING):
        assert view(seen, 0, which) == pytest.approx(1, abs=0.01)
    assert BY_WORDS.head_texts[int(seen.nearest[0])] == "hur delar jag skärm"
    assert seen.unknown == 0


def test_a_synonym_covers_but_not_strictly() -> None:
    """Display is a screen to the list of synonyms, and to nobody who compares stems."""
    seen = look(BY_WORDS, "display", "sv")

    assert view(seen, 0, views.COVER) > 0.5
    assert view(seen, 0, views.STRICT) == 0


def test_the_body_speaks_in_its_own_view() -> None:
    """A word that only the body has counts there, and not as title or phrasing."""
    seen = look(BY_WORDS, "menyn", "sv")

    assert view(seen, 2, views.BODY) > 0.5
    assert view(seen, 2, views.COVER) == 0


def test_words_that_no_entry_has_are_counted_as_unknown() -> None:
    """All of them, or the part they make up of what the question says."""
    assert look(BY_WORDS, "giraffens hals", "sv").unknown == 1
    assert 0 < look(BY_WORDS, "dela giraffen", "sv").unknown < 1


def test_a_row_knows_whether_it_is_in_the_askers_language() -> None:
    """The same entry may be so in one row, and not in another."""
    swedish, english = look(BY_WORDS, "screen", "sv"), look(BY_WORDS, "screen", "en")

    assert swedish.own.tolist() == [True, False, True]
    assert english.own.tolist() == [False, True, False]


def test_meaning_is_seen_when_both_sides_have_it() -> None:
    """Where question or library is without, all is seen by words, as if there were no model."""
    question = "hur delar jag skärm"
    both = look(BY_MEANING, question, "sv", vector_of(question))
    without_question = look(BY_MEANING, question, "sv")
    without_library = look(BY_WORDS, question, "sv", vector_of(question))

    assert both.has_meaning
    assert view(both, 0, views.HEAD) == pytest.approx(1, abs=0.01)
    for seen in (without_question, without_library):
        assert not seen.has_meaning
        assert not seen.views[:, views.WHOLE :].any()


def test_a_foreign_models_cosines_are_brought_to_one_scale() -> None:
    """Their order stays; where they lie and how far apart no longer depends on the model."""
    question = "hur skriver jag ut i menyn"
    own = look(BY_MEANING, question, "sv", vector_of(question))
    foreign = look(
        index_of(LIBRARY, meaning=True, standard=True), question, "sv", vector_of(question)
    )
    before, after = own.views[:, views.WHOLE], foreign.views[:, views.WHOLE]

    assert np.argsort(before).tolist() == np.argsort(after).tolist()
    assert after.mean() == pytest.approx(0, abs=1e-3)
    assert after.std() == pytest.approx(float(views.SPREAD), rel=0.01)


@pytest.mark.parametrize("meaning", [False, True])
def test_of_a_large_library_the_best_rows_are_looked_at(*, meaning: bool) -> None:
    """As many as are worth it, each once, in rising order, the right one among them."""
    many = [
        Entry(id=f"e{number}", language="sv", title=f"Ärende {number} om skrivare {number * 7}")
        for number in range(300)
    ]
    index = index_of([*many, SHARE], meaning=meaning)
    question = "hur delar jag skärm om ärende"
    seen = look(index, question, "sv", vector_of(question) if meaning else None)
    rows = seen.rows.tolist()

    assert 0 < len(rows) <= CANDIDATES
    assert rows == sorted(set(rows))
    assert 300 in rows


def test_an_entry_that_only_means_the_same_is_looked_at_too() -> None:
    """With no word in common, its vector alone makes it a candidate."""
    many = [
        Entry(id=f"e{number}", language="sv", title=f"skrivare {number}") for number in range(99)
    ]
    index = index_of([*many, SHARE], meaning=True)
    seen = look(index, "skrivare", "sv", vector_of("Dela skärmen i ett möte"))

    assert 99 in seen.rows.tolist()


@pytest.mark.parametrize("question", ["", "hur gör man", "dela skärm"])
def test_an_empty_library_shows_nothing(question: str) -> None:
    """No rows, no views, no fault."""
    seen = look(Index([]), question, "sv", vector_of(question))

    assert (len(seen.rows), seen.views.shape, seen.has_meaning) == (0, (0, len(NAMES)), False)
    assert seen.unknown == 1


def test_a_question_without_words_is_seen_as_nothing_known() -> None:
    """Nothing in it speaks for any entry."""
    seen = look(BY_WORDS, "?!", "sv")

    assert seen.asked == ()
    assert seen.unknown == 1
    assert not seen.views.any()
