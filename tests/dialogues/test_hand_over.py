"""Conversations in which a question goes to a named colleague and the answer comes back."""

from dataclasses import replace
from datetime import date

from knowledge.people.model import Absence
from tests.dialogues.stage import Stage


async def test_a_question_goes_to_the_coach_and_the_answer_comes_back(met: Stage) -> None:
    """The main job: ask, be handed to the named coach, hear back, thank."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, med mitt namn]
        > Skickat till Birgitta, med ditt namn.
        > Birgitta brukar svara senast i morgon.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        birgitta:
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        birgitta: [Ta frågan]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till Elias Testlund på Juridik.
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
        birgitta: Den står i pentryt bakom hissen. Jag visar gärna!
        > Skickat till Elias Testlund på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
        elias:
        > Svar från Birgitta.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten svarar:
        > > Den står i pentryt bakom hissen. Jag visar gärna!
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
        elias: [Tack, löst]
        > Vad bra! Jag hälsar Birgitta.
        > [Fråga Birgitta]
        birgitta:
        > Det löste sig för Elias Testlund på Juridik. Tack!
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Gör till tips]
    """)


async def test_an_unnamed_asker_stays_unnamed_the_whole_way(met: Stage) -> None:
    """The two talk through the bot; the coach never learns who it is."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, utan namn]
        > Skickat till Birgitta, utan ditt namn.
        > Birgitta brukar svara senast i morgon.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        birgitta:
        > Ny fråga från en kollega på Juridik.
        > ...
        birgitta: [Ta frågan]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till en kollega på Juridik.
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
        birgitta: [Fråga tillbaka]
        > Skriv vad du vill fråga, så skickar jag det till en kollega på Juridik.
        > [Inte nu]
        birgitta: Menar du den stora eller den lilla?
        > Skickat till en kollega på Juridik. Du får svaret här.
        elias:
        > Birgitta behöver veta en sak till för att kunna svara.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten undrar:
        > > Menar du den stora eller den lilla?
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Svara] [Ta tillbaka frågan]
        elias: [Svara]
        > Skriv det du vill säga. Nästa meddelande går till Birgitta.
        > [Avbryt]
        elias: Den stora
        > Skickat till Birgitta. Svaret kommer här.
        birgitta:
        > Svar från en kollega på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > En kollega på Juridik skrev:
        > > Den stora
        > [Svara] [Fråga tillbaka]
        birgitta: [Svara]
        > ...
        birgitta: Bakom hissen
        > Skickat till en kollega på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
        elias:
        > Svar från Birgitta.
        > ...
        elias: [Tack, löst]
        > ...
        birgitta:
        > Det löste sig för en kollega på Juridik. Tack!
        > ...
    """)

    assert "Elias" not in str(met.actor("birgitta").replies)


async def test_one_more_question_reopens_what_was_solved(met: Stage) -> None:
    """Fråga mer goes to the same coach, with the first question beside it."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, med mitt namn]
        > ...
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        birgitta: Bakom hissen
        > ...
        elias:
        > ...
        elias: [Fråga mer]
        > Skriv det du vill säga. Nästa meddelande går till Birgitta.
        > [Avbryt]
        elias: Vilken av hissarna?
        > Skickat till Birgitta. Svaret kommer här.
        birgitta:
        > Elias Testlund på Juridik undrar en sak till.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Vilken av hissarna?
        > [Svara] [Fråga tillbaka]
    """)


async def test_status_tells_each_where_it_stands(met: Stage) -> None:
    """The asker reads who has the question; the coach reads what waits."""
    await met.play("""
        elias: status
        > Du har inga frågor på väg just nu.
        > [Fråga Birgitta]
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, med mitt namn]
        > ...
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Birgitta sedan söndag 22 november, inte öppnad än. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        birgitta: status
        > ...
        > Du har hand om en fråga:
        > 1. ”var står kaffemaskinen på plan sju” från Elias Testlund på Juridik, kom söndag 22 november.
        > [Svara: var står kaffemaskinen på plan sju]
        > Ny fråga från Elias Testlund på Juridik.
        > ...
        birgitta: [Ta frågan]
        > ...
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta tagit hand om. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
    """)


async def test_the_stand_in_is_named_when_the_coach_is_away(met: Stage) -> None:
    """The asker reads who answers, and until when, before anything is sent."""
    await met.play("""
        birgitta: borta till 12 mars
        > ...
        > Noterat, du är borta till fredag 12 mars. Nya frågor går till någon annan så länge.
        elias: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta är borta till fredag 12 mars. Nadia svarar i stället.
        > Ska jag skicka den till Nadia? Nadia ser det du skrev och din avdelning, och ditt namn om du vill.
        > Nadia brukar svara senast i morgon.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        elias: [Ja, med mitt namn]
        > Skickat till Nadia, med ditt namn.
        > ...
        nadia:
        > Ny fråga från Elias Testlund på Juridik.
        > ...
        birgitta: tillbaka
        > Välkommen tillbaka. Nya frågor kommer till dig igen.
    """)


