"""Conversations around every way of being away: now, today, until, from and to, from a calendar."""

from datetime import date

import pytest

from knowledge.people.model import Absence, Told
from tests.dialogues.stage import Stage

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def sent(met: Stage) -> Stage:
    """A stage on which Elias has sent a question to Birgitta, who has not opened the chat."""
    await met.sends("elias", QUESTION)
    return met


async def away(stage: Stage, *people: str, back: date | None = None) -> None:
    """Let people be away from the day it is on the stage."""
    async with stage.service.work() as work:
        first = stage.service.clock.now().date()
        for one in people:
            await work.people.add_absence(Absence(person=one, first=first, back=back))
        await work.commit()


async def test_a_coach_who_is_away_until_further_word(met: Stage) -> None:
    """Borta and nothing more: the stand-in answers, and no day is promised."""
    await met.hears("birgitta", "borta")
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta är borta just nu. Nadia svarar i stället.
        > Ska jag skicka den till Nadia? Nadia ser det du skrev och din avdelning, och ditt namn om du vill.
        > Nadia brukar svara senast i morgon.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_a_coach_who_is_away_today(met: Stage) -> None:
    """Borta i dag ends tomorrow by itself."""
    await met.hears("birgitta", "hej")
    await met.play("""
        birgitta: borta i dag
        > Noterat, du är borta till måndag 23 november. Nya frågor går till någon annan så länge.
        elias: vem är min coach
        > Birgitta är borta till måndag 23 november. Nadia svarar i stället.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Fråga Nadia]
        -- 2026-11-23 08:00
        elias: vem är min coach
        > Din coach heter Birgitta Provsten: digital coach på Juridik, plan 3.
        > ...
        birgitta: borta till i morgon
        > Noterat, du är borta till tisdag 24 november. Nya frågor går till någon annan så länge.
    """)


async def test_an_absence_that_begins_later(met: Stage) -> None:
    """Until its first day questions come as usual; on the last they come again."""
    await met.hears("birgitta", "hej")
    await met.play("""
        birgitta: borta från onsdag till fredag
        > Noterat, du är borta från onsdag 25 november och tillbaka fredag 27 november.
        elias: vem är min coach
        > Din coach heter Birgitta Provsten: digital coach på Juridik, plan 3.
        > ...
        -- 2026-11-25 09:00
        elias: vem är min coach
        > Birgitta är borta till fredag 27 november. Nadia svarar i stället.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Fråga Nadia]
        -- 2026-11-27 09:00
        elias: vem är min coach
        > Din coach heter Birgitta Provsten: digital coach på Juridik, plan 3.
        > ...
    """)


async def test_days_that_mean_nothing_are_asked_about(met: Stage) -> None:
    """What was not understood is said, with an example; nobody is away by mistake."""
    await met.hears("birgitta", "hej")
    await met.play("""
        birgitta: borta till i går
        > Vilken dag kommer du tillbaka? Skriv till exempel borta till fredag, eller borta till 12 mars. Jag förstod inte i går.
        birgitta: borta från
        > Vilken dag kommer du tillbaka? Skriv till exempel borta till fredag, eller borta till 12 mars. Jag förstod inte från.
        elias: vem är min coach
        > Din coach heter Birgitta Provsten: digital coach på Juridik, plan 3.
        > ...
    """)


async def test_an_absence_from_a_calendar_counts_like_one_that_was_said(met: Stage) -> None:
    """What a coach's calendar tells is told to the asker in the same words."""
    async with met.service.work() as work:
        told = Absence(
            person="birgitta", first=date(2026, 11, 22), back=date(2026, 12, 7), told=Told.FEED
        )
        await work.people.replace_absences("birgitta", Told.FEED, [told])
        await work.commit()
    await met.play("""
        elias: vem är min coach
        > Birgitta är borta till måndag 7 december. Nadia svarar i stället.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Fråga Nadia]
    """)


async def test_open_questions_go_on_when_the_coach_goes(met: Stage) -> None:
    """The coach reads how many; the asker is told once, with the new name."""
    await met.hears("birgitta", "hej")
    await met.sends("elias", QUESTION)
    await met.look("birgitta")
    await met.play("""
        birgitta: borta till 2 december
        > Noterat, du är borta till onsdag 2 december. Nya frågor går till någon annan så länge.
        > Din öppna fråga går till någon annan så länge.
        elias:
        > Birgitta har inte kunnat svara än. Nu har Nadia din fråga.
        > Nadia brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        nadia:
        > Birgitta har inte kunnat svara på den här. Kan du ta den?
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Nadia sedan söndag 22 november, inte öppnad än. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        birgitta: tillbaka
        > Välkommen tillbaka. Nya frågor kommer till dig igen.
    """)


