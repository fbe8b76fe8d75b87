"""People move and leave while questions are open; nothing is lost and everybody is told once."""

import secrets
from dataclasses import replace

from knowledge.escalations.model import Escalation, Line, Stage, Voice
from knowledge.people.model import Duty, Role
from scheduler.delivery.model import Letter, Outcome, Result
from tests.dialogues.stage import Stage as Theatre
from tests.fakes.courier import FakeCourier

TWELVE = 12


async def asked(met: Theatre, asker: str, question: str, *, holder: str = "birgitta") -> str:
    """Hand a question over as the chat does; return its id."""
    async with met.service.work() as work:
        person = await work.people.get(asker)
        letters = met.service.letters(work)
        escalation = Escalation(
            id=secrets.token_hex(8),
            asker=met.service.seal.closed(f"{asker}\nwebchat"),
            named=False,
            department=person.department,
            said="",
            holder=holder,
            stage=Stage.WAITING,
            asked=letters.now,
            changed=letters.now,
            lines=(Line(voice=Voice.ASKER, text=question, at=letters.now),),
        )
        await work.escalations.add(escalation)
        await letters.bring(escalation)
        await work.commit()
    await met.settle()
    return escalation.id


async def test_a_coach_leaves_with_twelve_questions_and_half_an_answer(met: Theatre) -> None:
    """One action moves all, the draft goes along, and each asker is told once."""
    ids = [await asked(met, "elias", f"Fråga nummer {number}") for number in range(TWELVE)]
    await met.look("birgitta")
    async with met.service.work() as work:
        await work.escalations.keep_draft(ids[3], "Hej! Jag tror att", by="birgitta")
        await work.commit()
    await met.hears("inger", "hej")
    await met.play("""
        inger: ersätt birgitta
        > Vem ska ersättas?
        > [Birgitta Provsten på Juridik]
        inger: [Birgitta Provsten på Juridik]
        > Birgitta har 12 öppna frågor. De följer med, tillsammans med det som är påbörjat.
        > Vem tar över? Välj, eller skriv ett namn.
        > [Nadia Skissmark tar över] [Ingen än, fördela frågorna] [Avbryt]
        inger: [Nadia Skissmark tar över]
        > Klart. Nadia har tagit över efter Birgitta.
        > 12 frågor är flyttade, och de som frågade har fått veta det.
        inger: coacher på juridik
        > De här svarar på frågor från Juridik:
        > 1. Nadia Skissmark, digital coach, plan 3
        > [Fråga Nadia]
    """)
    told = await met.look("elias")
    bundle = await met.look("nadia")
    async with met.service.reading() as work:
        held = await work.escalations.held_by("nadia")
        left = await work.escalations.held_by("birgitta")
        old, new = await work.people.get("birgitta"), await work.people.get("nadia")

    assert ({one.id for one in held}, list(left)) == (set(ids), [])
    assert [one.draft for one in held if one.draft] == ["Hej! Jag tror att"]
    assert (old.role, new.role) == (Role.STAFF, Role.COACH)
    assert told.count("Birgitta svarar inte på frågor längre. Nu har Nadia din fråga.") == TWELVE
    assert all(any(f"Fråga nummer {number}" in line for line in bundle) for number in range(TWELVE))
    assert any("Hej! Jag tror att" in line for line in bundle)


async def test_the_old_card_of_a_coach_who_left_answers_kindly(met: Theatre) -> None:
    """Who is no coach any more cannot take what they once had."""
    await asked(met, "elias", "Var står kaffemaskinen?")
    await met.look("birgitta")
    await met.hears("inger", "hej")
    await met.hears("inger", "ersätt birgitta")
    await met.hears("inger", "[Birgitta Provsten på Juridik]")
    await met.hears("inger", "[Ingen än, fördela frågorna]")

    lines = await met.hears("birgitta", "[Ta frågan]")

    assert lines[:1] == ["Den frågan hittar jag inte. Den kan vara avslutad."]


async def test_a_coordinator_does_not_replace_another(met: Theatre) -> None:
    """The chat holds the desk's rule: nobody replaces themselves, administrators all others."""
    async with met.service.work() as work:
        for one in ("inger", "mats"):
            await work.people.add_duty(one, "juridik", Duty.COACH)
        await work.commit()
    await met.hears("inger", "hej")
    await met.play("""
        inger: ersätt mats
        > Det är en administratör som ersätter Mats Provhed.
        inger: ersätt inger
        > Det är en administratör som ersätter Inger Samordnarprov.
    """)
    async with met.service.work() as work:
        inger = await work.people.get("inger")
        await work.people.put(replace(inger, role=Role.ADMINISTRATOR))
        await work.commit()
    await met.play("""
        inger: ersätt mats
        > Vem ska ersättas?
        > [Mats Provhed]
        inger: [Mats Provhed]
        > Mats har inga öppna frågor.
        > ...
        > [Ingen än, fördela frågorna] [Avbryt]
        inger: [Ingen än, fördela frågorna]
        > Klart. Mats får inga fler frågor.
    """)
    async with met.service.reading() as work:
        assert (await work.people.get("mats")).role is Role.STAFF


