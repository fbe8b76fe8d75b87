"""Conversations about what does not work in a room."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.rooms.faults import Fault, Part, State
from tests.dialogues.stage import Stage
from tests.fakes.clock import SUNDAY

MONDAY_MORNING = "2026-11-23 09:00"


@pytest.fixture
async def monday(met: Stage) -> Stage:
    """A stage on a Monday morning, when the caretakers answer."""
    await met.play(f"-- {MONDAY_MORNING}")
    return met


async def faults(stage: Stage) -> list[Fault]:
    """Return what is told of and not mended, beside what the sample begins with."""
    async with stage.service.reading() as work:
        return [one for one in await work.faults.open() if not one.id.startswith("exempel")]


async def test_a_fault_without_a_letter_is_a_text_to_send(monday: Stage) -> None:
    """One press shows it with the room filled in; the next writes it down, without a name."""
    await monday.play("""
        elias: skärmen i Granen är svart
        > Tryck på *Källa* på panelen vid dörren och välj *HDMI 1*.
        > Vaktmästeriet: 1234, öppet nu till 16.00.
        > ...
        > [Det hjälpte] [Jag fastnade] [Felanmäl rummet] [Fel svar] [Fråga Birgitta]
        elias: [Felanmäl rummet]
        > Ska jag skriva upp det här? Sedan får du en färdig text till Vaktmästeriet.
        > Ditt namn står inte med.
        > Felanmälan:
        > > Rum: Granen, plan 2
        > > Gäller: skärmen
        > > Med egna ord: skärmen i Granen är svart
        > [Ja, skicka] [Ändra] [Avbryt]
        elias: [Ja, skicka]
        > Uppskrivet, så att den som frågar om rummet får veta det. Vaktmästeriet får veta det när du ringer eller skickar texten:
        > Vaktmästeriet: 1234, öppet nu till 16.00.
        > Text att skicka eller läsa upp:
        > > Rum: Granen, plan 2
        > > Gäller: skärmen
        > > Med egna ord: skärmen i Granen är svart
        > [Säg till när det är lagat]
        birgitta:
    """)
    (fault,) = await faults(monday)

    assert (fault.room, fault.part, fault.owner) == ("granen", Part.SCREEN, "vaktmasteri")
    assert (fault.by, fault.caretaker) == ("", "")


async def test_whoever_asks_next_reads_that_it_is_known(monday: Stage) -> None:
    """Before the steps, with the day as one says it; it is told once."""
    await monday.play("""
        elias: skärmen i Granen är svart
        > ...
        elias: [Felanmäl rummet]
        > ...
        elias: [Ja, skicka]
        > ...
        -- 2026-11-25 10:00
        anki: hej
        > ...
        anki: granen
        > Tryck på *Källa* på panelen vid dörren och välj *HDMI 1*.
        > Vaktmästeriet: 1234, öppet nu till 16.00.
        > Anmält i måndags: skärmen. Vaktmästeriet tar hand om sådant.
        > 1. Koppla in kabeln som ligger på bordet.
        > ...
        anki: projektorn i granen är död
        > ...
        anki: [Felanmäl rummet]
        > Anmält i måndags: skärmen. Vaktmästeriet tar hand om sådant.
        > Du behöver inte anmäla det igen.
        > [Det är något annat]
        anki: [Det är något annat]
        > Vad är det som inte fungerar i Granen? En rad räcker.
        > [Avbryt]
        anki: fjärrkontrollen är borta
        > Ska jag skriva upp det här? Sedan får du en färdig text till Vaktmästeriet.
        > Ditt namn står inte med.
        > Felanmälan:
        > > Rum: Granen, plan 2
        > > Gäller: något annat
        > > Med egna ord: fjärrkontrollen är borta
        > [Ja, skicka] [Ändra] [Avbryt]
        anki: [Ja, skicka]
        > ...
        anki: [Ja, skicka]
        > Anmält i dag: något annat. Vaktmästeriet tar hand om sådant.
        > Du behöver inte anmäla det igen.
        > [Det är något annat]
    """)

    assert len(await faults(monday)) == 2


async def test_a_caretaker_gets_a_letter_and_says_how_it_goes(monday: Stage) -> None:
    """In their own chat, with the room in it; whoever wanted to know hears of it, once."""
    await monday.play("""
        elias: kameran i Tallen ser taket
        > ...
        elias: [Felanmäl rummet]
        > Ska jag skicka det här till Oskar, som ser till rummet?
        > Ditt namn står inte med.
        > ...
        elias: [Ja, skicka]
        > Skickat till Oskar. Den som frågar om rummet får veta att det är anmält.
        > Är det bråttom, ring också.
        > Vaktmästeriet: 1234, öppet nu till 16.00.
        > [Säg till när det är lagat]
        elias: [Säg till när det är lagat]
        > Jag säger till när det är lagat.
        elias: [Säg till när det är lagat]
        > Jag säger till när det är lagat.
        oskar:
        > Det här fungerar inte i Tallen, plan 3:
        > Gäller: kameran:
        > > kameran i Tallen ser taket
        > [Jag tar det] [Lagat: kameran]
        oskar: [Jag tar det]
        > Tack! Den som frågar om rummet får veta att det lagas.
        elias: tallen
        > Tryck på den svarta panelen på bordet och välj ditt möte.
        > Vaktmästeriet: 1234, öppet nu till 16.00.
        > Lagas nu, anmält i dag: kameran.
        > ...
        oskar: [Lagat: kameran]
        > Tack! Nu är det noterat som lagat i Tallen: kameran.
        elias:
        > Nu är det lagat i Tallen: kameran.
        oskar: [Lagat: kameran]
        > Det är redan lagat.
        elias:
    """)
    async with monday.service.reading() as work:
        assert await work.faults.awaited() == []

    assert await faults(monday) == []


async def test_who_waits_for_word_is_kept_sealed_and_forgotten(monday: Stage) -> None:
    """Nobody who reads the register knows who told of a fault; forgotten, they hear of nothing."""
    await monday.play("""
        elias: kameran i Tallen ser taket
        > ...
        elias: [Felanmäl rummet]
        > ...
        elias: [Ja, skicka]
        > ...
        elias: [Säg till när det är lagat]
        > ...
    """)
    (fault,) = await faults(monday)

    assert fault.by != ""
    assert "elias" not in fault.by
    await monday.hears("elias", "glöm mig")
    await monday.hears("elias", "[Ja, glöm mig]")
    (fault,) = await faults(monday)
    assert fault.by == ""


async def test_a_question_that_names_no_fault_is_asked_about(monday: Stage) -> None:
    """Nothing that nobody has written is told of; cancelled, nothing is."""
    await monday.play("""
        elias: hur startar jag mötet i granen
        > ...
        elias: [Felanmäl rummet]
        > Vad är det som inte fungerar i Granen? En rad räcker.
        > [Avbryt]
        elias: [Avbryt]
        > Då lämnar vi det. Inget är skickat.
        > ...
    """)

    assert await faults(monday) == []


async def test_danger_is_not_a_fault(monday: Stage) -> None:
    """Whoever writes of fire where a fault is waited for reads the number first."""
    await monday.hears("elias", "hur startar jag mötet i granen")
    await monday.hears("elias", "[Felanmäl rummet]")
    lines = await monday.hears("elias", "det brinner i projektorn")

    assert "112" in lines[0]
    assert await faults(monday) == []


async def test_a_letter_is_for_whoever_got_it(monday: Stage) -> None:
    """Anybody else's press finds nothing to mend; a coordinator may."""
    async with monday.service.work() as work:
        await work.faults.add(
            Fault(
                id="f1",
                room="tallen",
                part=Part.SOUND,
                what="",
                reported=SUNDAY,
                caretaker="oskar",
                changed=SUNDAY,
            )
        )
        await work.commit()
    reception = monday.service.reception
    for person, state in (("anki", State.TOLD), ("inger", State.MENDED)):
        await reception.press(f"press-{person}", person, "webchat", "room.mended:f1", "Lagat")
        await monday.settle()
        async with monday.service.reading() as work:
            assert (await work.faults.get("f1")).state is state