async def test_an_answer_from_yesterdays_coach_is_shown_with_their_name(met: Stage) -> None:
    """When the next one has the question now, nobody is given another's words."""
    await met.sends("elias", QUESTION)
    for who, words in (
        ("birgitta", None),
        ("birgitta", "[Ta frågan]"),
        ("birgitta", "Bakom hissen"),
        ("elias", None),
        ("elias", "[Tack, löst]"),
        ("birgitta", "borta"),
    ):
        await met.hears(who, words)
    await met.play("""
        elias: [Fråga mer]
        > ...
        elias: Vilken hiss?
        > Birgitta är inte här nu, så Nadia tar det vidare. Svaret kommer här.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        nadia:
        > Birgitta svarade på den här, och nu finns det en fråga till. Kan du ta den?
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Birgitta skrev:
        > > Bakom hissen
        > Elias Testlund på Juridik skrev:
        > > Vilken hiss?
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        nadia: [Ta frågan]
        > ...
        nadia: Den norra
        > ...
        elias:
        > ...
        elias: status
        > ...
        elias: [Visa: var står kaffemaskinen på plan sju]
        > Svar från Nadia.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Nadia Skissmark svarar:
        > > Den norra
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
    """)


async def test_a_coach_who_falls_ill_is_not_waited_for(sent: Stage) -> None:
    """From the first hour of an absence the question is with somebody who is here."""
    await sent.play("""
        -- 2026-11-23 08:00
        birgitta?
        > ...
        -- 2026-11-23 23:00
    """)
    await away(sent, "birgitta")
    await sent.play("""
        -- 2026-11-24 07:59
        elias?
        -- 2026-11-24 08:00
        elias?
        > Birgitta har inte kunnat svara än. Nu har Nadia din fråga.
        > Nadia brukar svara senast i dag.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        nadia?
        > Birgitta har inte kunnat svara på den här. Kan du ta den?
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_when_everybody_is_away_the_question_waits(sent: Stage) -> None:
    """It is not thrown around; the days away are not counted against whoever comes back."""
    await sent.until("2026-11-23 08:00")
    await away(sent, "birgitta", "nadia", "inger", "mats", back=date(2026, 11, 26))
    await sent.read("birgitta")
    await sent.play("""
        -- 2026-11-24 10:00
        elias?
        inger?
        -- 2026-11-25 15:00
        elias?
        -- 2026-11-26 11:59
        birgitta?
        -- 2026-11-26 12:00
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_who_asks_while_everybody_is_away_reads_when_they_are_back(met: Stage) -> None:
    """A coordinator takes the question even so; nobody is promised an answer before."""
    await away(met, "birgitta", "nadia", "inger", "mats", back=date(2026, 11, 26))
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta är borta till torsdag 26 november. Inger svarar i stället.
        > Ska jag skicka den till Inger? Inger ser det du skrev och din avdelning, och ditt namn om du vill.
        > Inger brukar svara senast torsdag 26 november.
        > (IS) Inger Samordnarprov, samordnar coacherna
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        elias: [Ja, med mitt namn]
        > Skickat till Inger, med ditt namn.
        > Inger brukar svara senast torsdag 26 november.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        -- 2026-11-24 10:00
        inger?
        -- 2026-11-26 08:00
        inger?
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_a_coordinator_who_is_away_is_passed_over(sent: Stage) -> None:
    """The next one gets it at once, and the asker reads one name."""
    await away(sent, "inger")
    for when in ("2026-11-23 08:00", "2026-11-23 12:00", "2026-11-23 16:00"):
        await sent.until(when)
    await sent.read("elias")
    await sent.play("""
        -- 2026-11-24 15:30
        elias?
        > Nadia har inte kunnat svara än. Nu har Mats din fråga.
        > Mats brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (MP) Mats Provhed, samordnar coacherna
        inger?
        mats?
        > Nadia har inte kunnat svara på den här. Kan du ta den?
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)
