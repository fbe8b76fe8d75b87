"""Families of words, slips of the pen, rules, and what the form of a text shows."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.boundaries.catch import Boundary, Route, caught
from knowledge.boundaries.families import Families, Source, families, sources
from knowledge.boundaries.folding import plain_words
from knowledge.boundaries.pasted import SHAPES, holds_number, shapes
from knowledge.boundaries.rules import Rule, rules, rules_of
from knowledge.boundaries.texts import LONGEST
from knowledge.boundaries.weighing import SILENT, odds_for, parts

PROPERTY = settings(deadline=None, derandomize=True, max_examples=50)
AT_MOST = 0.25
"""Seconds of work for the longest text; ten times what it takes, for a machine that is busy."""

SOURCE = Source(
    "emergency",
    {
        "whole": ("brand",),
        "front": ("brinn*",),
        "end": ("*skogen",),
        "inside": ("*brinn*",),
        "phrase": ("i_halsen", "tar_slut*"),
        "vital": ("medvetslös", "hjärtstopp*"),
    },
    frozenset({"vital"}),
    ("whole front @3 / end",),
)


def known(text: str) -> set[str]:
    """Return the families of the small source that have a word in a text."""
    return set(Families([SOURCE]).where(plain_words(text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("brand", {"whole"}),
        ("brandvägg", set()),
        ("det brinner", {"front", "inside"}),
        ("skogsbrinna", {"inside"}),
        ("i storskogen", {"end"}),
        ("fast i halsen", {"phrase"}),
        ("i min halsen", set()),
        ("det tar slutligen", {"phrase"}),
        ("MEDVETSLOS", {"vital"}),
        ("medvetslöss", {"vital"}),
        ("medvetlös", {"vital"}),
        ("medvteslös", {"vital"}),
        ("medvetsläs", {"vital"}),
        ("medvets lös", {"vital"}),
        ("hjärtstoppet", {"vital"}),
        ("hjart stopp", {"vital"}),
        ("hjrtstoppet", {"vital"}),
        ("hjärtat stod", set()),
    ],
)
def test_words_are_known_however_they_are_written(text: str, names: set[str]) -> None:
    """Whole, from the front, from the end, inside, after one another, and with a slip."""
    assert known(text) == names


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ({"whole": [0], "front": [3]}, True),
        ({"whole": [0], "front": [4]}, False),
        ({"whole": [0]}, False),
        ({"whole": [5], "front": [5]}, False),
        ({"whole": [5], "front": [5, 6]}, True),
        ({"whole": [0], "front": [3], "end": [7]}, False),
        ({"whole": [0], "front": [3], "end": [8]}, True),
        ({}, False),
    ],
)
def test_a_rule_needs_its_words_near_each_other(
    where: dict[str, list[int]], *, holds: bool
) -> None:
    """Two words must be two, near, and without a word beside them that makes them harmless."""
    (rule,) = rules_of(SOURCE)

    assert rule == Rule(Route.EMERGENCY, ("whole", "front"), 3, ("end",))
    assert rule.holds(where) is holds


def test_every_rule_speaks_of_families_that_exist() -> None:
    """A name that is misspelt would never be heard."""
    names = {name for source in sources() for name in source.families} | {*SHAPES, "many_names"}
    named = {name for rule in rules() for name in (*rule.needs, *rule.unless)}

    assert named - names == set()
    assert {name for source in sources() for name in source.families} - named == set()


def test_no_family_stands_in_two_files() -> None:
    """The words of one name are found in one place."""
    names = [name for source in sources() for name in source.families]

    assert len(names) == len(set(names))


def test_danger_is_looked_for_first() -> None:
    """The rules stand in the order of danger."""
    order = [list(Route).index(rule.route) for rule in rules()]

    assert order == sorted(order)


@pytest.mark.parametrize(
    "text",
    [
        "19121212-1212",
        "851332-1234 nej men 850312-1234",
        "[personnummer] kan inte logga in",
        "[CPR-nummer]",
        "[fødselsnummer]",
        "[henkilötunnus]",
        "010190-999X",
        "kan du slå upp 8504122387",
        "850412 2387",
        "198504122387 står på lappen",
        "cpr 1204851234",
        "fnr 120485 12345",
        "D-nummer 52048512345",
        "personnumret är 12 04 85 - 2387",
        "född 850412, fyra sista 2387",
        "pnr 0504122387",
    ],
)
def test_a_number_or_its_mark_is_personal_data(text: str) -> None:
    """Also a number made up on the spot, and what is left when one has been taken out."""
    assert holds_number(text)
    assert caught(text) == Boundary(Route.PERSONAL_DATA)


@pytest.mark.parametrize(
    "text",
    [
        "0701-123456",
        "ring 0701234567",
        "0401234567",
        "dnr 2024-12345",
        "12345678",
        "ks 2024/123-4567",
        "från 150101 till 151231",
        "2026-11-22 kl 1430",
    ],
)
def test_other_numbers_are_harmless(text: str) -> None:
    """A telephone, a case or an account is nobody's identity."""
    assert not holds_number(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("testa Testa Provsson har", {"full_name", "a_name"}),
        ("Testa Provsson och Prova Testberg", {"full_name", "many_names", "a_name"}),
        ("jag frågade Anna igår", {"a_name"}),
        ("koden är 4711", {"digits"}),
        ("lösen Kattunge99", {"mixed"}),
        ("på rum 12 bor", {"room_or_class"}),
        ("hur delar jag skärmen", set()),
    ],
)
def test_the_form_of_a_text_is_seen(text: str, names: set[str]) -> None:
    """Names, codes and rooms are seen by how they are written."""
    assert {name for name, _ in shapes(text)} == names


def test_a_long_message_is_weighed_in_parts() -> None:
    """One line of danger is not thinned out by all that stands around it."""
    calm = "Vi hade ett bra möte i dag och fikade länge. " * 20

    assert len(parts(calm)) > 20
    assert caught(f"{calm}Nu ligger Greta på golvet och andas inte. {calm}") == Boundary(
        Route.EMERGENCY
    )


@PROPERTY
@given(text=st.text(max_size=80))
def test_any_text_has_odds(text: str) -> None:
    """One for every boundary, also an empty one; none says more than there is to say."""
    odds = odds_for(text)

    assert odds.shape == (len(Route),)
    assert (abs(odds) <= SILENT).all()


@pytest.mark.parametrize(
    "part",
    ["vem ", "klickade på länken ", "hon andas inte ", "Anna Karlsson ", "a.", "1912 ", "xyzåä ",
     "får jag berätta för dottern ", "brinnbrinnbrinnbrinnbrinn", "x"],
)  # fmt: skip
def test_the_longest_text_takes_no_time(part: str) -> None:
    """However a text repeats itself, the work grows with its length and no faster."""
    text = (part * LONGEST)[:LONGEST]
    families()
    odds_for("hej")
    start = time.process_time()

    caught(text)

    assert time.process_time() - start < AT_MOST
