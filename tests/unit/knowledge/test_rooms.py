"""What is heard of a room, what a card follows, and when a fault is told already."""

from dataclasses import replace

import pytest

from knowledge.rooms.faults import Fault, Part, State, is_told
from knowledge.rooms.model import Room, differences
from knowledge.rooms.parts import part_in
from knowledge.rooms.rounds import Answer, Check, Round, is_there
from tests.fakes.clock import SUNDAY

ROOM = Room(id="granen", name="Granen", place="plan 2", screen="65 tum", panel="den grå")
FAULT = Fault(
    id="f", room="granen", part=Part.SCREEN, what="svart", reported=SUNDAY, changed=SUNDAY
)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("skärmen i Granen är svart", Part.SCREEN),
        ("projektorn blinkar", Part.SCREEN),
        ("vi hör inget ljud", Part.SOUND),
        ("bordsmikrofonen är tyst", Part.MICROPHONE),
        ("kameran ser taket", Part.CAMERA),
        ("panelen är död", Part.PANEL),
        ("HDMI-kabeln är av", Part.CABLES),
        ("hörslingan brummar", Part.HEARING_LOOP),
        ("pekskärmen svarar inte", Part.PANEL),
        ("the screen is black", Part.SCREEN),
        ("no sound at all", Part.SOUND),
        ("the mic is dead", Part.MICROPHONE),
        ("skærmen er sort", Part.SCREEN),
        ("højttaleren knitrer", Part.SOUND),
        ("prosjektoren virker ikke", Part.SCREEN),
        ("teleslyngen bråker", Part.HEARING_LOOP),
        ("näyttö on musta", Part.SCREEN),
        ("ääni ei kuulu", Part.SOUND),
        ("kaapeli puuttuu", Part.CABLES),
        ("hur startar jag mötet i Granen", Part.OTHER),
        ("stolen är trasig", Part.OTHER),
        ("Michael sitter där", Part.OTHER),
        ("av någon anledning är det kallt", Part.OTHER),
        ("utbildningen börjar nu", Part.OTHER),
        ("", Part.OTHER),
    ],
)
def test_the_part_is_heard_in_five_languages(words: str, part: Part) -> None:
    """The first that is named; what names none is something else."""
    assert part_in(words) is part


def test_a_card_follows_what_it_was_written_from() -> None:
    """Another panel puts the facts ahead of the card; more seats or another letter do not."""
    fitting = replace(ROOM, follows=ROOM.fingerprint)

    assert not fitting.is_ahead
    assert not replace(fitting, seats=40, caretaker="oskar").is_ahead
    assert replace(fitting, panel="den svarta").is_ahead
    assert replace(fitting, name="Granen 2").is_ahead


def test_two_versions_differ_by_field() -> None:
    """What is the same is left out; several names stand a line each."""
    after = replace(ROOM, panel="", names=("Stora", "201"))

    assert differences(ROOM, after) == [("names", "", "Stora\n201"), ("panel", "den grå", "")]
    assert differences(ROOM, ROOM) == []


def test_a_part_is_told_of_once() -> None:
    """Until it is mended; what is no part of its own once in the same words."""
    other = replace(FAULT, part=Part.OTHER, what="Stolen är trasig")

    assert is_told([FAULT], Part.SCREEN, "flimrar") is FAULT
    assert is_told([FAULT], Part.SOUND, "svart") is None
    assert is_told([replace(FAULT, state=State.MENDED)], Part.SCREEN, "svart") is None
    assert is_told([other], Part.OTHER, "stolen är  trasig") is other
    assert is_told([other], Part.OTHER, "lampan är trasig") is None


def test_a_round_asks_for_what_is_there() -> None:
    """Without a fact of it, a camera may be missing; a screen is always looked for."""
    assert is_there(Check.PANEL, ROOM)
    assert not is_there(Check.CAMERA, ROOM)
    assert is_there(Check.PICTURE, Room(id="x", name="X"))


def test_a_round_knows_what_was_wrong() -> None:
    """In the order of the questions; what is not there is not wrong."""
    answers = {Check.CARD: Answer.NO, Check.SOUND: Answer.NO, Check.CAMERA: Answer.NONE}
    found = Round(id="r", room="granen", at=SUNDAY, by="", answers=answers)

    assert found.wrong == (Check.SOUND, Check.CARD)
