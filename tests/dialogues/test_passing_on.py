"""Conversations in which a coach gives a question to a colleague, with a word."""

import pytest

from tests.dialogues.stage import Stage

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def asked(met: Stage) -> Stage:
    """A stage on which Birgitta has read a question from Elias, and knows the bot."""
    await met.hears("birgitta", "hej")
    await met.sends("elias", QUESTION)
    await met.look("birgitta")
    return met


async def test_a_question_goes_on_to_a_colleague_with_a_word(asked: Stage) -> None:
    """The receiver reads who asks and what the coach says; the asker is told once, by name."""
    await asked.play("""
        birgitta: [Ta frågan]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till Elias Testlund på Juridik.
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
        birgitta: [Skicka vidare]
        > Vem ska få frågan? Välj, eller skriv ett namn.
        > [Nadia Skissmark på Juridik] [Inger Samordnarprov] [Mats Provhed] [Avbryt]
        birgitta: hanna
        > Menar du någon av dem?
        > [Hanna Provström på Kommunikation] [Avbryt]
        birgitta: [Hanna Provström på Kommunikation]
        > Skriv ett ord till Hanna om du vill, till exempel vad du redan vet.
        > [Skicka till Hanna utan ord] [Avbryt]
        birgitta: Du ritade ju planen över huset
        > Skickat vidare till Hanna. Den som frågade vet om det.
        elias:
        > Birgitta har skickat din fråga vidare till Hanna, som svarar i stället.
        > Hanna brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (HP) Hanna Provström, digital coach på Kommunikation, plan 4
        hanna:
        > Birgitta skickar en fråga vidare till dig.
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Birgitta skrev:
        > > Du ritade ju planen över huset
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” ligger hos Hanna sedan söndag 22 november, inte öppnad än. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        birgitta: status
        > Du har inga frågor på väg just nu.
        > [Fråga Nadia]
        hanna: [Ta frågan]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till Elias Testlund på Juridik.
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
        hanna: Bakom hissen
        > Skickat till Elias Testlund på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
        elias:
        > Svar från Hanna.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Hanna Provström svarar:
        > > Bakom hissen
        > (HP) Hanna Provström, digital coach på Kommunikation, plan 4
        > [Tack, löst] [Fråga mer]
        birgitta:
    """)


async def test_a_question_can_go_on_without_a_word(asked: Stage) -> None:
    """Whoever is near stands on a button, and one press more is enough."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > Vem ska få frågan? Välj, eller skriv ett namn.
        > [Nadia Skissmark på Juridik] [Inger Samordnarprov] [Mats Provhed] [Avbryt]
        birgitta: [Nadia Skissmark på Juridik]
        > Skriv ett ord till Nadia om du vill, till exempel vad du redan vet.
        > [Skicka till Nadia utan ord] [Avbryt]
        birgitta: [Skicka till Nadia utan ord]
        > Skickat vidare till Nadia. Den som frågade vet om det.
        nadia:
        > Birgitta skickar en fråga vidare till dig.
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        elias:
        > Birgitta har skickat din fråga vidare till Nadia, som svarar i stället.
        > Nadia brukar svara senast i morgon.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (NS) Nadia Skissmark, ersättare för coachen på Juridik, plan 3
    """)


async def test_a_name_that_nobody_has_can_be_written_again(asked: Stage) -> None:
    """The coach is not stuck: another name, or cancel, and the question stays."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: kalle
        > Jag hittar ingen coach som heter kalle och kan ta frågor just nu. Skriv ett annat namn.
        > [Avbryt]
        birgitta: nadia
        > Menar du någon av dem?
        > [Nadia Skissmark på Juridik] [Avbryt]
        birgitta: avbryt
        > Då lämnar vi det. Inget är skickat.
        > [Fråga Nadia]
        birgitta: status
        > Du har hand om en fråga:
        > 1. ”var står kaffemaskinen på plan sju” från Elias Testlund på Juridik, kom söndag 22 november.
        > [Svara: var står kaffemaskinen på plan sju]
    """)


async def test_a_colleague_who_helps_nobody_is_not_found(asked: Stage) -> None:
    """Only those who answer questions, are here and have room can be given one."""
    await asked.hears("nadia", "borta")
    await asked.play("""
        birgitta: [Skicka vidare]
        > Vem ska få frågan? Välj, eller skriv ett namn.
        > [Inger Samordnarprov] [Mats Provhed] [Avbryt]
        birgitta: anki
        > Jag hittar ingen coach som heter anki och kan ta frågor just nu. Skriv ett annat namn.
        > [Avbryt]
        birgitta: nadia
        > Jag hittar ingen coach som heter nadia och kan ta frågor just nu. Skriv ett annat namn.
        > [Avbryt]
    """)


async def test_a_name_is_no_alarm(asked: Stage) -> None:
    """A colleague called Gunnar is found by his name, although it begins like a weapon."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: gunnar
        > Menar du någon av dem?
        > [Gunnar Skissander på Hemtjänst Norr] [Avbryt]
    """)