async def test_an_asker_who_changes_department_keeps_the_one_who_has_the_question(
    met: Theatre,
) -> None:
    """Only new questions go to the new coach."""
    await asked(met, "elias", "Var står kaffemaskinen?")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    await met.hears("elias", "byt avdelning")
    await met.play("""
        elias: [Ekonomi]
        > Tack, då vet jag att du jobbar på Ekonomi.
        > (LM) Leila Mallgren, digital coach på Ekonomi, plan 2
        > [Fråga Leila]
        birgitta: Bakom hissen
        > Skickat till en kollega på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
        elias:
        > Svar från Birgitta.
        > Du frågade:
        > > Var står kaffemaskinen?
        > Birgitta Provsten svarar:
        > > Bakom hissen
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
    """)


async def test_an_answer_to_somebody_who_cannot_be_reached_is_kept_and_told(met: Theatre) -> None:
    """The coach learns that it did not arrive; it arrives when the asker is back."""
    await asked(met, "elias", "Var står kaffemaskinen?")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    blocked = Outcome(result=Result.REFUSED, why="blocked")
    courier = FakeCourier([blocked])
    await met.service.reception.words("e1", "birgitta", "webchat", "Bakom hissen")
    await met.service.handling.all_waiting()
    couriers = {**met.service.delivery.couriers, "webchat": _Only("elias", courier, met)}
    await replace(met.service.delivery, couriers=couriers).all_due()
    await met.play("""
        birgitta:
        > Skickat till en kollega på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
        > Ditt svar till en kollega på Juridik kom inte fram. Det finns kvar här, och jag försöker igen när personen hör av sig.
        > Frågan:
        > > Var står kaffemaskinen?
        > Du svarade:
        > > Bakom hissen
        elias: hej
        > Svar från Birgitta.
        > Du frågade:
        > > Var står kaffemaskinen?
        > Birgitta Provsten svarar:
        > > Bakom hissen
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
        > Hej! Vad vill du ha hjälp med? Skriv som du skulle säga det till en kollega.
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Fråga Birgitta]
    """)
    async with met.service.reading() as work:
        [question] = await work.escalations.held_by("birgitta")

    assert question.lines[-1].arrived is not None


class _Only:
    """Lets one courier have the letters to one person, and the real one all others."""

    def __init__(self, who: str, courier: FakeCourier, met: Theatre) -> None:
        self._who, self._courier = who, courier
        self._real = met.service.delivery.couriers["webchat"]

    async def send(self, letter: Letter) -> Outcome:
        """Give the letter to whom it belongs."""
        to = self._courier if letter.recipient == self._who else self._real
        return await to.send(letter)


async def test_a_coach_whose_channel_refuses_is_skipped_from_then_on(met: Theatre) -> None:
    """The question goes to who is next; the asker reads the new name, the coordinator the cover."""
    couriers = {
        **met.service.delivery.couriers,
        "webchat": _Only("birgitta", FakeCourier([Outcome(result=Result.REFUSED)]), met),
    }
    await met.hears("elias", "var står kaffemaskinen på plan sju")
    action = met.actor("elias").choice("Ja, utan namn")
    await met.service.reception.press("send", "elias", "webchat", action, "Ja, utan namn")
    await met.service.handling.all_waiting()
    await met.service.reception.look("birgitta")
    await replace(met.service.delivery, couriers=couriers).all_due()
    await met.hears("inger", "hej")
    await met.play("""
        elias:
        > Skickat till Birgitta, utan ditt namn.
        > Birgitta brukar svara senast i morgon.
        > Svaret kommer här. Skriv status när du vill se hur det går.
        > [Lägg till något] [Ta tillbaka frågan]
        > Birgitta har inte kunnat svara än. Nu har Nadia din fråga.
        > Nadia brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        nadia:
        > Birgitta har inte kunnat svara på den här. Kan du ta den?
        > Från en kollega på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        elias: vem är min coach
        > Birgitta kan jag inte nå här än. Nadia svarar i stället.
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > [Fråga Nadia]
        inger: täckning
        > Det här kan behöva ses över:
        > 1. Strategisk samhällsutveckling har ingen coach.
        > 2. Hemtjänst Norr har ingen ersättare.
        > 3. Strategisk samhällsutveckling har ingen ersättare.
        > 4. Birgitta Provsten har inte bekräftat att frågor kommer fram.
        > (Tiden är räknad med 15 minuter för varje fråga.)
        > [Fråga Birgitta Provsten igen]
    """)


