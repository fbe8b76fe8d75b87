"""Conversations in which a coach offers to show something in person, for a quarter of an hour."""

from datetime import date, timedelta

import pytest

from knowledge.people.model import Absence
from tests.dialogues.stage import Stage

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def taken(met: Stage) -> Stage:
    """A stage on which Birgitta has taken a question from Elias."""
    await met.hears("birgitta", "hej")
    await met.sends("elias", QUESTION)
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    return met


@pytest.fixture
async def offered(taken: Stage) -> Stage:
    """A stage on which Elias has read three times."""
    await taken.hears("birgitta", "[Visa mig]")
    await taken.hears("birgitta", "[Skicka tiderna]")
    await taken.look("elias")
    return taken


def calendar(stage: Stage, who: str) -> dict[str, str]:
    """Return the lines of the last file somebody got, by their names."""
    files = [one for reply in stage.actor(who).replies for one in reply.files]
    return dict(line.split(":", 1) for line in files[-1].text.splitlines())


async def test_three_times_are_offered_and_one_is_chosen(taken: Stage) -> None:
    """The coach sees the times before the asker does; the asker picks with one press."""
    await taken.play("""
        birgitta: [Visa mig]
        > Jag kan fråga Elias Testlund på Juridik om en kvart någon av de här tiderna:
        > 1. måndag 23 november kl. 10.30
        > 2. måndag 23 november kl. 14.30
        > 3. tisdag 24 november kl. 09.30
        > [Skicka tiderna] [Andra tider] [Inte nu]
        birgitta: [Skicka tiderna]
        > Skickat till Elias Testlund på Juridik. Du får veta vilken tid det blir.
        elias:
        > Birgitta visar dig gärna, det tar 15 minuter. Passar någon av de här tiderna?
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [måndag 23 november kl. 10.30] [måndag 23 november kl. 14.30] [tisdag 24 november kl. 09.30] [Ingen av dem passar]
        elias: [tisdag 24 november kl. 09.30]
        > Bra, då ses du och Birgitta tisdag 24 november kl. 09.30. Filen lägger tiden i din kalender.
        > Birgitta sitter här: plan 3.
        > Fil: visa-mig.ics
        > ...
        > [Tack, löst]
        birgitta:
        > Elias Testlund på Juridik väljer tisdag 24 november kl. 09.30. Filen lägger tiden i din kalender.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Fil: visa-mig.ics
        > ...
        > [Svara]
    """)
    theirs, mine = calendar(taken, "elias"), calendar(taken, "birgitta")

    assert theirs["DTSTART"] == mine["DTSTART"] == "20261124T083000Z"
    assert theirs["DTEND"] == mine["DTEND"] == "20261124T084500Z"
    assert theirs["UID"] == mine["UID"]
    assert theirs["SUMMARY"] == "Visa mig: Birgitta Provsten"
    assert mine["SUMMARY"] == "Visa mig: Elias Testlund på Juridik"


async def test_an_unnamed_asker_stands_unnamed_in_the_coachs_calendar(met: Stage) -> None:
    """The file says no more than the conversation did; they meet, and that is the asker's choice."""
    await met.hears("elias", QUESTION)
    await met.hears("elias", "[Ja, utan namn]")
    for who, words in (
        ("birgitta", None),
        ("birgitta", "[Ta frågan]"),
        ("birgitta", "[Visa mig]"),
        ("birgitta", "[Skicka tiderna]"),
        ("elias", "[tisdag 24 november kl. 09.30]"),
        ("birgitta", None),
    ):
        await met.look(who)
        await met.hears(who, words)

    assert calendar(met, "birgitta")["SUMMARY"] == "Visa mig: en kollega på Juridik"
    assert "Elias" not in str(met.actor("birgitta").replies)


