"""Conversations in which tips are written, changed and read by others; and the yearly look."""

from dataclasses import replace
from datetime import date

from bot.conversations.writing import caretaking
from tests.dialogues.stage import Stage
from tips.history.model import Edit

TIP = {
    "title": "Skala vyn i ekonomisystemet",
    "phrasings": "hur zoomar jag i ekonomisystemet\nallt är så litet i ekonomisystemet",
    "answer": "Håll ned Ctrl och rulla med mushjulet.",
    "steps": "Håll ned Ctrl.\nRulla uppåt.",
    "check": "Texten blir större.",
}


async def written(stage: Stage) -> list[str]:
    """Let Birgitta write a tip; return what she reads then."""
    await stage.hears("birgitta", "nytt tips")
    return await stage.fill("birgitta", **TIP)


async def test_a_tip_is_written_in_the_chat_and_answers_once_somebody_has_read_it(
    stage: Stage,
) -> None:
    """The card is the one staff will see; a coordinator reads it, and it answers at once."""
    await stage.play("""
        birgitta: nytt tips: skala vyn
        > Hej! Jag är en bot som hjälper till med det digitala på jobbet. Fråga vad som helst, stort som smått.
        > Ingen kollega eller chef ser vad du frågar mig. Din coach ser det du själv väljer att skicka.
        > Nytt tips. Skriv det du vet, resten kan komma sedan.
        > title = Skala vyn
        > phrasings =
        > answer =
        > steps =
        > check =
        > local =
    """)
    assert await stage.fill("birgitta", **TIP) == [
        "Sparat som ditt utkast. Så här kommer det att se ut:",
        "Håll ned Ctrl och rulla med mushjulet.",
        "1. Håll ned Ctrl.",
        "2. Rulla uppåt.",
        "Texten blir större.",
        "Så frågar man: hur zoomar jag i ekonomisystemet · allt är så litet i ekonomisystemet",
        "(Skala vyn i ekonomisystemet · skrivet av Birgitta · kollat i november 2026)",
        "[Skicka till läsning] [Ändra] [Kasta]",
    ]
    await stage.play("""
        birgitta: [Skicka till läsning]
        > Tack! Inger läser tipset och publicerar det.
        inger:
        > Birgitta har skrivit ett tips som väntar på din läsning: Skala vyn i ekonomisystemet
        > [Läs]
        inger: [Läs]
        > Birgitta har skrivit: Skala vyn i ekonomisystemet
        > Håll ned Ctrl och rulla med mushjulet.
        > 1. Håll ned Ctrl.
        > 2. Rulla uppåt.
        > Texten blir större.
        > Så frågar man: hur zoomar jag i ekonomisystemet · allt är så litet i ekonomisystemet
        > (Skala vyn i ekonomisystemet · skrivet av Birgitta · kollat i november 2026)
        > [Publicera] [Ändra] [Inte nu] [Kommentera]
        inger: [Publicera]
        > Publicerat: Skala vyn i ekonomisystemet. Nästa som frågar får svaret direkt.
        birgitta:
        > Inger har publicerat ditt tips: Skala vyn i ekonomisystemet. Tack, nu hjälper det fler.
        anki: hur zoomar jag i ekonomisystemet
        > ...
        > Håll ned Ctrl och rulla med mushjulet.
        > ...
    """)


async def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(stage: Stage) -> None:
    """A title and a way to ask are needed; what was written stands."""
    await stage.hears("birgitta", "nytt tips")
    await stage.fill("birgitta", answer="Så här gör man", steps="\n".join("abcdefghi"))
    form = stage.actor("birgitta").form
    assert {one.name for one in form.fields if one.error} == {"title", "phrasings", "steps"}
    assert {one.name: one.value for one in form.fields}["answer"] == "Så här gör man"


async def test_a_published_tip_is_changed_beside_itself(stage: Stage) -> None:
    """The old text answers until somebody else has read the new one, and reads what is new."""
    await stage.play("""
        birgitta: ändra tipset om mobilens batteri
        > ...
    """)
    await stage.fill("birgitta", answer="Sänk ljuset på skärmen. Skärmen drar mest.")
    await stage.play("""
        birgitta: [Skicka till läsning]
        > Tack! Inger läser tipset och publicerar det.
        anki: mobilen laddar ur så fort
        > ...
        > Sänk ljuset på skärmen och slå på läget som spar ström. Skärmen drar mest.
        > ...
        inger: granska
        > ...
        inger: [Publicera]
        > Publicerat: Få mobilens batteri att räcka hela passet. Nästa som frågar får svaret direkt.
        anki: batteriet räcker inte hela passet
        > Sänk ljuset på skärmen. Skärmen drar mest.
        > ...
    """)


