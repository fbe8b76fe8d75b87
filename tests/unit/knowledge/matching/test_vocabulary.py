"""The words a library knows, and what a word of a question may mean among them."""

import hypothesis
import pytest
from hypothesis import strategies as st

from knowledge.matching.lexicon import Lexicon
from knowledge.matching.vocabulary import PART, SENSE, SLIP, Asked, Vocabulary

PROPERTY = hypothesis.settings(deadline=None, derandomize=True, max_examples=100)
LEXICON = Lexicon([{"sv": ("duk", "projektor"), "en": ("projector", "big screen")}])
WORDS = ("skärmen", "möte", "rum", "lösenord", "byta", "kalender", "projektor", "dela", "dagens")
ADVERSARY = ("aabc", "aaa", "aaaa", "aaaaa", "aaaaaa")


def of(*words: str, lexicon: Lexicon = LEXICON) -> Vocabulary:
    """Return a Swedish vocabulary of these words."""
    found = Vocabulary(lexicon, ["sv"])
    for word in words:
        found.add(word, "sv")
    return found


KNOWN = of(*WORDS)


def asked(question: str, vocabulary: Vocabulary = KNOWN) -> list[Asked]:
    """Return what is looked for in a Swedish question."""
    return vocabulary.asked(question, "sv")


def terms(question: str, vocabulary: Vocabulary = KNOWN) -> dict[str, float]:
    """Return the terms of a question of one word, with their worth."""
    (one,) = asked(question, vocabulary)
    return dict(one.terms)


def test_a_known_word_is_worth_the_most() -> None:
    """In whichever form it is asked."""
    (one,) = asked("skärmarna")

    assert one.known
    assert one.terms[-1] == ("skärm", 1.0)


@pytest.mark.parametrize("word", ["skarmen", "mote", "LOSENORD", "lösenórd"])
def test_a_keyboard_without_dots_is_understood(word: str) -> None:
    """Å, ä and ö may be missing; the word counts a little less."""
    (one,) = asked(word)

    assert one.known
    assert max(worth for _, worth in one.terms) == SLIP


@pytest.mark.parametrize(
    ("word", "stem"), [("skärmne", "skärm"), ("kalendr", "kalend"), ("projektr", "projek")]
)
def test_a_slip_is_mended_to_the_nearest_known_word(word: str, stem: str) -> None:
    """A letter too many, too few or in the wrong place."""
    assert terms(word)[stem] == SLIP


@pytest.mark.parametrize("word", ["rim", "giraffen", "r2d2c3po", "xkärmen"])
def test_what_is_too_short_too_strange_or_a_number_is_not_mended(word: str) -> None:
    """A guess that may as well be wrong is none: not in three letters, not in the first one."""
    (one,) = asked(word)

    assert not one.known


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("mötesrum", ("möt", "rum")),
        ("skärmdelning", ()),
        ("mötesrumskalender", ("möt", "rum", "kalend")),
        ("dagskalender", ("dag", "kalend")),
        ("skärmgiraff", ()),
        ("möte", ()),
    ],
)
def test_a_compound_is_taken_apart_into_known_words(word: str, parts: tuple[str, ...]) -> None:
    """With or without the letter that binds; a part that no entry has leaves it whole."""
    assert KNOWN.parts(word) == parts


def test_a_part_is_worth_less_than_the_whole() -> None:
    """A question about a meeting room is a little about meetings and about rooms."""
    assert terms("mötesrum") == {"möt": PART, "rum": PART}


def test_a_synonym_is_worth_its_part() -> None:
    """Asked for the cloth, an entry about the projector is found by their sense."""
    assert terms("duken") == {"#0": SENSE}
    assert not asked("duken")[0].known
    assert dict(KNOWN.entry_terms("projektor", "sv")) == {"projek": 1.0, "#0": 1.0}


def test_a_phrase_has_its_sense_too() -> None:
    """Two English words for one Swedish."""
    found = asked("big screen")

    assert ("#0", SENSE) in found[0].terms
    assert list(KNOWN.phrase_terms(("big", "screen"), "en")) == ["#0"]
    assert list(KNOWN.phrase_terms(("screen", "big"), "en")) == []


def test_a_sense_is_read_as_a_word() -> None:
    """And a stem as it is."""
    assert (KNOWN.sense_name("#0"), KNOWN.sense_name("skärm")) == ("duk", "skärm")


def test_fillers_are_not_asked_for() -> None:
    """How, do, I and the like say nothing about which entry."""
    assert [one.word for one in asked("hur gör man för att byta lösenord?")] == ["byta", "lösenord"]
    assert asked("hur gör man") == []


def test_an_empty_vocabulary_knows_nothing() -> None:
    """And says so, word by word."""
    assert [one.known for one in asked("byta lösenord", of(lexicon=Lexicon()))] == [False, False]


@PROPERTY
@hypothesis.given(text=st.text(max_size=200))
def test_worths_lie_between_nothing_and_one_the_least_first(text: str) -> None:
    """Whatever was typed."""
    for one in asked(text):
        worths = [worth for _, worth in one.terms]

        assert worths == sorted(worths)
        assert all(0 < worth <= 1 for worth in worths)


@PROPERTY
@hypothesis.given(parts=st.lists(st.sampled_from(("möte", "skärm", "kalender")), min_size=2))
def test_any_compound_of_known_words_is_taken_apart(parts: list[str]) -> None:
    """Into all that it is made of, however long it is."""
    stems = {"möte": "möt", "skärm": "skärm", "kalender": "kalend"}

    assert KNOWN.parts("".join(parts)) == tuple(stems[part] for part in parts)


def test_a_word_made_to_be_hard_to_take_apart_is_left_soon() -> None:
    """Each front is tried once: else these forty letters would be tried in thousands of ways."""
    assert of(*ADVERSARY).parts("aab" + "a" * 37) == ()
