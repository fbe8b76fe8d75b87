"""What the desk shows of how Teams and Slack would draw a tip."""

import pytest

from bot.cards.looks import Look, LookKind
from bot.cards.model import Choice, Picture, Reply, Weight
from bot.runtime.likenesses import likenesses
from bot.texts.catalogue import plain
from tests.fakes.plain_seal import PlainSeal

REPLY = Reply(
    text=(plain("Det gör du med knappen *Dela*."),),
    steps=(plain("Öppna det du vill visa."), plain("Välj *Dela*.")),
    pictures=(Picture("dela.png", "Knappen Dela"),),
    after=(plain("Runt det du delar syns en ram."),),
    note=plain("Visa din skärm"),
    choices=(Choice(plain("Det hjälpte"), "", Weight.MAIN), Choice(plain("Fel svar"), "")),
)


def shown(platform: str) -> list[Look]:
    """Return the pieces that one platform would show."""
    return [*likenesses(PlainSeal())[platform](REPLY, "sv")]


@pytest.mark.parametrize("platform", ["teams", "slack"])
def test_all_that_a_tip_says_is_seen_in_its_order(platform: str) -> None:
    """Text, numbered steps, picture, what follows, where it is from, and the buttons."""
    assert [(one.kind, one.words) for one in shown(platform)] == [
        (LookKind.HEADING, "Det gör du med knappen Dela."),
        (LookKind.STEP, "Öppna det du vill visa."),
        (LookKind.STEP, "Välj Dela."),
        (LookKind.PICTURE, "Knappen Dela"),
        (LookKind.TEXT, "Runt det du delar syns en ram."),
        (LookKind.NOTE, "Visa din skärm"),
        (LookKind.MAIN, "Det hjälpte"),
        (LookKind.BUTTON, "Fel svar"),
    ]


@pytest.mark.parametrize("platform", ["teams", "slack"])
def test_steps_have_their_numbers_and_stress(platform: str) -> None:
    """What is bold on the platform is bold here."""
    steps = [one for one in shown(platform) if one.kind is LookKind.STEP]

    assert [one.number for one in steps] == [1, 2]
    assert [run.text for run in steps[1].runs if run.bold] == ["Dela"]
