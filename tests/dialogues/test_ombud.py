"""Conversations in which somebody offers to be asked by colleagues, and stops."""

from tests.dialogues.stage import Stage


async def test_an_offer_becomes_an_ombud_with_the_managers_yes(stage: Stage) -> None:
    """What it is, the manager's yes, the first steps, and colleagues who can ask."""
    await stage.hears("kerstin", "hej")
    await stage.hears("fatima", "hej")
    await stage.play("""
        kerstin: jag kan tänka mig vara ombud
        > Ett ombud är en kollega som man kan fråga lite mer om det digitala. Du behöver inte kunna allt, och ingen mäter vad du kan.
        > Din chef behöver säga ja, eftersom det tar lite tid. Du kan sluta när du vill med ett meddelande.
        > [Ja, anmäl mig] [Nej tack]
        kerstin: [Ja, anmäl mig]
        > Tack! Jag har frågat Fatima. Du får svaret här.
        > [Sluta vara ombud]
        kerstin: bli ombud
        > Du har redan anmält dig. Jag säger till så fort din chef har svarat.
        > [Sluta vara ombud]
        fatima:
        > Kerstin Mallander på Service kan tänka sig att vara ombud: en kollega som man kan fråga lite mer om det digitala.
        > Räkna med ungefär en timme i veckan. Säger du ja får kollegorna veta vem de kan fråga.
        > [Ja, det blir bra] [Inte nu]
        fatima: [Ja, det blir bra]
        > Tack! Kerstin är ombud från och med nu.
        kerstin:
        > Fatima har sagt ja. Välkommen som ombud.
        > Så här börjar du: bekräfta att du ser frågor här, skriv min profil och berätta vad du gärna svarar på, och säg hej till din coach.
        > [Ja, jag ser frågor här] [Sluta vara ombud]
        kerstin: [Ja, jag ser frågor här]
        > Tack! Då vet jag att frågor når dig här. Skriv min profil när du vill berätta vad du gärna svarar på.
        kerstin: bli ombud
        > Du är ombud. Tack för att du finns där för kollegorna.
        > [Sluta vara ombud]
    """)


async def test_one_message_is_enough_to_stop(stage: Stage) -> None:
    """Without a reason, at any time, and twice is no error."""
    await stage.hears("kerstin", "hej")
    await stage.hears("kerstin", "bli ombud")
    await stage.hears("kerstin", "[Ja, anmäl mig]")
    await stage.play("""
        kerstin: sluta vara ombud
        > Klart, du är inte ombud längre. Tack för allt du har gjort.
        kerstin: sluta vara ombud
        > Du är inte ombud just nu. Skriv bli ombud om du vill veta mer.
        > [Fråga Pontus]
        fatima: hej
        > ...
        fatima: [Ja, det blir bra]
        > Kerstin har ingen anmälan som väntar längre.
    """)


async def test_not_now_is_said_kindly(stage: Stage) -> None:
    """The manager need not give a reason, and the person reads thanks."""
    await stage.hears("kerstin", "hej")
    await stage.hears("kerstin", "bli ombud")
    await stage.hears("kerstin", "[Ja, anmäl mig]")
    await stage.play("""
        fatima: hej
        > ...
        fatima: [Inte nu]
        > Jag har hälsat Kerstin att det inte blir nu.
        kerstin:
        > Fatima tackar för att du vill, men det blir inte just nu. Prata gärna om det när ni ses.
    """)


async def test_nobody_but_the_manager_can_say_yes(stage: Stage) -> None:
    """A press that somebody else sends is refused, and nothing has happened."""
    await stage.hears("kerstin", "hej")
    await stage.hears("kerstin", "bli ombud")
    await stage.hears("kerstin", "[Ja, anmäl mig]")
    for who in ("kerstin", "elias", "birgitta"):
        await stage.service.reception.press(
            f"yes-{who}", who, "webchat", "ombud.approve:kerstin", "Ja"
        )
        await stage.settle()
        lines = await stage.look(who)

        assert "Jag hittar ingen med det namnet." in lines


async def test_where_there_is_no_manager_the_coordinator_is_asked(stage: Stage) -> None:
    """Nobody who wants to help meets a dead end."""
    await stage.hears("elias", "hej")
    lines = [
        *await stage.hears("elias", "bli ombud"),
        *await stage.hears("elias", "[Ja, anmäl mig]"),
    ]
    asked = await stage.look("inger")

    assert any("Jag har frågat Inger" in line for line in lines)
    assert any("Elias Testlund på Juridik kan tänka sig att vara ombud" in line for line in asked)


