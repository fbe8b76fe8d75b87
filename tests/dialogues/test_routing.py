"""Conversations in which it is decided, and said, whom a question goes to."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.runtime.wiring import build
from knowledge.people.model import Absence, Ombud, OmbudStage, Person, Profile, Role
from tests.conftest import settings_in
from tests.dialogues.stage import Stage
from tests.fakes.clock import StandingClock

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def walled(home: Path, clock: StandingClock) -> AsyncIterator[Stage]:
    """A stage in an organisation whose questions stay in their administration."""
    service = build(settings_in(home, other_administrations=False), clock=clock)
    await service.library.follow()
    yield Stage(service=service)
    await service.close()


async def away(stage: Stage, *people: str, back: date | None = None) -> None:
    """Let people be away from today."""
    async with stage.service.work() as work:
        for one in people:
            first = stage.service.clock.now().date()
            await work.people.add_absence(Absence(person=one, first=first, back=back))
        await work.commit()


async def with_profile(stage: Stage, person: str, **changes: object) -> None:
    """Change what somebody has told about how they want to be asked."""
    async with stage.service.work() as work:
        profile = await work.people.profile(person)
        await work.people.put_profile(replace(profile, **changes))  # type: ignore[arg-type]
        await work.commit()


async def test_the_departments_own_coach_answers(met: Stage) -> None:
    """Name and usual time are read before anything is sent; no thanks is one press away."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Ska jag skicka den till Birgitta? Birgitta ser det du skrev och din avdelning, och ditt namn om du vill.
        > Birgitta brukar svara senast i morgon.
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        elias: [Nej tack]
        > Då skickar jag inget. Du kan alltid fråga igen.
        > Får samordnaren se frågan, utan ditt namn? Då kan det bli ett tips.
        > Då visas:
        > > var står kaffemaskinen på plan sju
        > [Visa samordnaren, utan namn] [Fråga Birgitta]
        birgitta:
    """)


async def test_a_coach_with_enough_to_do_is_spared(met: Stage) -> None:
    """They have said how many they want at a time; the next goes to the stand-in."""
    await with_profile(met, "birgitta", most_open=1)
    await met.sends("elias", QUESTION)
    await met.play("""
        elias: vem har nyckeln till skrubben
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta har många frågor just nu. Nadia svarar i stället.
        > Ska jag skicka den till Nadia? Nadia ser det du skrev och din avdelning, och ditt namn om du vill.
        > Nadia brukar svara senast i morgon.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_a_coach_who_has_not_confirmed_is_passed_over(met: Stage) -> None:
    """The asker is told plainly; the coordinator is shown who, and never who asked."""
    await with_profile(met, "birgitta", sees=False)
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta kan jag inte nå här än. Nadia svarar i stället.
        > ...
        elias: [Ja, med mitt namn]
        > ...
        inger:
        > En fråga gick förbi Birgitta Provsten på Juridik, som inte har bekräftat att frågor kommer fram. Prata gärna ihop er, och skriv täckning för att se alla.
    """)
    assert "Elias" not in str(met.actor("inger").replies)

    await met.sends("elias", "vem har nyckeln till skrubben")
    assert await met.look("inger") == []


async def test_one_press_confirms_and_questions_come(met: Stage) -> None:
    """From then on the coach is the one who is named."""
    await with_profile(met, "birgitta", sees=False)
    await met.hears("inger", "hej")
    await met.play("""
        inger: täckning
        > Det här kan behöva ses över:
        > 1. Strategisk samhällsutveckling har ingen coach.
        > 2. Hemtjänst Norr har ingen ersättare.
        > 3. Strategisk samhällsutveckling har ingen ersättare.
        > 4. Birgitta Provsten har inte bekräftat att frågor kommer fram.
        > (Tiden är räknad med 15 minuter för varje fråga.)
        > [Fråga Birgitta Provsten igen]
        inger: [Fråga Birgitta Provsten igen]
        > Jag har frågat Birgitta om frågor kommer fram.
        birgitta:
        > Hej! Du är en av dem som svarar på kollegors frågor om det digitala.
        > Ser du frågor här? När du bekräftar det kan frågor gå till dig.
        > [Ja, jag ser frågor här]
        birgitta: [Ja, jag ser frågor här]
        > Tack! Då vet jag att frågor når dig här. Skriv min profil när du vill berätta vad du gärna svarar på.
        elias: vem är min coach
        > Din coach heter Birgitta Provsten: digital coach på Juridik, plan 3.
        > ...
    """)


async def test_an_ombud_at_the_workplace_answers_when_no_coach_can(met: Stage) -> None:
    """Somebody near comes before somebody who knows more."""
    async with met.service.work() as work:
        await work.people.put(Person(id="linnea", name="Linnea Provdotter", department="juridik"))
        await work.people.put_profile(Profile(person="linnea", sees=True))
        await work.people.put_ombud(
            Ombud(
                person="linnea",
                department="juridik",
                stage=OmbudStage.ACTIVE,
                since=met.service.clock.now(),
            )
        )
        await work.commit()
    await away(met, "birgitta", "nadia")
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta är borta just nu. Linnea svarar i stället.
        > ...
    """)


