"""Conversations of a coach's day: when questions come, what waits, what has been answered."""

import pytest

from tests.dialogues.stage import Stage

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def known(met: Stage) -> Stage:
    """A stage on which Birgitta has been greeted."""
    await met.hears("birgitta", "hej")
    return met


async def answered(stage: Stage, question: str, answer: str) -> None:
    """Let Elias ask and Birgitta answer."""
    await stage.sends("elias", question)
    await stage.look("birgitta")
    await stage.hears("birgitta", "[Ta frågan]")
    await stage.hears("birgitta", answer)
    await stage.look("elias")


async def test_one_bundle_a_day_holds_everything_that_came(known: Stage) -> None:
    """What was added is in it, what was taken back is not; one press takes one of them."""
    await known.play("""
        birgitta: samla frågor kl 13
        > Nya frågor kommer samlat, en gång om dagen kl. 13.00. Skriv frågor direkt när du vill ändra det.
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, med mitt namn]
        > Skickat till Birgitta, med ditt namn.
        > Birgitta brukar svara senast tisdag 24 november.
        > ...
        elias: [Lägg till något]
        > ...
        elias: Den gröna
        > ...
        elias: vem har nyckeln till skrubben
        > ...
        elias: [Ja, utan namn]
        > ...
        elias: var ligger gamla växtbrevet
        > ...
        elias: [Ja, utan namn]
        > ...
        elias: [Ta tillbaka frågan]
        > ...
        -- 2026-11-23 12:59
        birgitta?
        -- 2026-11-23 13:00
        birgitta?
        > 2 frågor till dig i dag.
        > Från Elias Testlund på Juridik:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Den gröna
        > Från en kollega på Juridik:
        > > vem har nyckeln till skrubben
        > [Ta: var står kaffemaskinen på plan sju] [Ta: vem har nyckeln till skrubben]
        birgitta: [Ta: vem har nyckeln till skrubben]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till en kollega på Juridik.
        > Frågan:
        > > vem har nyckeln till skrubben
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
        birgitta: Vaktmästaren
        > Skickat till en kollega på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
        birgitta: status
        > Du har hand om 2 frågor:
        > 1. ”var står kaffemaskinen på plan sju” från Elias Testlund på Juridik, kom söndag 22 november.
        > 2. ”vem har nyckeln till skrubben” från en kollega på Juridik, du har svarat.
        > [Svara: var står kaffemaskinen på plan sju] [Svara: vem har nyckeln till skrubben]
    """)


async def test_a_bundle_of_one_is_the_question_itself(known: Stage) -> None:
    """Nobody counts to one."""
    await known.hears("birgitta", "samla frågor kl 13")
    await known.sends("elias", QUESTION)
    await known.play("""
        -- 2026-11-23 13:00
        birgitta?
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_who_looks_before_the_hour_gets_it_then_and_the_rest_together(known: Stage) -> None:
    """Nothing is shown twice, and what comes after is one bundle again."""
    await known.hears("birgitta", "samla frågor kl 13")
    await known.until("2026-11-23 09:00")
    await known.sends("elias", QUESTION)
    await known.play("""
        birgitta:
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
        birgitta: [Ta frågan]
        > ...
        birgitta: Bakom hissen
        > ...
    """)
    await known.sends("elias", "vem har nyckeln till skrubben")
    await known.sends("elias", "var ligger gamla växtbrevet")
    await known.play("""
        -- 2026-11-23 13:00
        birgitta?
        > 2 frågor till dig i dag.
        > Från Elias Testlund på Juridik:
        > > vem har nyckeln till skrubben
        > Från Elias Testlund på Juridik:
        > > var ligger gamla växtbrevet
        > [Ta: vem har nyckeln till skrubben] [Ta: var ligger gamla växtbrevet]
    """)


async def test_a_question_taken_back_before_it_came_is_never_heard_of(known: Stage) -> None:
    """The coach is not told of something they have not seen."""
    await known.sends("elias", QUESTION)
    await known.play("""
        elias: [Ta tillbaka frågan]
        > Din fråga är tillbakadragen. Du kan ställa den igen när du vill.
        > [Fråga Birgitta]
        -- 2026-11-23 08:00
        birgitta?
    """)


async def test_questions_at_once_come_at_once_in_working_hours(known: Stage) -> None:
    """Frågor direkt ends the bundle; a question in the afternoon comes in the afternoon."""
    await known.hears("birgitta", "samla frågor kl 9")
    await known.play("""
        birgitta: frågor direkt
        > Nya frågor kommer till dig med en gång, på arbetstid.
        -- 2026-11-23 14:00
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, med mitt namn]
        > ...
        birgitta?
        > Ny fråga från Elias Testlund på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Jag hittade inget tips.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_an_hour_that_is_none_is_asked_about(known: Stage) -> None:
    """Times are read as people write them, and what is no time is said to be none."""
    await known.play("""
        birgitta: samla frågor kl 25
        > Vilken tid på dagen? Skriv till exempel samla frågor kl 13. Jag förstod inte kl 25.
        birgitta: samla frågor kl 9.30
        > Nya frågor kommer samlat, en gång om dagen kl. 09.30. Skriv frågor direkt när du vill ändra det.
        birgitta: samla frågor
        > Nya frågor kommer samlat, en gång om dagen kl. 13.00. Skriv frågor direkt när du vill ändra det.
    """)


