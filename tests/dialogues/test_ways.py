"""Conversations about what else a coach can do: propose, draft, ask for a name, wait, close."""

import pytest

from tests.dialogues.stage import Stage

QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def taken(met: Stage) -> Stage:
    """A stage on which Birgitta has taken a question from Elias, who gave no name."""
    await met.hears("birgitta", "hej")
    await met.hears("elias", QUESTION)
    await met.hears("elias", "[Ja, utan namn]")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    return met


async def test_a_tip_of_the_library_fills_in_the_answer(met: Stage) -> None:
    """What the library has is proposed first; the coach changes it and sends it as their own."""
    await met.hears("birgitta", "hej")
    await met.play("""
        elias: hur delar jag skärmen i teams
        > ...
        elias: [Fråga Birgitta]
        > ...
        elias: [Ja, med mitt namn]
        > ...
        birgitta:
        > ...
        birgitta: [Ta frågan]
        > ...
        birgitta: [Mer]
        > Vad vill du göra?
        > [Förslag: Visa din skärm för alla i Teams-mötet] [Spara ett utkast] [Påminn mig i morgon] [Avsluta utan svar] [Inte nu]
        birgitta: [Förslag: Visa din skärm för alla i Teams-mötet]
        > Så här kan svaret låta. Ändra det du vill, och skicka.
        > Frågan:
        > > hur delar jag skärmen i teams
        > text = Det gör du med knappen *Dela*, uppe till höger i mötet. | 1. Öppna det du vill visa. | 2. Välj *Dela* uppe till höger i mötesfönstret. | 3. Välj fönstret du vill visa, eller *Skärm* för allt. | 4. Välj *Sluta dela* när du är klar.
    """)
    lines = await met.fill("birgitta", text="Knappen heter Dela. Jag kommer förbi!")

    assert lines[0] == "Skickat till Elias Testlund på Juridik. Kan fler ha nytta av svaret?"
    assert "> Knappen heter Dela. Jag kommer förbi!" in await met.look("elias")


async def test_a_draft_is_kept_and_finished_later(taken: Stage) -> None:
    """Nothing leaves before the coach says so; the draft comes back in the form."""
    await taken.play("""
        birgitta: [Mer]
        > Vad vill du göra?
        > [Spara ett utkast] [Får jag veta vem du är?] [Påminn mig i morgon] [Avsluta utan svar] [Inte nu]
        birgitta: [Spara ett utkast]
        > Skriv det du har så länge. Inget skickas.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > text =
    """)
    lines = await taken.fill("birgitta", text="Den står i pentryt")

    assert lines == [
        "Utkastet är sparat vid frågan. Ingen annan än den som har frågan ser det.",
        "[Skriv klart]",
    ]
    await taken.play("""
        elias:
        birgitta: status
        > Du har hand om en fråga:
        > 1. ”var står kaffemaskinen på plan sju” från en kollega på Juridik, väntar på ditt svar.
        > [Svara: var står kaffemaskinen på plan sju]
        birgitta: [Svara: var står kaffemaskinen på plan sju]
        > Frågan är din. Skriv ditt svar här, så skickar jag det till en kollega på Juridik.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Påbörjat svar:
        > > Den står i pentryt
        > [Fråga tillbaka] [Visa mig] [Skicka vidare] [Mer] [Inte nu]
        birgitta: [Skriv klart]
        > Här är ditt utkast. Ändra det du vill, och skicka.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > text = Den står i pentryt
    """)
    await taken.fill("birgitta", text="Den står i pentryt, bakom hissen")
    await taken.play("""
        elias:
        > Svar från Birgitta.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten svarar:
        > > Den står i pentryt, bakom hissen
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Tack, löst] [Fråga mer]
    """)


async def test_an_empty_draft_is_removed_and_an_empty_answer_is_not_sent(taken: Stage) -> None:
    """An empty form says what it wants; it sends nothing."""
    await taken.hears("birgitta", "[Mer]")
    await taken.hears("birgitta", "[Spara ett utkast]")
    await taken.fill("birgitta", text="Den står")
    await taken.hears("birgitta", "[Spara ett utkast]")

    assert await taken.fill("birgitta", text=" ") == ["Utkastet är borttaget."]
    await taken.hears("birgitta", "[Skriv klart]")
    lines = await taken.fill("birgitta", text=" ")
    assert lines[0] == "Här är ditt utkast. Ändra det du vill, och skicka."
    assert await taken.look("elias") == []


