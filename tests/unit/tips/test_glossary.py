"""What a word means."""

from dataclasses import replace
from pathlib import Path

import pytest

from tips.glossary import Explanation, Glossary, Word, read

MFA = Word(
    id="mfa",
    words={"sv": ("MFA", "tvåfaktor"), "en": ("MFA", "two-factor sign-in"), "da": ("tofaktor",)},
    plain={"sv": "Du godkänner.", "en": "You approve."},
    tech={"sv": "Två bevis.", "en": "Two proofs."},
)
SWEDISH = Explanation(word="MFA", text="Du godkänner.", technical="Två bevis.")
ENGLISH = Explanation(word="MFA", text="You approve.", technical="Two proofs.")

CLOUD = Word(id="moln", words={"sv": ("moln",)}, plain={"sv": "Där."}, tech={"sv": "Servrar."})


@pytest.mark.parametrize(
    ("name", "language", "meaning"),
    [
        ("MFA", "sv", SWEDISH),
        ("mfa?", "sv", SWEDISH),
        ("Tvåfaktor", "en", ENGLISH),
        ("two factor SIGN in", "en", ENGLISH),
        ("mfa", "da", replace(SWEDISH, word="tofaktor")),
        ("mfa", "fi", SWEDISH),
        ("moln", "en", Explanation(word="moln", text="Där.", technical="Servrar.")),
    ],
)
def test_a_word_is_found_by_any_of_its_names(
    name: str, language: str, meaning: Explanation
) -> None:
    """Any name in any language, however typed; explained in one's language or else in Swedish."""
    assert Glossary([MFA, CLOUD]).meaning(name, language) == meaning


@pytest.mark.parametrize("name", ["", "?", "kaffe", "mf"])
def test_an_unknown_word_has_no_meaning(name: str) -> None:
    """What is not there is not guessed."""
    assert Glossary([MFA, CLOUD]).meaning(name, "sv") is None


def test_the_first_of_two_words_with_one_name_is_told() -> None:
    """A name that two words share means the one that stands first in the file."""
    twin = Word(id="twin", words={"sv": ("MFA",)}, plain={"sv": "X."}, tech={"sv": "Y."})

    found = Glossary([MFA, twin]).meaning("mfa", "sv")

    assert found is not None
    assert found.text == "Du godkänner."


def test_every_name_in_the_file_is_found() -> None:
    """The glossary that comes with the service explains each of its names, in every language."""
    words = read()
    glossary = Glossary(words)

    for word in words:
        for language, names in word.words.items():
            for name in names:
                assert glossary.meaning(name, language) is not None, name


def test_a_number_may_be_a_name(tmp_path: Path) -> None:
    """A name that YAML takes for a number is read as text."""
    file = tmp_path / "glossary.yaml"
    file.write_text(
        "- {id: x, words: {sv: [365]}, plain: {sv: A.}, tech: {sv: B.}}", encoding="utf-8"
    )

    assert Glossary(read(file)).meaning("365", "sv") is not None