async def test_the_list_of_mine_says_where_each_stands(known: Stage) -> None:
    """Waiting, taken, asked back and answered each have their words."""
    await answered(known, QUESTION, "Bakom hissen")
    await known.sends("elias", "vem har nyckeln till skrubben")
    await known.look("birgitta")
    await known.hears("birgitta", "[Ta frågan]")
    await known.hears("birgitta", "[Fråga tillbaka]")
    await known.hears("birgitta", "Vilken skrubb?")
    await known.sends("elias", "var ligger gamla växtbrevet")
    await known.look("birgitta")
    await known.hears("birgitta", "[Ta frågan]")
    await known.hears("birgitta", "[Inte nu]")
    await known.sends("elias", "vem vattnar den stora palmen")
    await known.look("birgitta")
    await known.play("""
        birgitta: status
        > Du har hand om 4 frågor:
        > 1. ”var ligger gamla växtbrevet” från Elias Testlund på Juridik, väntar på ditt svar.
        > 2. ”vem vattnar den stora palmen” från Elias Testlund på Juridik, kom söndag 22 november.
        > 3. ”var står kaffemaskinen på plan sju” från Elias Testlund på Juridik, du har svarat.
        > 4. ”vem har nyckeln till skrubben”, du har frågat Elias Testlund på Juridik en sak.
        > [Svara: var ligger gamla växtbrevet] [Svara: vem vattnar den stora palmen] [Svara: var står kaffemaskinen på plan sju] [Svara: vem har nyckeln till skrubben]
        birgitta: [Svara: vem vattnar den stora palmen]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till Elias Testlund på Juridik.
        > Frågan:
        > > vem vattnar den stora palmen
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
    """)


async def test_what_i_have_answered_this_week(known: Stage) -> None:
    """The list begins on Monday; each answer can be read whole, and become a tip."""
    await answered(known, QUESTION, "Bakom hissen")
    await answered(known, "vem har nyckeln till skrubben", "Vaktmästaren har den")
    await known.play("""
        birgitta: mina svar
        > Du har svarat på 2 frågor den här veckan:
        > [Visa: vem har nyckeln till skrubben] [Visa: var står kaffemaskinen på plan sju]
        birgitta: [Visa: var står kaffemaskinen på plan sju]
        > Frågan kom söndag 22 november.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Du svarade:
        > > Bakom hissen
        > (Svaret har kommit fram.)
        > [Gör till tips]
        -- 2026-11-23 08:00
        birgitta: mina svar
        > Du har inte svarat på någon fråga den här veckan.
        > [Fråga Nadia]
    """)


async def test_searching_in_what_i_answered(known: Stage) -> None:
    """Any word of the question or the answer finds it, in any capitals."""
    await answered(known, QUESTION, "Bakom hissen")
    await answered(known, "vem har nyckeln till skrubben", "Vaktmästaren har den")
    await known.play("""
        birgitta: sök i mina svar HISSEN
        > Ett svar med HISSEN:
        > [Visa: var står kaffemaskinen på plan sju]
        birgitta: sök i mina svar nyckeln
        > Ett svar med nyckeln:
        > [Visa: vem har nyckeln till skrubben]
        birgitta: sök i mina svar giraff
        > Jag hittar inget svar från dig med giraff.
        > [Fråga Nadia]
    """)


