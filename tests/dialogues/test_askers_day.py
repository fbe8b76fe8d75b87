"""Conversations of an asker's day: where my questions are, one more line, taking back, solved."""

from datetime import timedelta

import pytest

from tests.dialogues.stage import Stage
from tests.fakes.clock import StandingClock

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def sent(met: Stage) -> Stage:
    """A stage on which Elias has sent a question, and Birgitta has been greeted."""
    await met.hears("birgitta", "hej")
    await met.sends("elias", QUESTION)
    return met


async def test_status_follows_a_question_through_its_life(sent: Stage) -> None:
    """At every stage the asker reads who has it, and while they wait when to expect an answer."""
    await sent.play("""
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Birgitta sedan söndag 22 november, inte öppnad än. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta tagit hand om. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        birgitta: [Fråga tillbaka]
        > ...
        birgitta: Den gröna?
        > ...
        elias: status
        > Birgitta behöver veta en sak till för att kunna svara.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten undrar:
        > > Den gröna?
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Svara] [Ta tillbaka frågan]
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” väntar på ditt svar till Birgitta.
        > [Visa: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        elias: [Svara]
        > ...
        elias: Den röda
        > ...
        birgitta:
        > ...
        birgitta: [Svara]
        > ...
        birgitta: Bakom hissen
        > ...
        elias: status
        > Svar från Birgitta.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten svarar:
        > > Bakom hissen
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta svarat på.
        > [Visa: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        elias: [Tack, löst]
        > ...
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” är löst.
        > [Visa: var står kaffemaskinen på plan sju]
        elias: [Visa: var står kaffemaskinen på plan sju]
        > Svar från Birgitta.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten svarar:
        > > Bakom hissen
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
    """)


async def test_a_late_answer_is_apologised_for(sent: Stage) -> None:
    """The promise of yesterday is not repeated when it is broken."""
    for when in ("2026-11-23 08:00", "2026-11-23 12:00", "2026-11-23 16:00", "2026-11-24 15:30"):
        await sent.until(when)
    await sent.read("elias")
    await sent.play("""
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Inger sedan tisdag 24 november, inte öppnad än. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        -- 2026-11-26 10:00
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Inger sedan tisdag 24 november, inte öppnad än. Det dröjer längre än vanligt, förlåt för det.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
    """)


async def test_a_line_is_added_before_anybody_has_taken_it(sent: Stage) -> None:
    """Whoever has seen the question reads the line; who has not reads both at once."""
    await sent.play("""
        elias: [Lägg till något]
        > Skriv det du vill säga. Nästa meddelande går till Birgitta.
        > [Avbryt]
        elias: Den gröna
        > Skickat till Birgitta. Svaret kommer här.
        birgitta:
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Den gröna
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        elias: status
        > ...
        elias: [Lägg till: var står kaffemaskinen på plan sju]
        > ...
        elias: På norra sidan
        > Skickat till Birgitta. Svaret kommer här.
        birgitta:
        > Elias Testlund på Juridik lägger till något i sin fråga.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > På norra sidan
        > [Svara] [Fråga tillbaka]
    """)


async def test_a_line_can_be_added_to_what_is_taken(sent: Stage) -> None:
    """The coach reads that something was added, and their draft or answer goes on."""
    await sent.play("""
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        elias: [Lägg till något]
        > ...
        elias: Den gröna
        > Skickat till Birgitta. Svaret kommer här.
        birgitta:
        > Elias Testlund på Juridik lägger till något i sin fråga.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Den gröna
        > [Svara] [Fråga tillbaka]
        birgitta: Bakom hissen
        > Skickat till Elias Testlund på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
    """)


async def test_cancel_adds_nothing(sent: Stage) -> None:
    """Avbryt is heard there, too."""
    await sent.look("birgitta")
    await sent.play("""
        elias: [Lägg till något]
        > ...
        elias: [Avbryt]
        > Då lämnar vi det. Inget är skickat.
        > [Fråga Birgitta]
        birgitta:
    """)


async def test_a_question_is_taken_back_from_the_list(sent: Stage) -> None:
    """The coach who has read it is told, and need do nothing."""
    await sent.look("birgitta")
    await sent.play("""
        elias: status
        > ...
        elias: [Ta tillbaka: var står kaffemaskinen på plan sju]
        > Din fråga är tillbakadragen. Du kan ställa den igen när du vill.
        > [Fråga Birgitta]
        birgitta:
        > Elias Testlund på Juridik har tagit tillbaka frågan. Du behöver inte göra något.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        birgitta: [Ta frågan]
        > Frågan är tillbakadragen, så det behövs inget svar längre. Tack ändå.
        elias: [Lägg till något]
        > Du har tagit tillbaka den frågan. Ställ den gärna på nytt.
        > [Fråga Birgitta]
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har du tagit tillbaka.
    """)