async def test_the_giver_may_take_it_after_all(asked: Stage) -> None:
    """Until the receiver has taken it; the receiver and the asker are told."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: [Nadia Skissmark på Juridik]
        > ...
        birgitta: [Skicka till Nadia utan ord]
        > ...
        nadia:
        > ...
        elias:
        > ...
        birgitta: [Ta frågan]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till Elias Testlund på Juridik.
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
        nadia:
        > Birgitta tog den här frågan själv. Du behöver inte göra något.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        elias:
        > Birgitta tar din fråga ändå. Svaret kommer här.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
    """)


async def test_of_two_who_press_one_gets_it_and_the_other_reads_who(asked: Stage) -> None:
    """Both may take a question that has gone on; the second is told the name."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: [Nadia Skissmark på Juridik]
        > ...
        birgitta: [Skicka till Nadia utan ord]
        > ...
        nadia:
        > ...
        nadia: [Ta frågan]
        > ...
        birgitta: [Ta frågan]
        > Nadia har redan den frågan. Du behöver inte göra något.
        elias: status
        > ...
    """)


async def test_the_same_two_the_other_way_round(asked: Stage) -> None:
    """The receiver who comes second reads that the coach has it."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: [Nadia Skissmark på Juridik]
        > ...
        birgitta: [Skicka till Nadia utan ord]
        > ...
        nadia:
        > ...
        birgitta: [Ta frågan]
        > ...
        nadia: [Ta frågan]
        > ...
        nadia: [Skicka vidare]
        > Birgitta har redan den frågan. Du behöver inte göra något.
    """)


async def test_a_question_taken_back_meanwhile_does_not_go_on(asked: Stage) -> None:
    """The coach is told kindly, and nobody else hears of it."""
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: [Nadia Skissmark på Juridik]
        > ...
        elias: [Ta tillbaka frågan]
        > ...
        birgitta: Kan du den här?
        > Frågan är tillbakadragen, så det behövs inget svar längre. Tack ändå.
        > Du skrev, men det är inte skickat:
        > > Kan du den här?
        > Elias Testlund på Juridik har tagit tillbaka frågan. Du behöver inte göra något.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        nadia:
    """)


async def test_a_question_never_goes_on_to_the_one_who_asked(asked: Stage) -> None:
    """The refusal is the same as for anybody who cannot take it, and so tells nothing."""
    await asked.hears("birgitta", "vem har nyckeln till skrubben")
    await asked.hears("birgitta", "[Ja, utan namn]")
    await asked.play("""
        nadia:
        > Ny fråga från en kollega på Juridik.
        > Frågan:
        > > vem har nyckeln till skrubben
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        nadia: [Skicka vidare]
        > Vem ska få frågan? Välj, eller skriv ett namn.
        > [Inger Samordnarprov] [Mats Provhed] [Avbryt]
        nadia: birgitta
        > Jag hittar ingen coach som heter birgitta och kan ta frågor just nu. Skriv ett annat namn.
        > [Avbryt]
    """)
    old = asked.actor("nadia").choice("Inger Samordnarprov").replace("inger", "birgitta")
    await asked.service.reception.press("old", "nadia", "webchat", old, "Birgitta")
    await asked.settle()
    assert await asked.look("nadia") == [
        "Birgitta kan inte ta den här frågan. Välj gärna någon annan."
    ]


async def test_a_word_is_read_in_a_daily_bundle_too(asked: Stage) -> None:
    """Whoever gets all questions at one hour reads what was said with the one passed on."""
    await asked.hears("nadia", "samla frågor kl 13")
    await asked.sends("birgitta", "vem har nyckeln till skrubben")
    await asked.play("""
        birgitta: [Skicka vidare]
        > ...
        birgitta: [Nadia Skissmark på Juridik]
        > ...
        birgitta: Du vet nog
        > ...
        nadia:
        > 2 frågor till dig i dag.
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Birgitta skrev:
        > > Du vet nog
        > Från Birgitta Provsten på Juridik:
        > > vem har nyckeln till skrubben
        > [Ta: var står kaffemaskinen på plan sju] [Ta: vem har nyckeln till skrubben]
    """)


async def test_a_colleague_who_asked_without_a_name_is_left_out_like_the_absent(met: Stage) -> None:
    """Neither among the choices nor by name; nothing in the words tells why."""
    await met.hears("nadia", "hej")
    await met.play("""
        nadia: var står kaffemaskinen på plan sju
        > ...
        nadia: [Ja, utan namn]
        > ...
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        birgitta: [Skicka vidare]
        > Vem ska få frågan? Välj, eller skriv ett namn.
        > [Inger Samordnarprov] [Mats Provhed] [Avbryt]
        birgitta: nadia
        > Jag hittar ingen coach som heter nadia och kan ta frågor just nu. Skriv ett annat namn.
        > [Avbryt]
    """)
