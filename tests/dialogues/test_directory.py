"""The directory that anybody can ask."""

from dataclasses import replace
from datetime import date

from knowledge.people.model import Absence
from tests.dialogues.stage import Stage


async def test_one_asks_who_knows_something_and_writes_to_them(met: Stage) -> None:
    """By what they like to be asked about; the question goes to that person."""
    await met.play("""
        elias: vem kan tjänstedesign
        > De här får gärna frågor om tjänstedesign:
        > 1. Hanna Provström, digital coach på Kommunikation, plan 4: tjänstedesign, bilder, klarspråk
        > [Fråga Hanna]
        elias: [Fråga Hanna]
        > Skriv vad du undrar, så skickar jag det till Hanna när du sagt ja.
        > (HP) Hanna Provström, digital coach på Kommunikation, plan 4
        > [Avbryt]
        elias: Hur ritar vi en kundresa?
        > Ska jag skicka frågan till Hanna?
        > Hanna ser det du skrev och din avdelning, och ditt namn om du vill.
        > Hanna brukar svara senast i morgon.
        > Din fråga:
        > > Hur ritar vi en kundresa?
        > (HP) Hanna Provström, digital coach på Kommunikation, plan 4
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        elias: [Ja, utan namn]
        > Skickat till Hanna, utan ditt namn.
        > Hanna brukar svara senast i morgon.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        hanna:
        > Ny fråga från en kollega på Juridik.
        > Frågan:
        > > Hur ritar vi en kundresa?
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_a_thing_nobody_likes_to_be_asked_about_is_a_question(met: Stage) -> None:
    """Vem kan … is no command then: the library and the coach are asked as usual."""
    lines = await met.hears("elias", "vem kan fotbollsreglerna här")

    assert lines[0] == "Det vet jag inte. Frågan är bra, och fler kan ha den."


async def test_one_asks_for_the_coaches_of_a_department(met: Stage) -> None:
    """With how the name is said, where they sit, and whether they are away."""
    async with met.service.work() as work:
        profile = await work.people.profile("ahmed")
        await work.people.put_profile(replace(profile, spoken="Achmed"))
        await work.people.add_absence(
            Absence(person="ylva", first=date(2026, 11, 20), back=date(2026, 12, 1))
        )
        await work.commit()
    await met.play("""
        elias: coacher på HR
        > De här svarar på frågor från HR:
        > 1. Ahmed Provdal (säg Achmed), digital coach, plan 3
        > 2. Ylva Övningsdal, ersättare för coachen, plan 3, borta till tisdag 1 december
        > [Fråga Ahmed] [Fråga Ylva]
        elias: coacher på strategisk
        > Strategisk samhällsutveckling har ingen coach just nu.
        > Inger Samordnarprov samordnar coacherna och tar emot frågor så länge.
        > [Fråga Inger]
        elias: coacher på månen
        > Jag hittar ingen avdelning som heter månen.
        > [Fråga Birgitta]
    """)


async def test_my_coach_is_told_with_who_answers_instead(met: Stage) -> None:
    """Here, away until a day, and with too many questions already."""
    await met.play("""
        elias: vem är min coach
        > Din coach heter Birgitta Provsten: digital coach på Juridik, plan 3.
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Fråga Birgitta]
        birgitta: borta till 12 mars
        > ...
        elias: vem är min coach
        > Birgitta är borta till fredag 12 mars. Nadia svarar i stället.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Fråga Nadia]
    """)


async def test_a_large_organisation_is_searched_by_name_or_level_by_level(met: Stage) -> None:
    """More departments than fit on buttons: a few at a time, or what one writes."""
    async with met.service.work() as work:
        hemtjanst = await work.people.department("hemtjanst")
        for number in range(1, 8):
            await work.people.put_department(
                replace(hemtjanst, id=f"grupp{number}", name=f"Grupp {number}", parent="vof")
            )
        await work.commit()
    await met.play("""
        elias: byt avdelning
        > Var jobbar du? Då vet jag vem som är din coach.
        > Du kan också skriva namnet.
        > [Stadsledningsförvaltningen] [Vård- och omsorgsförvaltningen]
        elias: [Vård- och omsorgsförvaltningen]
        > Var på Vård- och omsorgsförvaltningen?
        > [Grupp 1] [Grupp 2] [Grupp 3] [Grupp 4] [Grupp 5] [Grupp 6] [Grupp 7] [Hemtjänst Norr] [Vård- och omsorgsförvaltningen, ingen särskild del]
        elias: hemtjänst
        > Menar du någon av de här?
        > [Hemtjänst Norr]
        elias: [Hemtjänst Norr]
        > Tack, då vet jag att du jobbar på Hemtjänst Norr.
        > (GS) Gunnar Skissander, digital coach på Hemtjänst Norr, personalrummet
        > [Fråga Gunnar]
    """)


async def test_the_directory_in_english(met: Stage) -> None:
    """The same for somebody who chose English."""
    await met.hears("elias", "english")
    await met.hears("elias", "[English]")
    await met.play("""
        elias: who is good at excel
        > These people like to be asked about excel:
        > 1. Leila Mallgren, digital coach at Ekonomi, plan 2: Excel, pivottabeller, budget
        > [Ask Leila]
        elias: coaches at HR
        > These people answer questions from HR:
        > 1. Ahmed Provdal, digital coach, plan 3
        > 2. Ylva Övningsdal, stand-in for the coach, plan 3
        > [Ask Ahmed] [Ask Ylva]
    """)
