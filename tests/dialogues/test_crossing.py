"""Conversations in which a coach wants to pass a question on to another administration."""

from pathlib import Path

import pytest

from bot.runtime.wiring import build
from knowledge.people.model import Absence
from tests.conftest import settings_in
from tests.dialogues.stage import Stage
from tests.fakes.clock import StandingClock

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def asked(met: Stage) -> Stage:
    """A stage on which Birgitta has read a question from Elias, and knows the bot."""
    await met.hears("birgitta", "hej")
    await met.sends("elias", QUESTION)
    await met.look("birgitta")
    return met


async def test_another_administration_needs_the_askers_yes_each_time(asked: Stage) -> None:
    """The asker reads who would get it and what it means; a no leaves it where it is."""
    await asked.play("""
        birgitta: [Ta frågan]
        > ...
        birgitta: [Skicka vidare]
        > ...
        birgitta: skissander
        > Menar du någon av dem?
        > [Gunnar Skissander på Hemtjänst Norr] [Avbryt]
        birgitta: [Gunnar Skissander på Hemtjänst Norr]
        > ...
        birgitta: [Skicka till Gunnar utan ord]
        > Vård- och omsorgsförvaltningen är en annan förvaltning, så först frågar jag den som undrar. Jag hör av mig.
        elias:
        > Birgitta vill skicka din fråga till Gunnar på Vård- och omsorgsförvaltningen.
        > Gunnar arbetar på Vård- och omsorgsförvaltningen, en annan förvaltning än din. Det du skickar dit kan bli en allmän handling.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (GS) Gunnar Skissander, digital coach på Hemtjänst Norr, personalrummet
        > [Ja, till Gunnar på Vård- och omsorgsförvaltningen] [Nej, låt Birgitta ha den]
        gunnar:
        elias: [Nej, låt Birgitta ha den]
        > Då stannar frågan hos Birgitta.
        birgitta:
        > Den som frågade vill att frågan stannar hos dig.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara]
        birgitta: [Skicka vidare]
        > ...
        birgitta: skissander
        > ...
        birgitta: [Gunnar Skissander på Hemtjänst Norr]
        > ...
        birgitta: Ni har ju samma maskin
        > ...
        elias:
        > ...
        elias: [Ja, till Gunnar på Vård- och omsorgsförvaltningen]
        > Tack. Frågan ligger nu hos Gunnar, och svaret kommer här.
        > Gunnar brukar svara senast i dag.
        > (GS) Gunnar Skissander, digital coach på Hemtjänst Norr, personalrummet
        birgitta:
        > Det gick bra. Frågan ligger nu hos Gunnar.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        gunnar:
        > Birgitta skickar en fråga vidare till dig.
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Birgitta skrev:
        > > Ni har ju samma maskin
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        elias: [Ja, till Gunnar på Vård- och omsorgsförvaltningen]
        > Det behövs inget svar längre.
        > [Fråga Birgitta]
    """)


async def test_a_yes_that_comes_when_the_colleague_is_away_moves_nothing(asked: Stage) -> None:
    """The question stays where it is, and both are told."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: skissander
        > ...
        birgitta: [Gunnar Skissander på Hemtjänst Norr]
        > ...
        birgitta: [Skicka till Gunnar utan ord]
        > ...
        elias:
        > ...
    """)
    async with asked.service.work() as work:
        today = asked.service.clock.now().date()
        await work.people.add_absence(Absence(person="gunnar", first=today))
        await work.commit()
    await asked.play("""
        elias: [Ja, till Gunnar på Vård- och omsorgsförvaltningen]
        > Den kollegan kan inte ta frågor just nu.
        > Då stannar frågan hos Birgitta.
        birgitta:
        > Gunnar kan inte ta den här frågan. Välj gärna någon annan.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare]
        gunnar:
    """)


async def test_a_setting_keeps_questions_in_the_administration(
    home: Path, clock: StandingClock
) -> None:
    """Where it is set so, nobody is asked: the coach reads why, and chooses somebody nearer."""
    service = build(settings_in(home, other_administrations=False), clock=clock)
    await service.library.follow()
    stage = Stage(service=service)
    await stage.hears("elias", "hej")
    await stage.hears("birgitta", "hej")
    await stage.sends("elias", QUESTION)
    await stage.look("birgitta")

    await stage.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: skissander
        > ...
        birgitta: [Gunnar Skissander på Hemtjänst Norr]
        > ...
        birgitta: [Skicka till Gunnar utan ord]
        > Frågan stannar inom förvaltningen, så den kan inte gå till Vård- och omsorgsförvaltningen. Välj gärna någon annan.
        elias:
        gunnar:
    """)
    await service.close()