async def test_the_coach_may_look_for_other_times(taken: Stage) -> None:
    """Andra tider goes on; what was shown before is not sent."""
    await taken.play("""
        birgitta: [Visa mig]
        > ...
        birgitta: [Andra tider]
        > Jag kan fråga Elias Testlund på Juridik om en kvart någon av de här tiderna:
        > 1. tisdag 24 november kl. 13.30
        > 2. onsdag 25 november kl. 10.30
        > 3. onsdag 25 november kl. 14.30
        > [Skicka tiderna] [Andra tider] [Inte nu]
        birgitta: [Andra tider]
        > Jag kan fråga Elias Testlund på Juridik om en kvart någon av de här tiderna:
        > 1. torsdag 26 november kl. 09.30
        > 2. torsdag 26 november kl. 13.30
        > 3. fredag 27 november kl. 10.30
        > [Skicka tiderna] [Andra tider] [Inte nu]
        birgitta: [Inte nu]
        > Det går bra. Frågan ligger kvar hos dig, skriv status när du vill ta upp den.
        elias:
    """)


async def test_days_on_which_the_coach_is_away_are_left_out(taken: Stage) -> None:
    """Nobody is offered a time at which nobody comes."""
    async with taken.service.work() as work:
        await work.people.add_absence(
            Absence(person="birgitta", first=date(2026, 11, 23), back=date(2026, 11, 26))
        )
        await work.commit()
    await taken.play("""
        birgitta: [Visa mig]
        > Jag kan fråga Elias Testlund på Juridik om en kvart någon av de här tiderna:
        > 1. torsdag 26 november kl. 09.30
        > 2. torsdag 26 november kl. 13.30
        > 3. fredag 27 november kl. 10.30
        > [Skicka tiderna] [Andra tider] [Inte nu]
    """)


async def test_a_coach_who_is_away_for_long_finds_no_times(taken: Stage) -> None:
    """It is said plainly, and the question is still the coach's."""
    today = taken.service.clock.now().date()
    async with taken.service.work() as work:
        back = today + timedelta(days=90)
        await work.people.add_absence(Absence(person="birgitta", first=today, back=back))
        await work.commit()
    await taken.play("""
        birgitta: [Visa mig]
        > Jag hittar inga lediga tider de närmaste veckorna.
        > [Inte nu]
    """)


async def test_what_the_coach_saw_is_what_is_sent(taken: Stage) -> None:
    """Also when time has passed in between; what is over is left out."""
    await taken.play("""
        birgitta: [Visa mig]
        > ...
        -- 2026-11-23 10:15
        birgitta: [Skicka tiderna]
        > ...
        elias:
        > Birgitta visar dig gärna, det tar 15 minuter. Passar någon av de här tiderna?
        > ...
        > [måndag 23 november kl. 10.30] [måndag 23 november kl. 14.30] [tisdag 24 november kl. 09.30] [Ingen av dem passar]
        -- 2026-11-23 12:00
        birgitta: [Skicka tiderna]
        > ...
        elias:
        > Birgitta visar dig gärna, det tar 15 minuter. Passar någon av de här tiderna?
        > ...
        > [måndag 23 november kl. 14.30] [tisdag 24 november kl. 09.30] [Ingen av dem passar]
    """)


async def test_nobody_is_asked_to_come_within_the_hour(taken: Stage) -> None:
    """At half past nine the time at half past ten is too soon."""
    await taken.play("""
        -- 2026-11-23 09:31
        birgitta: [Visa mig]
        > Jag kan fråga Elias Testlund på Juridik om en kvart någon av de här tiderna:
        > 1. måndag 23 november kl. 13.30
        > 2. tisdag 24 november kl. 10.30
        > 3. tisdag 24 november kl. 14.30
        > [Skicka tiderna] [Andra tider] [Inte nu]
    """)


async def test_the_times_can_be_found_again(offered: Stage) -> None:
    """Status leads back to them, while they wait for an answer."""
    await offered.play("""
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” väntar på ditt svar till Birgitta.
        > [Visa: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        elias: [Visa: var står kaffemaskinen på plan sju]
        > Birgitta visar dig gärna, det tar 15 minuter. Passar någon av de här tiderna?
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [måndag 23 november kl. 10.30] [måndag 23 november kl. 14.30] [tisdag 24 november kl. 09.30] [Ingen av dem passar]
        birgitta: status
        > Du har hand om en fråga:
        > 1. ”var står kaffemaskinen på plan sju”, du har frågat Elias Testlund på Juridik en sak.
        > [Svara: var står kaffemaskinen på plan sju]
    """)


