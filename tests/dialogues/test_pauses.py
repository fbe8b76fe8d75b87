"""Conversations with time in them: pauses, days, and things that are gone meanwhile."""

from dataclasses import replace
from datetime import timedelta

from bot.runtime.housekeeping import keep_nightly_house
from tests.dialogues.stage import Stage
from tests.fakes.clock import StandingClock


async def test_what_is_added_after_the_link_is_gone_comes_back(
    met: Stage, clock: StandingClock
) -> None:
    """Two weeks after closing nobody knows who asked; the coach is told, and keeps the text."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, utan namn]
        > ...
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        birgitta: Bakom hissen
        > ...
        elias:
        > ...
        elias: [Tack, löst]
        > ...
        birgitta: [Lägg till något]
        > ...
    """)
    clock.pass_by(timedelta(days=15))
    await keep_nightly_house(met.service)
    await met.play("""
        birgitta: Den är flyttad nu
        > Jag vill vara säker innan jag skickar. Hör det här till frågan du har öppen?
        > Du skrev:
        > > Den är flyttad nu
        > [Ja, skicka] [Nej, det var en fråga till dig]
        birgitta: [Ja, skicka]
        > Den frågan är redan avslutad. Du behöver inte göra något.
    """)


async def test_after_a_pause_a_line_is_asked_about_before_it_is_sent(
    met: Stage, clock: StandingClock
) -> None:
    """What one writes to the bot the next day never goes to a colleague unasked."""
    await met.play("""
        elias: hej
        > ...
        elias: [Fråga Birgitta]
        > ...
    """)
    clock.pass_by(timedelta(hours=20))
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > Jag vill vara säker innan jag skickar. Hör det här till frågan du har öppen?
        > Du skrev:
        > > var står kaffemaskinen på plan sju
        > [Ja, skicka] [Nej, det var en fråga till dig]
        elias: [Nej, det var en fråga till dig]
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > ...
        birgitta:
    """)


async def test_pressing_anything_leaves_an_open_dialogue(met: Stage) -> None:
    """Whoever has gone on to something else writes to the bot again, not to the coach."""
    await met.hears("elias", "hur delar jag skärmen i teams")
    await met.hears("elias", "min coach")
    await met.hears("elias", "[Fråga Birgitta]")
    await met.hears("elias", "[Det hjälpte]")

    lines = await met.hears("elias", "jag har en privat sak om lösenord")

    assert not any("Ska jag skicka frågan" in line for line in lines)


async def test_words_that_are_commands_are_never_sent_to_anybody(met: Stage) -> None:
    """Glöm mig and borta are for the bot, whatever is open."""
    await met.play(
        """
        elias: hej
        > ...
        elias: [Fråga Birgitta]
        > ...
        elias: glöm mig
        > Ska jag glömma dig? ...
        > [Ja, glöm mig] [Nej tack]
    """.replace("> Ska jag glömma dig? ...", "> ...")
    )


async def test_a_coach_in_danger_is_answered_and_nothing_is_sent_unasked(met: Stage) -> None:
    """It may be meant for the asker, or it may be the coach's own need: number first, then ask."""
    await met.hears("elias", "var står kaffemaskinen på plan sju")
    await met.hears("elias", "[Ja, med mitt namn]")
    await met.look("birgitta")
    await met.play("""
        birgitta: [Ta frågan]
        > ...
        birgitta: jag vill inte leva längre
        > Är det akut: ring 112.
        > ...
        > [Ja, skicka] [Nej, det var en fråga till dig]
        elias:
    """)


async def test_an_answer_can_be_read_again_after_days(met: Stage, clock: StandingClock) -> None:
    """Friday's answer is there on Monday, in the chat and under status."""
    await met.hears("elias", "var står kaffemaskinen på plan sju")
    await met.hears("elias", "[Ja, med mitt namn]")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    await met.hears("birgitta", "Bakom hissen")
    clock.pass_by(timedelta(days=3))
    await keep_nightly_house(met.service)
    await met.play("""
        elias:
        > Svar från Birgitta.
        > ...
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta svarat på.
        > [Visa: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        elias: [Visa: var står kaffemaskinen på plan sju]
        > Svar från Birgitta.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten svarar:
        > > Bakom hissen
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
    """)


async def test_a_department_that_is_gone_stops_nothing(met: Stage) -> None:
    """The coach answers as before; what cannot be named is a colleague."""
    await met.hears("elias", "var står kaffemaskinen på plan sju")
    await met.hears("elias", "[Ja, utan namn]")
    await met.look("birgitta")
    async with met.service.work() as work:
        for person in await work.people.everyone():
            if person.department == "juridik":
                await work.people.put(replace(person, department=None))
        await work.commit()
    async with met.service.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM departments WHERE id = 'juridik'")
    await met.play("""
        birgitta: [Ta frågan]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till en kollega.
        > ...
        birgitta: Bakom hissen
        > Skickat till en kollega. Kan fler ha nytta av svaret?
        > ...
    """)


async def test_a_line_the_channel_repeats_is_no_question(met: Stage, clock: StandingClock) -> None:
    """The same words within a minute of being sent say so; after that they are a question."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, utan namn]
        > ...
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        birgitta: Hur delar jag skärmen i Teams
        > ...
        birgitta: hur delar jag  skärmen i teams
        > Det har jag redan skickat. Du behöver inte göra något mer.
        elias:
        > ...
        elias:
    """)
    clock.pass_by(timedelta(seconds=61))
    await met.play("""
        birgitta: hur delar jag skärmen i teams
        > Hej! Jag är en bot som hjälper till med det digitala på jobbet. Fråga vad som helst, stort som smått.
        > Ingen kollega eller chef ser vad du frågar mig. Din coach ser det du själv väljer att skicka.
        > Det gör du med knappen *Dela*, uppe till höger i mötet.
        > 1. Öppna det du vill visa.
        > 2. Välj *Dela* uppe till höger i mötesfönstret.
        > 3. Välj fönstret du vill visa, eller *Skärm* för allt.
        > 4. Välj *Sluta dela* när du är klar.
        > Runt det du delar syns en röd ram, och kollegorna ser din bild.
        > (Visa din skärm för alla i Teams-mötet · kollat i november 2026)
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Det hjälpte] [Jag fastnade] [Fel svar] [Fråga Nadia]
    """)
