"""Conversations that time goes on with: a reminder, a stand-in, the coordinator, in working hours.

A question that is asked on the Sunday on which the clock of these tests stands reaches an office on
Monday at eight. Nobody opens the chat unless the transcript says so.
"""

from dataclasses import replace

import pytest

from knowledge.people.model import Duty, Role
from tests.dialogues.stage import Stage

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def sent(met: Stage) -> Stage:
    """A stage on which Elias has sent a question to Birgitta, who has not opened the chat."""
    await met.sends("elias", QUESTION)
    return met


async def test_reminder_then_stand_in_then_coordinator(sent: Stage) -> None:
    """After 4, 8 and 16 working hours; the asker reads each new name once."""
    await sent.play("""
        birgitta?
        -- 2026-11-23 08:00
        birgitta?
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        -- 2026-11-23 11:59
        birgitta?
        -- 2026-11-23 12:00
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
        -- 2026-11-23 15:59
        elias?
        -- 2026-11-23 16:00
        elias?
        > Birgitta har inte kunnat svara än. Nu har Nadia din fråga.
        > Nadia brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        nadia?
        > Birgitta har inte kunnat svara på den här. Kan du ta den?
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        birgitta?
        -- 2026-11-24 15:29
        elias?
        -- 2026-11-24 15:30
        elias?
        > Nadia har inte kunnat svara än. Nu har Inger din fråga.
        > Inger brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (IS) Inger Samordnarprov, samordnar coacherna
        inger?
        > Nadia har inte kunnat svara på den här. Kan du ta den?
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        nadia?
    """)