async def test_what_is_taken_back_twice_is_taken_back_once(sent: Stage) -> None:
    """A second press changes nothing and tells nobody again."""
    await sent.look("birgitta")
    await sent.hears("elias", "[Ta tillbaka frågan]")
    await sent.look("birgitta")

    assert "tillbakadragen" in (await sent.hears("elias", "[Ta tillbaka frågan]"))[0]
    assert await sent.look("birgitta") == []


async def test_the_same_question_within_a_minute_is_asked_about(sent: Stage) -> None:
    """Yes: nothing more is sent, and the coach has one question."""
    await sent.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, med mitt namn]
        > Är det samma fråga en gång till? Den ligger redan hos Birgitta.
        > Din fråga:
        > > var står kaffemaskinen på plan sju
        > [Ja, samma fråga] [Nej, skicka en ny]
        elias: [Ja, samma fråga]
        > Den frågan är redan skickad. Skriv status när du vill se hur det går.
        > [Ta tillbaka frågan]
        birgitta:
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_the_same_words_may_be_a_new_question(sent: Stage) -> None:
    """No: it is sent, and the coach has two."""
    await sent.play("""
        elias: Var står kaffemaskinen på plan sju?
        > ...
        elias: [Ja, utan namn]
        > ...
        elias: [Nej, skicka en ny]
        > Skickat till Birgitta, utan ditt namn.
        > Birgitta brukar svara senast i morgon.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        birgitta:
        > 2 frågor till dig i dag.
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Från en kollega på Juridik:
        > > Var står kaffemaskinen på plan sju?
        > [Ta: var står kaffemaskinen på plan sju] [Ta: Var står kaffemaskinen på plan sju?]
        elias: status
        > Dina 2 frågor:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Birgitta sedan söndag 22 november, inte öppnad än. Svar brukar komma senast i morgon.
        > 2. ”Var står kaffemaskinen på plan sju?” ligger hos Birgitta sedan söndag 22 november, inte öppnad än. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Lägg till: Var står kaffemaskinen på plan sju?] [Ta tillbaka: var står kaffemaskinen på plan sju] [Ta tillbaka: Var står kaffemaskinen på plan sju?]
    """)


async def test_after_a_minute_it_is_a_question_like_any_other(
    sent: Stage, clock: StandingClock
) -> None:
    """Nobody is asked twice whether they mean what they say."""
    clock.pass_by(timedelta(seconds=61))
    await sent.hears("elias", QUESTION)
    lines = await sent.hears("elias", "[Ja, med mitt namn]")

    assert lines[0] == "Skickat till Birgitta, med ditt namn."


async def test_what_was_taken_back_may_be_asked_again_at_once(sent: Stage) -> None:
    """The twin of a question that is over is no twin."""
    await sent.hears("elias", "[Ta tillbaka frågan]")
    await sent.hears("elias", QUESTION)
    lines = await sent.hears("elias", "[Ja, utan namn]")

    assert lines[0] == "Skickat till Birgitta, utan ditt namn."


async def test_thanking_twice_thanks_once(sent: Stage) -> None:
    """An old button changes nothing, and the coach is not told again."""
    await sent.look("birgitta")
    await sent.hears("birgitta", "[Ta frågan]")
    await sent.hears("birgitta", "Bakom hissen")
    await sent.look("elias")
    await sent.hears("elias", "[Tack, löst]")
    await sent.look("birgitta")
    await sent.hears("elias", "[Tack, löst]")

    assert await sent.look("birgitta") == []


async def test_an_unnamed_thank_you_stays_unnamed(met: Stage) -> None:
    """The coach is thanked by a colleague."""
    await met.hears("elias", QUESTION)
    await met.hears("elias", "[Ja, utan namn]")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    await met.hears("birgitta", "Bakom hissen")
    await met.play("""
        elias:
        > ...
        elias: [Tack, löst]
        > Vad bra! Jag säger till Birgitta, utan ditt namn.
        > [Fråga Birgitta]
        birgitta:
        > Det löste sig för en kollega på Juridik. Tack!
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Gör till tips]
    """)