async def test_a_coach_may_ask_who_it_is_and_the_asker_decides(taken: Stage) -> None:
    """No is as good as yes, and a yes may come later; only then does the coach read the name."""
    await taken.play("""
        birgitta: [Mer]
        > ...
        birgitta: [Får jag veta vem du är?]
        > Jag har frågat. Personen väljer själv, och du kan svara ändå.
        > [Svara]
        elias:
        > Birgitta undrar om det går bra att få veta vem du är. Du väljer själv, och får svar ändå.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Ja, berätta] [Nej, hellre utan namn]
        elias: [Nej, hellre utan namn]
        > Det är helt i sin ordning. Birgitta svarar dig ändå.
        birgitta:
        > Den som frågade vill vara utan namn. Du kan svara som vanligt.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara]
    """)
    assert "Elias" not in str(taken.actor("birgitta").replies)

    await taken.play("""
        elias: [Ja, berätta]
        > Tack, nu vet Birgitta vem du är. Går frågan vidare till någon annan ser den kollegan det också.
        birgitta:
        > Det var Elias Testlund på Juridik som frågade.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara]
        birgitta: status
        > ...
        birgitta: [Svara: var står kaffemaskinen på plan sju]
        > ...
        birgitta: Bakom hissen
        > Skickat till Elias Testlund på Juridik. Kan fler ha nytta av svaret?
        > [Gör till tips] [Lägg till något]
    """)


async def test_a_named_asker_is_not_asked_again(met: Stage) -> None:
    """Who has given their name has answered that already."""
    await met.sends("elias", QUESTION)
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    await met.play("""
        birgitta: [Mer]
        > Vad vill du göra?
        > [Spara ett utkast] [Påminn mig i morgon] [Avsluta utan svar] [Inte nu]
    """)


async def test_a_snoozed_question_comes_back_the_next_day(taken: Stage) -> None:
    """The asker reads when to expect the answer; the coach is reminded then, not before."""
    await taken.play("""
        -- 2026-11-23 10:00
        birgitta: [Mer]
        > ...
        birgitta: [Påminn mig i morgon]
        > Det går bra. Jag påminner dig inte förrän i morgon, och den som frågade vet om det.
        elias:
        > Birgitta hinner inte i dag. Svaret brukar då komma senast onsdag 25 november.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta tagit hand om. Svar brukar komma senast onsdag 25 november.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
        -- 2026-11-23 16:29
        birgitta?
        -- 2026-11-24 12:59
        birgitta?
        -- 2026-11-24 13:00
        birgitta?
        > Frågan från en kollega på Juridik kom söndag 22 november och väntar på svar. Hinner du inte går det bra att skicka den vidare.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > [Svara] [Skicka vidare] [Påminn mig i morgon]
    """)


async def test_it_waits_for_the_asker_then_nobody_is_reminded(taken: Stage) -> None:
    """While the asker has something to answer, an old button for tomorrow changes nothing."""
    await taken.hears("birgitta", "[Mer]")
    await taken.hears("birgitta", "[Fråga tillbaka]")
    await taken.hears("birgitta", "Vilken maskin menar du?")
    await taken.look("elias")
    await taken.play("""
        birgitta: [Påminn mig i morgon]
        > Det går bra. Frågan ligger kvar hos dig, skriv status när du vill ta upp den.
        elias:
        birgitta: [Mer]
        > Vad vill du göra?
        > [Spara ett utkast] [Får jag veta vem du är?] [Avsluta utan svar] [Inte nu]
    """)


async def test_what_it_is_for_closes_a_question_without_an_answer(taken: Stage) -> None:
    """The asker reads who closed it, why, and where to turn; nothing is their fault."""
    await taken.play("""
        birgitta: [Mer]
        > ...
        birgitta: [Avsluta utan svar]
        > Varför? Den som frågade får läsa det. Välj, eller skriv med egna ord.
        > [Det är en sak för IT] [Det är en sak för chefen] [Det är löst på annat sätt] [Inte nu]
        birgitta: [Det är en sak för IT]
        > Frågan är avslutad, och den som frågade har fått veta varför.
        elias:
        > Birgitta har avslutat din fråga utan svar.
        > Det här behöver IT göra. Det är inget fel på dig. Vänd dig till Servicedesk 5678 (påhittat nummer).
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > [Fråga mer]
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” avslutade Birgitta utan svar.
        > [Visa: var står kaffemaskinen på plan sju]
        elias: [Visa: var står kaffemaskinen på plan sju]
        > Birgitta har avslutat din fråga utan svar.
        > Det här behöver IT göra. Det är inget fel på dig. Vänd dig till Servicedesk 5678 (påhittat nummer).
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > [Fråga mer]
        birgitta: status
        > Du har inga frågor på väg just nu.
        > [Fråga Nadia]
    """)


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ("[Det är en sak för chefen]", "Det här är något för din chef att bestämma."),
        ("[Det är löst på annat sätt]", "Det är redan löst på annat sätt."),
    ],
)
async def test_every_reason_reaches_the_asker(taken: Stage, choice: str, why: str) -> None:
    """Whichever reason the coach presses, the asker reads a sentence of it."""
    await taken.hears("birgitta", "[Mer]")
    await taken.hears("birgitta", "[Avsluta utan svar]")
    await taken.hears("birgitta", choice)

    assert why in await taken.look("elias")