async def test_an_ombud_is_asked_where_no_coach_is_nearer(stage: Stage) -> None:
    """Amina's department has no coach; her colleague Erik is its ombud."""
    await stage.hears("amina", "hej")
    await stage.hears("erik", "hej")
    await stage.hears("erik", "bli ombud")
    await stage.hears("erik", "[Ja, anmäl mig]")
    await stage.look("inger")
    await stage.hears("inger", "[Ja, det blir bra]")
    await stage.look("erik")
    await stage.hears("erik", "[Ja, jag ser frågor här]")
    await stage.play("""
        amina: var står kaffemaskinen på plan sju
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Erik är ombud hos er och svarar gärna.
        > Ska jag skicka den till Erik? Erik ser det du skrev och din avdelning, och ditt namn om du vill.
        > Erik brukar svara senast i morgon.
        > (EM) Erik Mallborg, ombud på Strategisk samhällsutveckling
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        amina: [Ja, med mitt namn]
        > ...
        erik:
        > Ny fråga från Amina Skissdotter på Strategisk samhällsutveckling.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        erik: [Ta frågan]
        > ...
        erik: Bakom hissen
        > ...
        amina:
        > Svar från Erik.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Erik Mallborg svarar:
        > > Bakom hissen
        > (EM) Erik Mallborg, ombud på Strategisk samhällsutveckling
        > [Tack, löst] [Fråga mer]
    """)


async def test_the_coordinator_may_say_no_where_there_is_no_manager(stage: Stage) -> None:
    """Whoever is asked can answer, and the person reads it."""
    await stage.hears("elias", "hej")
    await stage.hears("elias", "bli ombud")
    await stage.hears("elias", "[Ja, anmäl mig]")
    await stage.play("""
        inger:
        > ...
        inger: [Inte nu]
        > Jag har hälsat Elias att det inte blir nu.
        elias:
        > Inger tackar för att du vill, men det blir inte just nu. Prata gärna om det när ni ses.
    """)


async def test_offering_twice_asks_once(stage: Stage) -> None:
    """An impatient second press does not go to the manager."""
    await stage.hears("kerstin", "hej")
    await stage.hears("kerstin", "bli ombud")
    await stage.hears("kerstin", "[Ja, anmäl mig]")
    await stage.look("fatima")
    await stage.play("""
        kerstin: [Ja, anmäl mig]
        > Du har redan anmält dig. Jag säger till så fort din chef har svarat.
        > [Sluta vara ombud]
        fatima:
    """)


async def test_a_manager_who_offers_does_not_decide_it(stage: Stage) -> None:
    """Nobody says yes to themselves; the coordinator is asked."""
    await stage.hears("fatima", "hej")
    await stage.hears("fatima", "bli ombud")
    await stage.play("""
        fatima: [Ja, anmäl mig]
        > Tack! Jag har frågat Inger. Du får svaret här.
        > [Sluta vara ombud]
        inger:
        > ...
        > [Ja, det blir bra] [Inte nu]
    """)


async def test_an_ombud_who_stops_leaves_no_question_behind(stage: Stage) -> None:
    """In the middle of writing, in one message: it is not sent as an answer, and moves on."""
    for who, words in (
        ("erik", "hej"),
        ("erik", "bli ombud"),
        ("erik", "[Ja, anmäl mig]"),
        ("inger", None),
        ("inger", "[Ja, det blir bra]"),
        ("erik", None),
        ("erik", "[Ja, jag ser frågor här]"),
        ("amina", "hej"),
    ):
        await stage.hears(who, words)
    await stage.sends("amina", "var står kaffemaskinen på plan sju")
    await stage.look("erik")
    await stage.play("""
        erik: [Ta frågan]
        > ...
        erik: sluta vara ombud
        > Klart, du är inte ombud längre. Tack för allt du har gjort.
        > En fråga är flyttad, och den som frågade har fått veta det.
        amina:
        > Erik svarar inte på frågor längre. Nu har Inger din fråga.
        > Inger brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (IS) Inger Samordnarprov, samordnar coacherna
        inger:
        > Du har tagit över en fråga efter Erik.
        > Från Amina Skissdotter på Strategisk samhällsutveckling:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        amina: status
        > ...
    """)
