"""Making a text safe to keep and to compare."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.boundaries.texts import INVISIBLE, LONGEST, MARKS_IN_A_ROW, clean, too_long

PROPERTY = settings(deadline=None, derandomize=True, max_examples=150)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

ANY = st.text(
    alphabet=st.characters(codec=None, exclude_categories=())
    | st.sampled_from("\x00\r\n\t\u200b\u200d\ufeff\u202e\u2066\ud800\udfff\u0301\u030aåaA "),
    max_size=200,
)
"""Text with everything Unicode has, lone surrogates among it."""


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  hej  \n", "hej"),
        ("a\u030asa", "åsa"),
        ("hej\x00 du", "hej du"),
        ("hej\ud800 du\udfff", "hej du"),
        ("\u202ejeh\u202c och \u2066x\u2069", "jeh och x"),
        ("lö\u200bsen\u2060ord\ufeff", "lösenord"),
        ("hej\x1b[31m\x07", "hej[31m"),
        ("en\r\ntvå\rtre\nfyra", "en\ntvå\ntre\nfyra"),
        ("en\ttvå", "en\ttvå"),
        (FAMILY, FAMILY),
        ("كيف حالك", "كيف حالك"),
        ("हिन्दी", "हिन्दी"),
        ("\x00\u200b\ufeff", ""),
        ("", ""),
    ],
)
def test_only_what_cannot_be_seen_is_taken_out(text: str, cleaned: str) -> None:
    """Controls, lone surrogates and tricks with direction go; letters and families stay."""
    assert clean(text) == cleaned


def test_a_pile_of_marks_becomes_a_small_one() -> None:
    """One letter keeps as many marks as a language may need, and the next has its own."""
    found = clean("q" + "\u0323" * 500 + "q\u0323")

    assert found == "q" + "\u0323" * MARKS_IN_A_ROW + "q\u0323"


@PROPERTY
@given(text=ANY)
def test_any_text_can_be_cleaned_and_kept(text: str) -> None:
    """No text raises, and what comes out can be encoded and holds nothing invisible."""
    found = clean(text)

    assert found.encode().decode() == found
    assert not INVISIBLE.search(found)
    assert "\r" not in found


@PROPERTY
@given(text=st.text(max_size=200))
def test_a_cleaned_text_is_composed(text: str) -> None:
    """An ordinary text comes out in NFC, so that two ways to type å are one."""
    visible = INVISIBLE.sub("", text)

    assert unicodedata.is_normalized("NFC", clean(visible))


@PROPERTY
@given(text=st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What was cleaned once is clean."""
    found = clean(text)

    assert clean(found) == found


@pytest.mark.parametrize(("count", "refused"), [(0, False), (LONGEST, False), (LONGEST + 1, True)])
def test_a_message_has_a_longest_length(count: int, refused: bool) -> None:
    """The limit itself is allowed; one character more is not."""
    assert too_long("å" * count) is refused
