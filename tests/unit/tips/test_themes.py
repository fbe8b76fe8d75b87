"""Wordings that are about the same thing stand together, and few askers are not shown."""

from datetime import date

import pytest

from knowledge.matching.similarity import likeness
from knowledge.matching.words import stems
from tips.gaps.masking import candidates, masked
from tips.gaps.model import Gap, Theme
from tips.gaps.themes import themes

DAY = date(2026, 11, 22)

SAME = (
    "var lånar jag en projektor",
    "var kan jag låna en projektor",
    "låna projektor var",
    "var lånar man en projektor någonstans",
)
OTHERS = (
    "hur byter jag batteri i brandvarnaren",
    "vem har nyckeln till skrubben",
    "var står kaffemaskinen på plan sju",
)


def gap(wording: str, *people: str, shared: bool = False, language: str = "sv") -> Gap:
    """Return a gap that these people have asked."""
    return Gap(
        id=wording.replace(" ", "-"),
        wording=wording,
        language=language,
        first=DAY,
        last=DAY,
        askers=frozenset(people),
        shared=shared,
    )


def grouped(*gaps: Gap) -> list[set[str]]:
    """Return the wordings of each theme."""

    def alike(one: str, other: str) -> float:
        return likeness(" ".join(stems(one, "sv")), " ".join(stems(other, "sv")))

    return [{one.wording for one in theme.gaps} for theme in themes(gaps, alike)]


def test_the_same_question_in_other_words_is_one_theme() -> None:
    """And questions about other things are not drawn in."""
    found = grouped(*(gap(one, "ann") for one in (*OTHERS, *SAME)))

    assert set(SAME) in found
    assert all({one} in found for one in OTHERS)


def test_languages_are_not_mixed() -> None:
    """A tip is written in one language."""
    assert len(grouped(gap("printer", "ann"), gap("printer", "bo", language="en"))) == 2


def test_three_different_people_open_a_theme() -> None:
    """Each asked in their own words; two of them three times are still two."""
    two = Theme((gap(SAME[0], "a", "b"), gap(SAME[1], "a"), gap(SAME[2], "b")))
    three = Theme((gap(SAME[0], "a", "b"), gap(SAME[1], "c")))

    assert (two.people, two.seen()) == (2, None)
    assert three.people == 3
    assert three.seen() == three


def test_of_a_theme_with_few_askers_only_what_somebody_showed_is_seen() -> None:
    """The other wording stays where it is."""
    theme = Theme((gap(SAME[0], "a"), gap(SAME[1], "b", shared=True)))

    assert theme.seen() == Theme((theme.gaps[1],))


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("varför kan inte Anna Testlund logga in", "varför kan inte … … logga in"),
        ("Annas dator är trasig", "… dator är trasig"),
        ("anna kommer inte in", "… kommer inte in"),
        ("mejla anna@example.se nu", "mejla … nu"),
        ("ring 070-123 45 67", "ring …"),
        ("hur delar jag skärmen", "hur delar jag skärmen"),
    ],
)
def test_names_addresses_and_numbers_are_taken_out(asked: str, kept: str) -> None:
    """Whoever reads a gap learns of nobody."""
    assert masked(asked, ["Anna", "Testlund"]) == kept


def test_only_words_with_a_capital_are_looked_up_as_names() -> None:
    """Each once, in the order they stand."""
    assert candidates("Hej Anna, kan Anna se Teams?") == ["Hej", "Anna", "Teams"]