async def test_a_room_at_rest_takes_no_faults(monday: Stage) -> None:
    """An old button says that the room is not here."""
    await monday.hears("elias", "skärmen i Granen är svart")
    async with monday.service.work() as work:
        room = await work.rooms.get("granen")
        await work.rooms.put(replace(room, retired=True))
        await work.commit()
    lines = await monday.hears("elias", "[Felanmäl rummet]")

    assert lines == ["Det rummet finns inte här."]


async def test_days_are_said_as_one_says_them(met: Stage) -> None:
    """Yesterday, on Tuesday, and by its date when it was long ago."""
    async with met.service.work() as work:
        for number, ago in enumerate((1, 5, 30)):
            at = met.service.clock.now() - timedelta(days=ago)
            await work.faults.add(
                Fault(
                    id=f"f{number}",
                    room="granen",
                    part=(Part.SOUND, Part.CAMERA, Part.SCREEN)[number],
                    what="",
                    reported=at,
                    changed=at,
                )
            )
        await work.commit()
    lines = await met.hears("elias", "granen")

    assert [line for line in lines if line.startswith("Anmält")] == [
        "Anmält i går: ljudet.",
        "Anmält i tisdags: kameran.",
        "Anmält 23 oktober 2026: skärmen.",
    ]


async def test_a_fault_is_told_in_the_persons_own_language(met: Stage) -> None:
    """The card is the room's; what the bot says of the fault is theirs."""
    await met.hears("anki", "språk")
    await met.hears("anki", "[English]")
    await met.hears("anki", "the screen in Granen is black")
    lines = await met.hears("anki", "[Tell of a fault in the room]")

    assert lines[0] == "Shall I write this down? Then you get a ready text for Vaktmästeriet."
    assert lines[3] == "> Room: Granen, plan 2"