async def test_a_reason_in_ones_own_words_is_read_as_the_coachs(taken: Stage) -> None:
    """The bot does not say it as if it were its own."""
    await taken.play("""
        birgitta: [Mer]
        > ...
        birgitta: [Avsluta utan svar]
        > ...
        birgitta: Jag vet tyvärr inte, maskinen är såld
        > Frågan är avslutad, och den som frågade har fått veta varför.
        elias:
        > Birgitta har avslutat din fråga utan svar.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta skrev:
        > > Jag vet tyvärr inte, maskinen är såld
        > [Fråga mer]
    """)


async def test_what_was_closed_opens_again_with_one_more_line(taken: Stage) -> None:
    """Closed is not shut: the same coach reads what the asker adds."""
    await taken.play("""
        birgitta: [Mer]
        > ...
        birgitta: [Avsluta utan svar]
        > ...
        birgitta: [Det är en sak för IT]
        > ...
        elias:
        > ...
        elias: [Fråga mer]
        > ...
        elias: Vem på IT?
        > Skickat till Birgitta. Svaret kommer här.
        birgitta:
        > En kollega på Juridik undrar en sak till.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > En kollega på Juridik skrev:
        > > Vem på IT?
        > [Svara] [Fråga tillbaka]
        elias: status
        > Din fråga:
        > 1. ”var står kaffemaskinen på plan sju” har Birgitta tagit hand om. Svar brukar komma senast i morgon.
        > [Lägg till: var står kaffemaskinen på plan sju] [Ta tillbaka: var står kaffemaskinen på plan sju]
    """)


async def test_not_now_leaves_it_where_it_is(taken: Stage) -> None:
    """Inte nu is a good answer, also halfway into closing."""
    await taken.play("""
        birgitta: [Mer]
        > ...
        birgitta: [Avsluta utan svar]
        > ...
        birgitta: [Inte nu]
        > Det går bra. Frågan ligger kvar hos dig, skriv status när du vill ta upp den.
        elias:
        birgitta: status
        > ...
    """)


async def test_one_can_ask_back_before_taking(met: Stage) -> None:
    """Whoever asks back has taken the question; nothing is refused."""
    await met.sends("elias", QUESTION)
    await met.look("birgitta")
    await met.play("""
        elias: [Lägg till något]
        > ...
        elias: Den gröna
        > ...
        birgitta:
        > Elias Testlund på Juridik lägger till något i sin fråga.
        > Frågan:
        > > var står kaffemaskinen på plan sju
        > Elias Testlund på Juridik skrev:
        > > Den gröna
        > [Svara] [Fråga tillbaka]
        birgitta: [Fråga tillbaka]
        > Skriv vad du vill fråga, så skickar jag det till Elias Testlund på Juridik.
        > [Inte nu]
        birgitta: Den på norra sidan?
        > Skickat till Elias Testlund på Juridik. Du får svaret här.
        elias:
        > Birgitta behöver veta en sak till för att kunna svara.
        > Du frågade:
        > > var står kaffemaskinen på plan sju
        > Birgitta Provsten undrar:
        > > Den på norra sidan?
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Svara] [Ta tillbaka frågan]
    """)


async def test_what_is_answered_is_neither_put_off_nor_closed(taken: Stage) -> None:
    """Among the other ways stands only what still means something."""
    await taken.hears("birgitta", "Bakom hissen")
    await taken.play("""
        birgitta: [Mer]
        > Vad vill du göra?
        > [Spara ett utkast] [Får jag veta vem du är?] [Inte nu]
    """)
