"""The first card of a room, written from its facts."""

from dataclasses import replace
from datetime import date

import pytest

from bot.conversations.rooms.card import blank_card, written
from bot.texts.catalogue import LANGUAGES
from knowledge.places.model import Place
from knowledge.rooms.model import FACTS, Room
from tips.linting import rules, wording
from tips.model import Tip, TipKind

PLACE = Place(key="vaktmasteri", name="Vaktmästeriet", phone="1234")
SIX = "ett två tre fyra fem sex"
"""As many words as a fact may have."""

EMPTY = Room(id="almen", name="Almen", tip="rum-almen")
FULL = replace(
    EMPTY,
    names=("Stora Almen",),
    place="plan 4",
    owner="vaktmasteri",
    screen=SIX,
    input=SIX,
    panel=SIX,
    sound=SIX,
    camera=SIX,
    hearing_loop=SIX,
)


def card(room: Room, place: Place | None = PLACE) -> Tip:
    """Return the first card of a room."""
    return written(blank_card(room, credit="Inger", today=date(2026, 11, 23)), room, place)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [FULL, EMPTY, replace(FULL, panel="")])
@pytest.mark.parametrize("place", [PLACE, None])
def test_a_card_has_five_short_steps(language: str, room: Room, place: Place | None) -> None:
    """Twelve words at most in each, however much the facts say, and nothing the linter minds."""
    tip = card(replace(room, language=language), place)

    assert len(tip.advice.steps) == 5
    assert max(wording.count(step) for step in tip.advice.steps) <= 12
    assert [one for one in rules.faults(tip) if "local" not in one and "longer" not in one] == []


def test_a_card_is_found_by_the_rooms_names() -> None:
    """It is a room's, for the place that is called, with its own ways to ask."""
    tip = card(FULL)

    assert (tip.id, tip.kind, tip.owner) == ("rum-almen", TipKind.ROOM, "vaktmasteri")
    assert tip.names == ("Almen", "Stora Almen")
    assert tip.title == "Almen, plan 4"
    assert "skärmen i Almen" in tip.phrasings
    assert tip.local == f"Hörslinga: {SIX}."


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_told(fact: str) -> None:
    """What is written of a room stands on its card; the screen where there is no panel."""
    room = replace(EMPTY, **{fact: "det gröna"})  # type: ignore[arg-type]
    tip = card(room)

    assert "det gröna" in " ".join((*tip.advice.steps, tip.local))


def test_what_the_facts_do_not_tell_stays() -> None:
    """A card that is written anew keeps its pictures, its dates and what was added by hand."""
    before = replace(card(FULL), careful="Stäng av fläkten.", version=7)
    after = written(before, replace(FULL, panel="en ny"), PLACE)

    assert (after.careful, after.version, after.checked) == (
        "Stäng av fläkten.",
        7,
        before.checked,
    )
    assert "en ny" in after.advice.steps[1]