async def test_an_answer_of_somebody_else_is_not_opened(known: Stage) -> None:
    """A press with another's question finds nothing."""
    await answered(known, QUESTION, "Bakom hissen")
    await known.hears("birgitta", "mina svar")
    action = known.actor("birgitta").choice(f"Visa: {QUESTION}")
    await known.service.reception.press("1", "leila", "webchat", action, "x")
    await known.settle()

    assert await known.look("leila") == ["Den frågan hittar jag inte. Den kan vara avslutad."]


async def test_the_profile_is_one_form_and_says_what_is_wrong(known: Stage) -> None:
    """What was written stays; what was kept is what colleagues see."""
    await known.play("""
        birgitta: min profil
        > Kollegor ser namn, plats, språk och vad du gärna svarar på. Resten visas inte för dem. Fyll i det du vill.
        > spoken =
        > place = plan 3
        > phone = anknytning 1234
        > drop_in = tisdagar i fikarummet
        > languages =
        > interests = Word, mallar, diarieföring
        > hours_a_month = 8
        > most_open =
        > feed =
    """)
    wrong = await known.fill(
        "birgitta", spoken="bir-JITT-a", languages="sv, xx", hours_a_month="x", feed="ftp://x"
    )
    assert wrong[0] == "Nästan klart. Titta på det som är markerat, allt du skrev finns kvar."
    assert "spoken = bir-JITT-a" in wrong
    found = {one.name: one.error for one in known.actor("birgitta").form.fields if one.error}
    assert set(found) == {"languages", "hours_a_month", "feed"}

    kept = await known.fill(
        "birgitta", languages="sv fi", hours_a_month="", feed="", place="plan 4"
    )
    assert kept == [
        "Sparat. Så här visas du:",
        "(BP) Birgitta Provsten, digital coach på Juridik, plan 4",
    ]
    await known.play("""
        elias: coacher på juridik
        > De här svarar på frågor från Juridik:
        > 1. Birgitta Provsten (säg bir-JITT-a), digital coach, plan 4
        > 2. Nadia Skissmark, ersättare för coachen, plan 3
        > [Fråga Birgitta] [Fråga Nadia]
    """)


async def test_words_for_coaches_are_no_trap_for_others(met: Stage) -> None:
    """Whoever is no coach reads so, and where they may want to go instead."""
    await met.play("""
        elias: samla frågor kl 13
        > Det där är ett val för coacher. Vill du ställa en fråga, skriv den som vanligt.
        > [Fråga Birgitta]
        elias: frågor direkt
        > Det där är ett val för coacher. Vill du ställa en fråga, skriv den som vanligt.
        > [Fråga Birgitta]
        elias: min profil
        > Profilen är till för coacher. Vad jag vet om dig får du se med vad vet du om mig.
        > [Fråga Birgitta]
        elias: mina svar
        > Du har inte svarat på någon fråga den här veckan.
        > [Fråga Birgitta]
        elias: tillbaka
        > Borta och tillbaka är ord för coacher. Vill du ställa en fråga, skriv den som vanligt.
        > [Fråga Birgitta]
    """)


async def test_help_tells_a_coach_the_words_for_coaches(known: Stage) -> None:
    """Nobody has to remember them."""
    await known.play("""
        birgitta: hjälp
        > Skriv din fråga som du skulle säga den till en kollega. Jag svarar, eller så frågar vi en människa.
        > Du kan också skriva: min coach · coacher på HR · vem kan Excel · status · lättare · längre · vad betyder MFA · byt avdelning · språk · bli ombud · vad vet du om mig · glöm mig · avbryt
        > Som coach kan du skriva: borta till fredag · tillbaka · samla frågor kl 13 · frågor direkt · mina svar · sök i mina svar lösenord · min profil · coachgruppen
        > [Fråga Nadia]
    """)