async def test_a_new_coach_is_never_given_their_own_question(met: Theatre) -> None:
    """Elias takes over from Birgitta; what he had asked her himself goes to somebody else."""
    own = await asked(met, "elias", "Var står kaffemaskinen?")
    others = await asked(met, "kerstin", "Vem har nyckeln?")
    await met.hears("inger", "hej")
    await met.hears("inger", "ersätt birgitta")
    await met.hears("inger", "[Birgitta Provsten på Juridik]")
    await met.play("""
        inger: elias
        > Menar du någon av dem?
        > [Elias Testlund tar över] [Avbryt]
        inger: [Elias Testlund tar över]
        > Klart. Elias har tagit över efter Birgitta.
        > 2 frågor är flyttade, och de som frågade har fått veta det.
        elias:
        > Birgitta svarar inte på frågor längre. Nu har Nadia din fråga.
        > Nadia brukar svara senast i morgon.
        > Du frågade:
        > > Var står kaffemaskinen?
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        > Hej! Inger har lagt till dig bland dem som svarar på kollegors frågor.
        > Ser du frågor här? När du bekräftar det kan frågor gå till dig.
        > [Ja, jag ser frågor här]
        > Du har tagit över en fråga efter Birgitta.
        > Från en kollega på Service:
        > > Vem har nyckeln?
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        nadia:
        > Du har tagit över en fråga efter Birgitta.
        > Från en kollega på Juridik:
        > > Var står kaffemaskinen?
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)
    async with met.service.reading() as work:
        holders = {one: (await work.escalations.get(one)).holder for one in (own, others)}

    assert holders == {own: "nadia", others: "elias"}


async def test_a_coach_with_no_questions_is_replaced_without_counting(met: Theatre) -> None:
    """Nothing is said of questions that are not there, and cancel changes nothing."""
    await met.hears("inger", "hej")
    await met.play("""
        inger: ersätt leila
        > ...
        inger: [Leila Mallgren på Ekonomi]
        > Leila har inga öppna frågor.
        > Vem tar över? Välj, eller skriv ett namn.
        > [Torsten Skissdal tar över] [Ingen än, fördela frågorna] [Avbryt]
        inger: kalle
        > Jag hittar ingen med det namnet.
        > [Avbryt]
        inger: [Avbryt]
        > Då lämnar vi det. Inget är skickat.
        > [Fråga Mats]
        inger: ersätt leila
        > ...
        inger: [Leila Mallgren på Ekonomi]
        > ...
        inger: anki
        > Menar du någon av dem?
        > [Anki Provberg tar över] [Avbryt]
        inger: [Anki Provberg tar över]
        > Klart. Anki har tagit över efter Leila.
        anki:
        > Hej! Inger har lagt till dig bland dem som svarar på kollegors frågor.
        > Ser du frågor här? När du bekräftar det kan frågor gå till dig.
        > [Ja, jag ser frågor här]
    """)


async def test_until_somebody_takes_over_each_question_goes_to_who_is_next(met: Theatre) -> None:
    """What was answered moves too, so that a further question has somebody to go to."""
    await asked(met, "elias", "Var står kaffemaskinen?")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    await met.hears("birgitta", "Bakom hissen")
    await met.look("elias")
    await met.hears("inger", "hej")
    await met.hears("inger", "ersätt birgitta")
    await met.hears("inger", "[Birgitta Provsten på Juridik]")
    await met.play("""
        inger: [Ingen än, fördela frågorna]
        > Klart. Birgitta får inga fler frågor.
        > En fråga är flyttad, och den som frågade har fått veta det.
        elias:
        > Birgitta svarar inte på frågor längre. Nu har Nadia din fråga.
        > Du frågade:
        > > Var står kaffemaskinen?
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
        nadia:
        > Du har tagit över en fråga efter Birgitta.
        > Frågan:
        > > Var står kaffemaskinen?
        > [Svara]
        elias: [Fråga mer]
        > Skriv det du vill säga. Nästa meddelande går till Nadia.
        > [Avbryt]
        elias: Vilken hiss?
        > Skickat till Nadia. Svaret kommer här.
        nadia:
        > En kollega på Juridik undrar en sak till.
        > Frågan:
        > > Var står kaffemaskinen?
        > En kollega på Juridik skrev:
        > > Vilken hiss?
        > [Svara] [Fråga tillbaka]
    """)


async def test_an_answer_to_somebody_who_has_left_is_kept_and_told(met: Theatre) -> None:
    """The asker is gone from the organisation: the coach reads that it did not arrive."""
    await asked(met, "elias", "Var står kaffemaskinen?")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    async with met.service.work() as work:
        await work.people.erase("elias")
        await work.commit()
    await met.play("""
        birgitta: Bakom hissen
        > Skickat till en kollega på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
        > Ditt svar till en kollega på Juridik kom inte fram. Det finns kvar här, och jag försöker igen när personen hör av sig.
        > Frågan:
        > > Var står kaffemaskinen?
        > Du svarade:
        > > Bakom hissen
        birgitta: mina svar
        > ...
        birgitta: [Visa: Var står kaffemaskinen?]
        > Frågan kom söndag 22 november.
        > Frågan:
        > > Var står kaffemaskinen?
        > Du svarade:
        > > Bakom hissen
        > (Svaret har inte kommit fram än.)
        > [Gör till tips]
    """)