async def test_of_two_who_change_a_tip_the_second_sees_both_texts(stage: Stage) -> None:
    """What the first wrote is quoted; what the second wrote stands in the form."""
    await stage.hears("birgitta", "ändra tipset om mobilens batteri")
    await stage.hears("pontus", "ändra tipset om mobilens batteri")
    await stage.fill("birgitta", answer="Sänk ljuset.")
    said = await stage.fill("pontus", answer="Ladda ofta.")
    assert said[0].startswith("Någon annan har ändrat tipset under tiden.")
    assert any("Sänk ljuset." in line for line in said)
    assert "answer = Ladda ofta." in said
    kept = await stage.fill("pontus", answer="Ladda ofta. Sänk ljuset.")
    assert kept[0].startswith("Ändringen är sparad.")


async def test_a_draft_is_thrown_away_by_its_author(stage: Stage) -> None:
    """Nobody else has seen it; it is in the history."""
    await written(stage)
    assert await stage.hears("birgitta", "[Kasta]") == [
        "Borta: Skala vyn i ekonomisystemet. Det finns kvar i historiken.",
    ]


async def test_a_coach_reads_and_comments_and_does_not_decide(stage: Stage) -> None:
    """Publishing is for coordinators; a remark stands beside the tip."""
    await written(stage)
    await stage.hears("birgitta", "[Skicka till läsning]")
    lines = await stage.hears("pontus", "granska")
    assert lines[-1] == "[Kommentera]"
    await stage.play("""
        pontus: [Kommentera]
        > Skriv din kommentar så lägger jag den vid tipset.
        pontus: Bra! Fungerar det på plattan också?
        > Tack, kommentaren står vid tipset.
    """)
    async with stage.service.reading() as work:
        wanted = [tip for tip in await work.tips.all() if tip.title == TIP["title"]]
        said = await work.comments.on(wanted[0].id, "sv")
    assert [one.text for one in said] == ["Bra! Fungerar det på plattan också?"]


async def test_staff_hear_whom_to_tell(met: Stage) -> None:
    """Whoever does not help writes no tips, and may tell somebody who does."""
    await met.play("""
        elias: nytt tips
        > Tips skrivs av coacher och samordnare. Har du ett bra knep? Berätta för din coach, så kan det bli ett tips.
        > [Fråga Birgitta]
        elias: granska
        > Tips skrivs av coacher och samordnare. Har du ett bra knep? Berätta för din coach, så kan det bli ett tips.
        > [Fråga Birgitta]
        elias: ändra tipset
        > Tips skrivs av coacher och samordnare. Har du ett bra knep? Berätta för din coach, så kan det bli ett tips.
        > [Fråga Birgitta]
    """)


async def test_whoever_looks_after_a_tip_says_that_it_holds(stage: Stage) -> None:
    """One letter a week at most, however many look; one press, and it is due in half a year."""
    async with stage.service.work() as work:
        tip = await work.tips.get("mobil-batteri", "sv")
        due = replace(tip, caretaker="birgitta", review=date(2026, 11, 1))
        await work.tips.put(due, Edit(by="inger"))
        await work.commit()
    for _ in range(2):
        async with stage.service.work() as work:
            await caretaking.remind(stage.service.letters(work))
            await work.commit()
    await stage.play("""
        birgitta:
        > Ett tips som du tar hand om behöver läsas igen:
        > Få mobilens batteri att räcka hela passet
        > [Gå igenom]
        birgitta: [Gå igenom]
        > Stämmer det här fortfarande? ”Få mobilens batteri att räcka hela passet”
        > Sänk ljuset på skärmen och slå på läget som spar ström. Skärmen drar mest.
        > 1. Dra ner panelen från skärmens överkant.
        > 2. Sänk ljusstyrkan ungefär till hälften.
        > 3. Öppna *Inställningar* och *Batteri*. Slå på läget som spar ström.
        > 4. Får du larm i mobilen, låt det läget vara av.
        > 5. Stäng av pling från appar som drar mycket.
        > Procenten sjunker långsammare än i går.
        > (Få mobilens batteri att räcka hela passet · kollat i oktober 2026)
        > [Stämmer fortfarande] [Ändra] [Låt det vila]
        birgitta: [Stämmer fortfarande]
        > Noterat: Få mobilens batteri att räcka hela passet.
        > Alla dina tips är genomgångna. Tack!
        birgitta: granska
        > Hej! Jag är en bot som hjälper till med det digitala på jobbet. Fråga vad som helst, stort som smått.
        > Ingen kollega eller chef ser vad du frågar mig. Din coach ser det du själv väljer att skicka.
        > Inget väntar på din läsning.
    """)
    async with stage.service.reading() as work:
        read = await work.tips.get("mobil-batteri", "sv")
    assert read.checked == stage.service.clock.now().date()
    assert read.review > read.checked