async def test_nothing_reaches_a_coach_outside_working_hours(sent: Stage) -> None:
    """What is due in the evening comes the next morning; nobody's telephone rings at night."""
    await sent.play("""
        -- 2026-11-23 15:00
        birgitta?
        > ...
        -- 2026-11-23 19:00
        elias: [Lägg till något]
        > ...
        elias: Den gröna
        > Skickat till Birgitta. Svaret kommer här.
        birgitta?
        -- 2026-11-24 03:00
        birgitta?
        -- 2026-11-24 08:00
        birgitta?
        > Elias Testlund på Juridik lägger till något i sin fråga.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Den gröna
        > [Svara] [Fråga tillbaka]
        -- 2026-11-24 10:30
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_christmas_counts_for_nothing(sent: Stage) -> None:
    """From Christmas Eve to the Monday after it no hour is a working hour."""
    await sent.play("""
        -- 2026-12-23 15:00
        birgitta?
        > ...
        -- 2026-12-24 10:00
        birgitta?
        -- 2026-12-25 10:00
        birgitta?
        -- 2026-12-28 10:29
        birgitta?
        -- 2026-12-28 10:30
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_the_hour_of_a_daily_bundle_counts(met: Stage) -> None:
    """The clock begins when the coach has chosen to read; until then nobody is late."""
    await met.hears("birgitta", "samla frågor kl 13")
    await met.sends("elias", QUESTION)
    await met.play("""
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Birgitta sedan söndag 22 november, inte öppnad än. Svar brukar komma senast tisdag 24 november.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        -- 2026-11-23 12:59
        birgitta?
        -- 2026-11-23 13:00
        birgitta?
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        -- 2026-11-23 16:29
        birgitta?
        -- 2026-11-24 08:30
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_taking_it_gives_the_coach_time(sent: Stage) -> None:
    """Whoever takes a question is on it; the hours count anew from there."""
    await sent.play("""
        -- 2026-11-23 08:00
        birgitta?
        > ...
        -- 2026-11-23 11:00
        birgitta: [Ta frågan]
        > ...
        -- 2026-11-23 12:00
        birgitta?
        -- 2026-11-23 15:00
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_an_impatient_line_puts_nothing_off(sent: Stage) -> None:
    """An asker who adds something does not wait longer for it."""
    await sent.play("""
        -- 2026-11-23 08:00
        birgitta?
        > ...
        birgitta: [Ta frågan]
        > ...
        -- 2026-11-23 11:00
        elias: [Lägg till något]
        > ...
        elias: Det är lite bråttom
        > Skickat till Birgitta. Svaret kommer här.
        birgitta?
        > Elias Testlund på Juridik lägger till något i sin fråga.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Det är lite bråttom
        > [Svara] [Fråga tillbaka]
        -- 2026-11-23 12:00
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_what_waits_for_the_asker_has_no_clock(sent: Stage) -> None:
    """A question back stops it; the reply lets the hours count from then."""
    await sent.play("""
        -- 2026-11-23 08:00
        birgitta?
        > ...
        birgitta: [Ta frågan]
        > ...
        birgitta: [Fråga tillbaka]
        > ...
        birgitta: Den gröna?
        > ...
        -- 2026-11-25 12:00
        birgitta?
        elias:
        > ...
        elias: [Svara]
        > ...
        elias: Den röda
        > ...
        birgitta?
        > ...
        -- 2026-11-25 16:00
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_several_that_wait_come_as_one_reminder(met: Stage) -> None:
    """Three late questions are one message, with a button for each."""
    for words in (QUESTION, "vem har nyckeln till skrubben", "var ligger gamla växtbrevet"):
        await met.sends("elias", words)
    await met.until("2026-11-23 08:00")
    await met.read("birgitta")
    await met.play("""
        -- 2026-11-23 12:00
        birgitta?
        > Du har 3 frågor som väntar på svar. Hinner du inte går det bra att skicka dem vidare.
        > [Svara: var står kaffemaskinen på plan sju] [Svara: vem har nyckeln till skrubben] [Svara: var ligger gamla växtbrevet]
        birgitta: [Svara: vem har nyckeln till skrubben]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till Elias Testlund på Juridik.
        > Frågan:
        > > vem har nyckeln till skrubben
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
    """)


async def test_a_coordinator_never_gets_their_own_question(met: Stage) -> None:
    """The clock finds somebody else, although they are the nearest."""
    async with met.service.work() as work:
        inger = await work.people.get("inger")
        await work.people.put(replace(inger, department="juridik", role=Role.COORDINATOR))
        await work.commit()
    await met.sends("inger", QUESTION)
    for when in ("2026-11-23 08:00", "2026-11-23 12:00", "2026-11-23 16:00"):
        await met.until(when)
    await met.read("inger")
    await met.play("""
        -- 2026-11-24 15:30
        inger?
        > Nadia har inte kunnat svara än. Nu har Mats din fråga.
        > Mats brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (MP) Mats Provhed, samordnar coacherna
        mats?
        > Nadia har inte kunnat svara på den här. Kan du ta den?
        > Från Inger Samordnarprov på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_the_last_one_there_is_is_reminded_and_keeps_it(sent: Stage) -> None:
    """With nobody further the coordinators are asked again, some days apart."""
    for when in ("2026-11-23 08:00", "2026-11-23 12:00", "2026-11-23 16:00", "2026-11-24 15:30"):
        await sent.until(when)
    await sent.read("inger")
    await sent.read("elias")
    await sent.play("""
        -- 2026-11-25 16:00
        inger?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
        -- 2026-11-26 16:00
        inger?
        elias?
    """)


async def test_two_clocks_remind_once(sent: Stage) -> None:
    """However many processes look at the same time."""
    await sent.until("2026-11-23 08:00")
    await sent.read("birgitta")
    await sent.until("2026-11-23 12:00")
    await sent.service.deadlines.once()
    await sent.settle()

    assert sum("väntar på svar" in line for line in await sent.read("birgitta")) == 1


async def test_a_clock_that_stood_still_reminds_before_it_moves(sent: Stage) -> None:
    """After an outage the coach is reminded first, and has the usual time after it."""
    await sent.until("2026-11-23 08:00")
    await sent.read("birgitta")
    await sent.play("""
        -- 2026-11-25 08:00
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
        elias?
        -- 2026-11-25 12:00
        elias?
        > Birgitta har inte kunnat svara än. Nu har Nadia din fråga.
        > Nadia brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
    """)


async def test_two_weeks_of_silence_upon_an_answer_is_an_end(sent: Stage) -> None:
    """A question that was answered and forgotten is settled, and can be taken up again."""
    await sent.play("""
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        birgitta: Bakom hissen
        > ...
        elias:
        > ...
        -- 2026-12-07 10:00
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” är löst.
        > [Visa: var står kaffemaskinen på plan sju]
        birgitta?
        elias: [Fråga mer]
        > ...
        elias: Vilken hiss?
        > Skickat till Birgitta. Svaret kommer här.
        birgitta?
        > Elias Testlund på Juridik undrar en sak till.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Vilken hiss?
        > [Svara] [Fråga tillbaka]
    """)


async def test_a_stand_in_by_day_has_time_where_the_department_is_open_at_night(
    met: Stage,
) -> None:
    """What came to the stand-in at night is theirs for eight working hours of their own."""
    async with met.service.work() as work:
        law = await work.people.department("juridik")
        await work.people.put_department(replace(law, hours="mån-sön 00:00-24:00"))
        nadia = await work.people.get("nadia")
        day = replace(
            law, id="dagtid", name="Dagtid", parent="juridik", hours="mån-fre 08:00-17:00"
        )
        await work.people.put_department(day)
        await work.people.put(replace(nadia, department="dagtid"))
        await work.people.add_duty("nadia", "juridik", Duty.STANDIN)
        await work.commit()
    await met.sends("elias", QUESTION)
    await met.play("""
        birgitta?
        > ...
        -- 2026-11-22 14:00
        birgitta?
        > ...
        -- 2026-11-22 18:00
        elias?
        > Birgitta har inte kunnat svara än. Nu har Nadia din fråga.
        > Nadia brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Dagtid, plan 3
        nadia?
        -- 2026-11-23 08:00
        nadia?
        > ...
        -- 2026-11-23 15:55
        elias?
        -- 2026-11-23 16:00
        elias?
        > Nadia har inte kunnat svara än. Nu har Inger din fråga.
        > Inger brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (IS) Inger Samordnarprov, samordnar coacherna
    """)
