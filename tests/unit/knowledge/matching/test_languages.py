"""Which of the five languages a short text is in."""

import hypothesis
import pytest
from hypothesis import strategies as st

from knowledge.matching.languages import guessed
from knowledge.matching.words import STEMMERS
from tips.training.questions import asked_in

PROPERTY = hypothesis.settings(deadline=None, derandomize=True, max_examples=100)
ENOUGH = 0.9
"""Of questions as people type them; the guess was learnt from other authors'."""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hur delar jag skärmen i ett möte", "sv"),
        ("jag kan inte logga in", "sv"),
        ("va gör ja när de andra inte hör mig", "sv"),
        ("hvordan deler jeg skærmen når jeg er til møde", "da"),
        ("jeg har glemt min adgangskode, hvad gør jeg", "da"),
        ("hva gjør jeg når skjermen ikke virker", "nb"),
        ("jeg får ikke til å logge inn, kan noen hjelpe meg", "nb"),
        ("korleis deler eg skjermen", "nb"),
        ("miten jaan näytön kokouksessa", "fi"),
        ("salasana ei toimi", "fi"),
        ("en pääse sisään", "fi"),
        ("how do I share my screen", "en"),
        ("what is the password for the wifi", "en"),
        ("printer doesn't work", "en"),
    ],
)
def test_a_short_question_tells_its_language(text: str, language: str) -> None:
    """By its words and their pieces."""
    assert guessed(text) == language


@pytest.mark.parametrize("text", ["", "?!", "teams", "12345", "\ud800", "日本語"])
def test_what_tells_nothing_is_in_the_language_it_is_taken_for(text: str) -> None:
    """Swedish, unless somebody says otherwise."""
    assert guessed(text) == "sv"
    assert guessed(text, otherwise="fi") == "fi"


@PROPERTY
@hypothesis.given(text=st.text(max_size=300), otherwise=st.sampled_from(sorted(STEMMERS)))
def test_any_text_gets_one_of_the_five(text: str, otherwise: str) -> None:
    """Whatever it is."""
    assert guessed(text, otherwise=otherwise) in STEMMERS


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_most_questions_people_type_are_guessed(language: str) -> None:
    """Of those somebody wrote in this language with four words or more."""
    asked = [
        one.query
        for one in asked_in("staff-three")
        if one.language == language and len(one.query.split()) >= 4
    ]
    right = sum(guessed(query) == language for query in asked)

    assert right / len(asked) >= ENOUGH