async def test_when_none_suits_one_writes_instead(offered: Stage) -> None:
    """The coach reads what the asker suggests, and it is their turn again."""
    await offered.play("""
        elias: [Ingen av dem passar]
        > Skriv det du vill säga. Nästa meddelande går till Birgitta.
        > [Avbryt]
        elias: Helst på fredag
        > Skickat till Birgitta. Svaret kommer här.
        birgitta:
        > Svar från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Helst på fredag
        > [Svara] [Fråga tillbaka]
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta tagit hand om. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
    """)


async def test_one_may_change_ones_mind(offered: Stage) -> None:
    """A second choice moves the appointment: in a calendar it is the same."""
    await offered.hears("elias", "[måndag 23 november kl. 10.30]")
    first = calendar(offered, "elias")
    await offered.hears("elias", "[tisdag 24 november kl. 09.30]")
    await offered.look("birgitta")

    assert calendar(offered, "elias")["UID"] == first["UID"]
    assert calendar(offered, "elias")["DTSTART"] == "20261124T083000Z"
    assert calendar(offered, "birgitta")["DTSTART"] == "20261124T083000Z"


async def test_a_time_that_has_been_is_not_chosen(offered: Stage) -> None:
    """The asker is helped on to write a time of their own."""
    await offered.play("""
        -- 2026-11-23 12:00
        elias: [måndag 23 november kl. 10.30]
        > Den tiden har redan varit. Skriv gärna en tid som passar dig.
        > [Svara]
        elias: [Svara]
        > Skriv det du vill säga. Nästa meddelande går till Birgitta.
        > [Avbryt]
    """)


async def test_a_time_offered_by_somebody_else_no_longer_holds(offered: Stage) -> None:
    """The question has a new coach, who never promised to be there."""
    await offered.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: [Nadia Skissmark på Juridik]
        > ...
        birgitta: [Skicka till Nadia utan ord]
        > ...
        elias:
        > ...
        elias: [tisdag 24 november kl. 09.30]
        > De tiderna gäller inte längre. Nu har Nadia din fråga, och svaret kommer här.
        nadia:
        > ...
    """)


async def test_a_closed_question_needs_no_time(offered: Stage) -> None:
    """Whoever has taken the question back is told so, and nobody comes."""
    await offered.play("""
        elias: status
        > ...
        elias: [Ta tillbaka: var står kaffemaskinen på plan sju]
        > ...
        elias: [tisdag 24 november kl. 09.30]
        > Frågan är avslutad, så det behövs ingen tid.
        > [Fråga Birgitta]
        birgitta:
        > Elias Testlund på Juridik har tagit tillbaka frågan. Du behöver inte göra något.
        > Frågan:
        > > var står kaffemaskinen på plan sju
    """)


async def test_the_clock_waits_until_they_have_met(offered: Stage) -> None:
    """Nobody is reminded of what is agreed; after it the working hours count again."""
    await offered.hears("elias", "[tisdag 24 november kl. 09.30]")
    await offered.look("birgitta")
    await offered.play("""
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta tagit hand om. Svar brukar komma senast onsdag 25 november.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        -- 2026-11-23 16:00
        birgitta?
        -- 2026-11-24 13:44
        birgitta?
        -- 2026-11-24 13:45
        birgitta?
        > Frågan från Elias Testlund på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
        elias: [Tack, löst]
        > Vad bra! Jag hälsar Birgitta.
        > [Fråga Birgitta]
        birgitta?
        > Det löste sig för Elias Testlund på Juridik. Tack!
        > Frågan:
        > > var står kaffemaskinen på plan sju
    """)