async def test_whoever_likes_such_questions_comes_next(met: Stage) -> None:
    """In the same administration it needs no more than the usual yes."""
    await away(met, "birgitta", "nadia")
    await met.play("""
        elias: hur gör man tjänstedesign av torkade blommor
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta är borta just nu. Hanna svarar i stället.
        > Hanna Provström på Kommunikation får gärna frågor om sådant här.
        > Ska jag skicka den till Hanna? Hanna ser det du skrev och din avdelning, och ditt namn om du vill.
        > Hanna brukar svara senast i morgon.
        > (HP) Hanna Provström, digital coach på Kommunikation, plan 4
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_an_interest_elsewhere_needs_a_yes_that_names_the_receiver(met: Stage) -> None:
    """The buttons themselves say who and where it goes; the asker reads what it means."""
    await away(met, "leila", "torsten", "hanna", "otto")
    await with_profile(met, "gunnar", interests="växtpressar")
    await met.hears("anki", "hej")
    await met.play("""
        anki: hur rengör man växtpressar
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Leila är borta just nu. Gunnar svarar i stället.
        > Gunnar Skissander på Hemtjänst Norr får gärna frågor om sådant här.
        > Gunnar arbetar på Vård- och omsorgsförvaltningen, en annan förvaltning än din. Det du skickar dit kan bli en allmän handling.
        > Ska jag skicka den till Gunnar? Gunnar ser det du skrev och din avdelning, och ditt namn om du vill.
        > Gunnar brukar svara senast i dag.
        > (GS) Gunnar Skissander, digital coach på Hemtjänst Norr, personalrummet
        > [Ja, till Gunnar på Vård- och omsorgsförvaltningen, med mitt namn] [Ja, till Gunnar på Vård- och omsorgsförvaltningen, utan namn] [Nej tack]
        anki: [Ja, till Gunnar på Vård- och omsorgsförvaltningen, utan namn]
        > Skickat till Gunnar, utan ditt namn.
        > Gunnar brukar svara senast i dag.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        gunnar:
        > Ny fråga från en kollega på Ekonomi.
        > Frågan:
        > > hur rengör man växtpressar
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_where_it_is_forbidden_the_question_stays_at_home(walled: Stage) -> None:
    """The same question goes to the coordinator, and no button leads out."""
    await away(walled, "leila", "torsten")
    await with_profile(walled, "gunnar", interests="växtpressar")
    await walled.hears("anki", "hej")
    await walled.play("""
        anki: hur rengör man växtpressar
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Leila är borta just nu. Inger svarar i stället.
        > Ska jag skicka den till Inger? Inger ser det du skrev och din avdelning, och ditt namn om du vill.
        > Inger brukar svara senast i morgon.
        > (IS) Inger Samordnarprov, samordnar coacherna
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        anki: coacher på hemtjänst
        > ...
        anki: [Fråga Gunnar]
        > Den kollegan kan inte ta frågor just nu.
        > [Fråga Inger]
    """)


async def test_the_coordinator_is_the_last_and_always_there(met: Stage) -> None:
    """When coach and stand-in are away and nobody knows more, no question ends nowhere."""
    await away(met, "birgitta", "nadia")
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Birgitta är borta just nu. Inger svarar i stället.
        > Ska jag skicka den till Inger? Inger ser det du skrev och din avdelning, och ditt namn om du vill.
        > Inger brukar svara senast i morgon.
        > (IS) Inger Samordnarprov, samordnar coacherna
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_somebody_without_a_department_has_a_coordinator(stage: Stage) -> None:
    """Nobody has to know where they belong before they may ask."""
    await stage.hears("noor", "hej")
    await stage.play("""
        noor: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Jag vet inte var du jobbar än. Inger samordnar coacherna och tar emot frågan så länge.
        > Ska jag skicka den till Inger? Inger ser det du skrev och din avdelning, och ditt namn om du vill.
        > Inger brukar svara senast i morgon.
        > (IS) Inger Samordnarprov, samordnar coacherna
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_two_coaches_take_turns(met: Stage) -> None:
    """Whoever was asked the longest ago is next."""
    async with met.service.work() as work:
        await work.people.put(
            Person(id="linnea", name="Linnea Provdotter", role=Role.COACH, department="juridik")
        )
        await work.people.put_profile(Profile(person="linnea", sees=True))
        await work.commit()
    asked = []
    for minute, words in enumerate(
        (QUESTION, "vem har nyckeln", "var är växtbrevet", "vem vattnar")
    ):
        await met.until(f"2026-11-23 10:{minute:02}")
        await met.sends("elias", words)
        replies = met.actor("elias").replies
        asked.append(next(one.text[0].details for one in reversed(replies))["name"])

    assert asked == ["Birgitta", "Linnea", "Birgitta", "Linnea"]


async def test_who_was_named_gets_it_or_it_is_said_again(met: Stage) -> None:
    """The coach goes while the asker thinks: nothing is sent to somebody not named."""
    await met.hears("elias", QUESTION)
    await away(met, "birgitta")
    await met.play("""
        elias: [Ja, med mitt namn]
        > Det har ändrats sedan jag frågade. Inget är skickat än.
        > Birgitta är borta just nu. Nadia svarar i stället.
        > Ska jag skicka frågan till Nadia?
        > Nadia ser det du skrev och din avdelning, och ditt namn om du vill.
        > Nadia brukar svara senast i morgon.
        > Din fråga:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        nadia:
        elias: [Ja, med mitt namn]
        > Skickat till Nadia, med ditt namn.
        > Nadia brukar svara senast i morgon.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        nadia:
        > Ny fråga från Elias Testlund på Juridik.
        > ...
    """)


async def test_a_stand_in_who_asks_gets_the_coach(stage: Stage) -> None:
    """Nobody is ever handed their own question."""
    await stage.hears("nadia", "hej")
    await stage.play("""
        nadia: var står kaffemaskinen på plan sju
        > ...
        nadia: [Ja, utan namn]
        > Skickat till Birgitta, utan ditt namn.
        > ...
    """)


async def test_a_coordinator_who_asks_gets_the_other(stage: Stage) -> None:
    """Also those whom everything ends with have somebody to ask."""
    await stage.hears("inger", "hej")
    await stage.play("""
        inger: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Mats samordnar också coacherna och tar emot frågan.
        > Ska jag skicka den till Mats? Mats ser det du skrev och din avdelning, och ditt namn om du vill.
        > Mats brukar svara senast i morgon.
        > (MP) Mats Provhed, samordnar coacherna
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)
