"""The form of a room, field by field."""

import pytest

from bot.desk.qr import as_svg
from bot.desk.room_form import id_for, read, values_of
from knowledge.places.model import Place
from knowledge.rooms.model import Room

PLACES = {"vaktmasteri": Place(key="vaktmasteri", name="Vaktmästeriet", phone="1234")}
ROOM = Room(id="granen", name="Granen", seats=8, owner="vaktmasteri", version=3)


def test_a_form_comes_back_as_it_went_out() -> None:
    """Nothing is lost on the way to the page and back."""
    room = Room(
        id="tallen",
        name="Tallen",
        names=("Stora Tallen", "301"),
        place="plan 3",
        seats=14,
        screen="två",
        input="kabeln",
        panel="den svarta",
        sound="i taket",
        camera="under skärmen",
        hearing_loop="i hela rummet",
        owner="vaktmasteri",
        version=2,
    )
    found = read(room, values_of(room, ""), PLACES)

    assert (found.room, dict(found.wrong)) == (room, {})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 61),
        ("names", "\n".join("abcdefg")),
        ("place", "x" * 81),
        ("panel", "en två tre fyra fem sex sju"),
        ("screen", "x" * 61),
        ("seats", "många"),
        ("seats", "-1"),
        ("seats", "2001"),
        ("seats", "٣"),
        ("owner", "månen"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(field: str, value: str) -> None:
    """That field and no other."""
    found = read(ROOM, values_of(ROOM, "") | {field: value}, PLACES)

    assert set(found.wrong) == {field}


def test_a_place_that_is_gone_may_stay() -> None:
    """Whoever changes something else need not mend what the file of places lost."""
    assert read(ROOM, values_of(ROOM, ""), {}).wrong == {}


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Öresund", "oresund"),
        ("Sal 3 (stora)", "sal-3-stora"),
        ("Granen", "granen-2"),
        ("New", "new-2"),
        ("会議室", "rum"),
        ("Ærø", "aro"),
    ],
)
def test_an_id_is_made_of_the_name(name: str, made: str) -> None:
    """Small letters that a phone can open, and never one that is taken."""
    assert id_for(name, frozenset({"granen"})) == made


def test_an_address_becomes_a_picture() -> None:
    """Black on white, whatever the scheme of the page, without a style that a policy forbids."""
    drawn = as_svg("https://coach.example.se/rooms/granen").decode()

    assert drawn.startswith("<?xml")
    assert "style=" not in drawn
    assert "#fff" in drawn
    assert "#000" in drawn
