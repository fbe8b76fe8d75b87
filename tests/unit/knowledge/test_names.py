"""Rooms are found by their names, and never guessed."""

import pytest

from knowledge.matching.engine import Matcher
from knowledge.matching.index import Index
from knowledge.matching.model import Answered, Entry, Unnamed, Unsure
from knowledge.matching.names import Names

ROOMS = [
    Entry(id="granen", language="sv", title="Granen, plan 2", names=("Granen",)),
    Entry(id="tallen", language="sv", title="Tallen, plan 3", names=("Tallen", "Stora Tallen")),
    Entry(id="214", language="sv", title="Rum 214", names=("214",)),
]
SHARE = Entry(id="share", language="sv", title="Dela skärmen", phrasings=("dela skärm",))
NAMES = Names([*ROOMS, SHARE])


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("skärmen i Granen är svart", ["granen"]),
        ("GRANEN!!", ["granen"]),
        ("Granens projektor", ["granen"]),
        ("stora tallen, inget ljud", ["tallen"]),
        ("hur kommer jag igång i rum 214", ["214"]),
        ("från Granen till Tallen", ["granen", "tallen"]),
        ("hur delar jag skärmen", []),
        ("grannens dator", []),
        ("", []),
    ],
)
def test_a_name_in_a_question_is_found(question: str, named: list[str]) -> None:
    """Whole words, in any case, also with the s of possession; not parts of other words."""
    assert NAMES.named(question) == named


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("projektorn i rummet Almen", "Almen"),
        ("sal 310 saknar kabel", "310"),
        ("konferensrum Eken funkar inte", "Eken"),
        ("ljudet i Grannen är borta", "Grannen"),
        ("rummet grannen har ingen bild", "grannen"),
        ("møterom Bjørka virker ikke", "Bjørka"),
        ("room Maple has no sound", "Maple"),
        ("skärmen i Granen", None),
        ("rummet bredvid är upptaget", None),
        ("boka ett rum till onsdag", None),
        ("vi har fest med grannen", None),
        ("hur delar jag skärmen i Teams", None),
        ("Hur skriver jag i Word", None),
    ],
)
def test_a_room_nobody_knows_is_noticed(question: str, name: str | None) -> None:
    """A word for room with a name or number, or a known name with a slip; nothing else."""
    assert NAMES.unknown(question) == name


def test_a_library_without_rooms_asks_about_none() -> None:
    """Where no room has a card, a room's name is a word like any other."""
    assert Names([SHARE]).unknown("projektorn i rummet Almen") is None


def test_the_nearest_names_come_first() -> None:
    """What may have been meant is on top."""
    assert NAMES.nearest("Grannen", 2)[0] == "granen"


@pytest.mark.parametrize(
    ("question", "kind", "ids"),
    [
        ("skärmen i Granen är svart", Answered, ["granen"]),
        ("från Granen till Tallen", Unsure, ["granen", "tallen"]),
        ("projektorn i rummet Almen", Unnamed, ["tallen", "granen", "214"]),
    ],
)
def test_a_named_room_is_the_answer_and_an_unknown_one_is_asked_about(
    question: str, kind: type, ids: list[str]
) -> None:
    """One name answers, two are offered, and what nobody knows is asked with the nearest names."""
    matcher = Matcher(index=Index([*ROOMS, SHARE]))
    found = matcher.verdict(question, matcher.see(question))

    assert isinstance(found, kind)
    match found:
        case Answered(best):
            assert [best.id] == ids
        case Unsure(candidates) | Unnamed(_, candidates):
            assert {one.id for one in candidates} == set(ids)


def test_a_room_that_was_called_wrong_is_not_given() -> None:
    """Also a name gives way to what the person has said."""
    matcher = Matcher(index=Index([*ROOMS, SHARE]))
    found = matcher.verdict("Granen", matcher.see("Granen"), without={"granen"})

    assert not isinstance(found, Answered)
