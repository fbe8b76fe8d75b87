"""Conversations while something does not work."""

from datetime import timedelta

import pytest

from knowledge.disturbances.model import Disturbance
from tests.dialogues.stage import Stage
from tests.fakes.clock import SUNDAY, StandingClock


@pytest.fixture
async def disturbed(met: Stage) -> Stage:
    """A stage on which e-mail is said to be down until eleven o'clock."""
    async with met.service.work() as work:
        await work.disturbances.add(
            Disturbance(
                id="d1",
                line="E-posten ligger nere sedan 09.10.",
                words=("e-post", "mejl", "outlook", "kalendern"),
                since=SUNDAY,
                until=SUNDAY + timedelta(hours=1),
                by="inger",
            )
        )
        await work.commit()
    return met


async def test_a_disturbance_comes_before_tips_on_the_matter(disturbed: Stage) -> None:
    """Tips are a press away; other questions are answered as ever."""
    await disturbed.play("""
        elias: hur söker jag i mejlen
        > Det är en störning just nu: E-posten ligger nere sedan 09.10.
        > Det gäller till 11.00, om inget nytt sägs. Du behöver inte anmäla det.
        > [Visa tips ändå] [Fråga Birgitta]
        elias: [Visa tips ändå]
        > Jag vill gissa rätt. Menar du något av det här?
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Hitta ett gammalt mejl] [Känn igen ett bluffmejl] [Inget av dem] [Fråga Birgitta]
        elias: hur delar jag skärmen i teams
        > Det gör du med knappen *Dela*, uppe till höger i mötet.
        > ...
    """)


async def test_a_disturbance_opens_no_handover(disturbed: Stage) -> None:
    """Two hundred who ask are two hundred told, and no coach is written to."""
    await disturbed.play("""
        elias: outlook startar inte
        > Det är en störning just nu: E-posten ligger nere sedan 09.10.
        > Det gäller till 11.00, om inget nytt sägs. Du behöver inte anmäla det.
        > [Visa tips ändå] [Fråga Birgitta]
        elias: [Fråga Birgitta]
        > Det är en störning just nu: E-posten ligger nere sedan 09.10.
        > Det gäller till 11.00, om inget nytt sägs. Du behöver inte anmäla det.
        > [Visa tips ändå] [Fråga Birgitta]
        elias: fråga coachen
        > ...
        elias: min outlook är död
        > Det är en störning just nu: E-posten ligger nere sedan 09.10.
        > Det gäller till 11.00, om inget nytt sägs. Du behöver inte anmäla det.
        > [Visa tips ändå] [Fråga Birgitta]
        birgitta:
    """)


async def test_a_button_from_before_opens_no_handover_either(met: Stage) -> None:
    """Somebody was about to send when the line was set."""
    await met.hears("elias", "var står kaffemaskinen på plan sju")
    async with met.service.work() as work:
        await work.disturbances.add(
            Disturbance(
                id="d1",
                line="Alla kaffemaskiner är avstängda.",
                words=("kaffemaskin",),
                since=SUNDAY,
                until=SUNDAY + timedelta(days=2),
                by="inger",
            )
        )
        await work.commit()
    await met.play("""
        elias: [Ja, utan namn]
        > Det är en störning just nu: Alla kaffemaskiner är avstängda.
        > Det gäller till tisdag 24 november 10.00, om inget nytt sägs. Du behöver inte anmäla det.
        > [Visa tips ändå] [Fråga Birgitta]
        birgitta:
    """)


async def test_when_it_is_over_everything_is_as_before(
    disturbed: Stage, clock: StandingClock
) -> None:
    """At the hour that was said, without anybody doing anything."""
    clock.pass_by(timedelta(hours=1))
    lines = await disturbed.hears("elias", "hur söker jag i mejlen")

    assert not any("störning" in line for line in lines)


async def test_danger_comes_before_a_disturbance(disturbed: Stage) -> None:
    """Whatever else does not work."""
    lines = await disturbed.hears("elias", "det brinner, och mejlen är nere")

    assert "112" in lines[0]
    assert not any("störning" in line for line in lines)
