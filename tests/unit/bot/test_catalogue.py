"""Texts by key, filled in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts.catalogue import LANGUAGES, Catalogue, Say, catalogue, plain, say

BRACES = ("{name}", "{0}", "{", "}", "{{x}}", "%s", "{text:day}", "{text.real}")

PROPERTY = settings(deadline=None, derandomize=True, max_examples=100)

TEXTS: dict[str, str | dict[str, str]] = {
    "plain": "{text}",
    "new": "Ny fråga från {who}.",
    "asks": "{who} undrar en sak till.",
    "named": "{name} på {department}",
    "unnamed": "en kollega på {department}",
    "back": "Åter {day:day}.",
    "checked": "{title} · kollat i {day:month}",
    "on": "den {day:date}",
    "count": {"one": "En fråga.", "other": "{count} frågor."},
    "wraps": "({inner})",
}

COLLEAGUE = say("unnamed", department="Juridik")

SWEDISH = Catalogue("sv", TEXTS)
ENGLISH = Catalogue("en", TEXTS)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 frågor."), (1, "En fråga."), (2, "2 frågor."), (21, "21 frågor.")]
)
def test_a_text_follows_its_count(count: int, words: str) -> None:
    """One and many are two texts, chosen by the rules of the language."""
    assert SWEDISH.word(say("count", count=count)) == words


def test_a_form_that_is_not_written_is_the_other() -> None:
    """A language with more forms than the catalogue has says the general one."""
    only_other = Catalogue("sv", {"count": {"other": "{count} frågor."}})

    assert only_other.word(say("count", count=1)) == "1 frågor."


@pytest.mark.parametrize(
    ("texts", "text", "words"),
    [
        (SWEDISH, say("back", day="2026-11-27"), "Åter fredag 27 november."),
        (ENGLISH, say("back", day="2026-11-27"), "Åter Friday 27 November."),
        (SWEDISH, say("checked", title="Dela", day="2026-03-01"), "Dela · kollat i mars 2026"),
        (ENGLISH, say("checked", title="Share", day="2026-03-01"), "Share · kollat i March 2026"),
        (SWEDISH, say("on", day="2028-02-29"), "den 29 februari 2028"),
        (ENGLISH, say("on", day="2028-02-29"), "den 29 February 2028"),
    ],
)  # fmt: skip
def test_days_are_written_as_people_say_them(texts: Catalogue, text: Say, words: str) -> None:
    """An ISO day becomes a weekday, a month or a date, in the catalogue's language."""
    assert texts.word(text) == words


def test_a_text_may_hold_another() -> None:
    """Who asks is a text of its own, and may itself hold one."""
    who = say("named", name="Ann", department="Juridik")

    assert SWEDISH.word(say("new", who=who)) == "Ny fråga från Ann på Juridik."
    assert (
        SWEDISH.word(say("wraps", inner=say("new", who=who))) == "(Ny fråga från Ann på Juridik.)"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (say("asks", who=COLLEAGUE), "En kollega på Juridik undrar en sak till."),
        (say("new", who=COLLEAGUE), "Ny fråga från en kollega på Juridik."),
        (say("asks", who="ann"), "ann undrar en sak till."),
        (plain("ett steg"), "ett steg"),
    ],
)
def test_a_text_that_begins_with_a_text_begins_large(text: Say, words: str) -> None:
    """A capital stands where a text leads a sentence; a person's own words keep their letters."""
    assert SWEDISH.word(text) == words


def test_inside_another_no_capital_is_added() -> None:
    """A part of a sentence keeps its small letter."""
    asked = say("asks", who=COLLEAGUE)

    assert SWEDISH.inside(asked) == "en kollega på Juridik undrar en sak till."


@PROPERTY
@given(words=st.text(max_size=60) | st.sampled_from(BRACES))
def test_what_people_write_is_never_parsed(words: str) -> None:
    """Braces in a person's text come out as they went in, whatever text holds it."""
    assert SWEDISH.word(plain(words)) == words
    assert SWEDISH.word(say("new", who=words)) == f"Ny fråga från {words}."
    assert SWEDISH.inside(say("new", who=plain(words))) == f"Ny fråga från {words}."


@pytest.mark.parametrize("language", [None, "", "xx", "sv"])
def test_an_unknown_language_is_swedish(language: str | None) -> None:
    """Where nobody has chosen a language, or one that is not there, Swedish is said."""
    assert catalogue(language).language == "sv"
    assert catalogue(language).word(say("choice.done")) == "Klart"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_is_missing_is_said_in_swedish(language: str) -> None:
    """Every language has every text, its own or the Swedish one."""
    texts = catalogue(language)

    assert texts.texts.keys() == catalogue("sv").texts.keys()
    assert texts.has("hello.bot")
    assert not texts.has("no.such.text")


def test_an_unknown_key_is_a_fault_of_ours() -> None:
    """A key that does not exist is not silently left out."""
    with pytest.raises(KeyError):
        SWEDISH.word(say("no.such.text"))