async def test_a_department_without_a_coach_gets_the_coordinator(stage: Stage) -> None:
    """Nobody is met by a dead end: the coordinator takes the question."""
    await stage.play("""
        amina: hej
        > ...
        amina: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Er avdelning har ingen coach just nu. Inger samordnar coacherna och tar emot frågan.
        > Ska jag skicka den till Inger? Inger ser det du skrev och din avdelning, och ditt namn om du vill.
        > Inger brukar svara senast i morgon.
        > (IS) Inger Samordnarprov, samordnar coacherna
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        amina: [Ja, utan namn]
        > ...
        inger:
        > Ny fråga från en kollega på Strategisk samhällsutveckling.
        > ...
    """)


async def test_a_coach_who_asks_is_never_sent_their_own_question(stage: Stage) -> None:
    """A coach's question goes to the stand-in."""
    lines = await stage.hears("birgitta", "var står kaffemaskinen på plan sju")

    assert lines[-1] == "[Ja, med mitt namn] [Ja, utan namn] [Nej tack]"
    assert any("Nadia" in line for line in lines)


async def test_an_answer_to_a_withdrawn_question_comes_back_to_its_writer(met: Stage) -> None:
    """The coach is told kindly, and the text they wrote is not lost."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, med mitt namn]
        > ...
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        elias: [Ta tillbaka frågan]
        > Din fråga är tillbakadragen. Du kan ställa den igen när du vill.
        > [Fråga Birgitta]
        birgitta:
        > Elias Testlund på Juridik har tagit tillbaka frågan. Du behöver inte göra något.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        birgitta: Den står bakom hissen
        > Frågan är tillbakadragen, så det behövs inget svar längre. Tack ändå.
        > Du skrev, men det är inte skickat:
        > > Den står bakom hissen
        elias:
    """)


async def test_pressing_send_twice_sends_once(met: Stage) -> None:
    """An impatient second press is answered, and the coach has one question."""
    await met.hears("elias", "var står kaffemaskinen på plan sju")
    await met.hears("elias", "[Ja, med mitt namn]")
    lines = await met.hears("elias", "[Ja, utan namn]")

    assert lines[0] == ("Den frågan är redan skickad. Skriv status när du vill se hur det går.")
    assert sum("Ny fråga" in line for line in await met.look("birgitta")) == 1


async def test_a_question_can_be_written_to_the_coach_without_asking_the_library(
    met: Stage,
) -> None:
    """The named person is one press away, also from a greeting."""
    await met.play("""
        elias: hej
        > ...
        elias: [Fråga Birgitta]
        > Skriv vad du undrar, så skickar jag det till Birgitta när du sagt ja.
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Avbryt]
        elias: Kan du visa mig hur man delar skärm?
        > Ska jag skicka frågan till Birgitta?
        > Birgitta ser det du skrev och din avdelning, och ditt namn om du vill.
        > Birgitta brukar svara senast i morgon.
        > Din fråga:
        > > Kan du visa mig hur man delar skärm?
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_cancel_closes_an_open_dialogue(met: Stage) -> None:
    """The word avbryt is heard in the middle; nothing is sent."""
    await met.play("""
        elias: hej
        > ...
        elias: [Fråga Birgitta]
        > ...
        elias: avbryt
        > Då lämnar vi det. Inget är skickat.
        > [Fråga Birgitta]
        birgitta:
    """)


async def test_nobody_else_can_act_on_a_question(met: Stage) -> None:
    """A press that carries somebody else's question is refused, for asker and coach alike."""
    await met.hears("elias", "var står kaffemaskinen på plan sju")
    await met.hears("elias", "[Ja, utan namn]")
    await met.look("birgitta")
    taken = met.actor("birgitta").choice("Ta frågan")
    escalation = taken.split(":")[1]
    for who, action in (
        ("anki", taken),
        ("leila", taken),
        ("anki", f"escalate.withdraw:{escalation}"),
        ("birgitta", f"asker.solved:{escalation}"),
        ("leila", f"learn.begin:{escalation}"),
    ):
        await met.service.reception.press(f"{who}{action}", who, "webchat", action, "x")
        await met.settle()
        lines = await met.look(who)

        assert lines[0] in {
            "Den frågan hittar jag inte. Den kan vara avslutad.",
            "Birgitta har redan den frågan. Du behöver inte göra något.",
        }


async def test_the_day_is_said_in_the_readers_own_language(met: Stage) -> None:
    """The same absence reads in English for somebody who chose English."""
    async with met.service.work() as work:
        elias = await work.people.get("elias")
        await work.people.put(replace(elias, language="en"))
        await work.people.add_absence(
            Absence(person="birgitta", first=date(2026, 11, 20), back=date(2027, 3, 12))
        )
        await work.commit()

    await met.play("""
        elias: where is the coffee machine on floor seven
        > I don't know that. It's a good question, and others may have it too.
        > Birgitta is away until Friday 12 March. Nadia answers meanwhile.
        > Shall I send it to Nadia? Nadia sees what you wrote and your department, and your name if you like.
        > Nadia usually answers tomorrow at the latest.
        > (NS) Nadia Skissmark, stand-in for the coach at Juridik, plan 3
        > [Yes, with my name] [Yes, without my name] [No thanks]
    """)
