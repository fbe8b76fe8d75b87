"""Conversations in which staff ask for help."""

from datetime import timedelta

from tests.dialogues.stage import Stage
from tests.fakes.clock import StandingClock


async def test_a_new_person_is_greeted_once_and_answered_at_once(stage: Stage) -> None:
    """Two lines of hello, then the tip itself; the next question gets no hello."""
    await stage.play("""
        elias: hur delar jag skärmen i teams
        > Hej! Jag är en bot som hjälper till med det digitala på jobbet. Fråga vad som helst, stort som smått.
        > Ingen kollega eller chef ser vad du frågar mig. Din coach ser det du själv väljer att skicka.
        > Det gör du med knappen *Dela*, uppe till höger i mötet.
        > 1. Öppna det du vill visa.
        > 2. Välj *Dela* uppe till höger i mötesfönstret.
        > 3. Välj fönstret du vill visa, eller *Skärm* för allt.
        > 4. Välj *Sluta dela* när du är klar.
        > Runt det du delar syns en röd ram, och kollegorna ser din bild.
        > (Visa din skärm för alla i Teams-mötet · kollat i november 2026)
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Det hjälpte] [Jag fastnade] [Fel svar] [Fråga Birgitta]
        elias: [Det hjälpte]
        > Vad bra! Då vet jag att tipset fungerar.
        > [Fråga Birgitta]
    """)


async def test_an_unknown_question_is_offered_to_the_named_coach(met: Stage) -> None:
    """The bot never guesses: it says so and names the person who can help."""
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
    """)


async def test_when_unsure_two_or_three_titles_are_offered(met: Stage) -> None:
    """Nobody is given a tip that is only perhaps right; the coach is one press away."""
    lines = await met.hears("elias", "skärmen är svart")

    assert lines[0] == "Jag vill gissa rätt. Menar du något av det här?"
    assert lines[-1].endswith("[Inget av dem] [Fråga Birgitta]")
    assert 4 <= lines[-1].count("[") <= 5


async def test_a_chosen_title_shows_that_tip(met: Stage) -> None:
    """Choosing among the offered titles gives the tip, with everything a tip has."""
    await met.hears("elias", "skärmen är svart")
    title = met.actor("elias").replies[-1].choices[0].label.details["text"]

    lines = await met.hears("elias", f"[{title}]")

    assert any(str(title) in line for line in lines)
    assert lines[-1] == "[Det hjälpte] [Jag fastnade] [Fel svar] [Fråga Birgitta]"


async def test_none_of_the_offered_leads_to_the_coach(met: Stage) -> None:
    """When no title fits, the question is not lost in a dead end."""
    offer = (await met.hears("elias", "skärmen är svart"))[-1]
    titles = " · ".join(offer.split(" [Inget av dem]")[0].strip("[]").split("] ["))
    await met.play(f"""
        elias: [Inget av dem]
        > Ska jag skicka frågan till Birgitta?
        > Birgitta ser det du skrev, din avdelning, ditt namn om du vill, och vad jag visade: {titles}
        > Birgitta brukar svara senast i morgon.
        > Din fråga:
        > > skärmen är svart
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_one_stuck_goes_step_by_step_and_takes_the_step_to_the_coach(met: Stage) -> None:
    """One step a message; the coach sees where it stopped."""
    await met.play("""
        elias: hur delar jag skärmen i teams
        > ...
        elias: [Jag fastnade]
        > Många fastnar här. Vid vilket steg tog det stopp?
        > [1. Öppna det du vill visa.] [2. Välj *Dela* uppe till höger i mötesfönstret.] [3. Välj fönstret du vill visa, eller *Skärm* för allt.] [4. Välj *Sluta dela* när du är klar.] [Vet inte, ta det från början] [Fråga Birgitta]
        elias: [2. Välj *Dela* uppe till höger i mötesfönstret.]
        > Steg 2 av 4
        > Välj *Dela* uppe till höger i mötesfönstret.
        > [Klart] [Jag fastnade] [Fråga Birgitta]
        elias: [Klart]
        > Steg 3 av 4
        > Välj fönstret du vill visa, eller *Skärm* för allt.
        > [Klart] [Jag fastnade] [Fråga Birgitta]
        elias: [Jag fastnade]
        > Ska jag skicka frågan till Birgitta?
        > Birgitta ser det du skrev, din avdelning, ditt namn om du vill, och vad jag visade: Visa din skärm för alla i Teams-mötet. Fastnade vid steg 3: Välj fönstret du vill visa, eller *Skärm* för allt.
        > Birgitta brukar svara senast i morgon.
        > Din fråga:
        > > hur delar jag skärmen i teams
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        elias: [Ja, utan namn]
        > ...
        birgitta:
        > Ny fråga från en kollega på Juridik.
        > Frågan:
        > > hur delar jag skärmen i teams
        > Jag hade redan visat: Visa din skärm för alla i Teams-mötet. Fastnade vid steg 3: Välj fönstret du vill visa, eller *Skärm* för allt.
        > [Ta frågan] [Skicka vidare]
    """)


async def test_the_last_step_says_how_one_sees_that_it_worked(met: Stage) -> None:
    """The walk ends with the tip's own check."""
    await met.play("""
        elias: hur delar jag skärmen i teams
        > ...
        elias: [Jag fastnade]
        > ...
        elias: [4. Välj *Sluta dela* när du är klar.]
        > ...
        elias: [Klart]
        > Det var sista steget.
        > Runt det du delar syns en röd ram, och kollegorna ser din bild.
        > [Det hjälpte] [Fråga Birgitta]
    """)


async def test_a_wrong_answer_never_comes_back_for_that_wording(met: Stage) -> None:
    """The person is believed at once, and says themselves whether the coordinator may see it."""
    await met.play("""
        elias: hur delar jag skärmen i teams
        > ...
        elias: [Fel svar]
        > Tack för att du säger till. Det tipset får du inte igen på den frågan.
        > Får jag visa det du skrev för den som sköter tipsen? Utan ditt namn. Då kan det bli rätt för fler.
        > Då visas:
        > > hur delar jag skärmen i teams
        > [Ja, visa] [Nej tack] [Fråga Birgitta]
        elias: [Ja, visa]
        > Tack, det är skickat utan ditt namn. Så här blir det utan det tipset:
        > ...
        inger:
        > Fel svar: tipset Visa din skärm för alla i Teams-mötet passade inte den här frågan.
        > Ska ingen få tipset på den frågan?
        > Någon frågade:
        > > hur delar jag skärmen i teams
        > [Visa det aldrig här] [Inte nu]
    """)
    again = await met.hears("elias", "Hur delar jag  skärmen i TEAMS?")

    assert not any("Det gör du med knappen *Dela*" in line for line in again)


async def test_a_wrong_answer_stays_private_without_a_yes(met: Stage) -> None:
    """No thanks means that nobody hears of it."""
    await met.hears("elias", "hur delar jag skärmen i teams")
    await met.hears("elias", "[Fel svar]")
    lines = await met.hears("elias", "[Nej tack]")

    assert lines[0] == "Då stannar det mellan oss. Så här blir det utan det tipset:"
    assert await met.look("inger") == []


async def test_a_wrong_answer_is_one_persons_own(met: Stage) -> None:
    """What Elias calls wrong, Anki still gets."""
    await met.hears("elias", "hur delar jag skärmen i teams")
    await met.hears("elias", "[Fel svar]")

    lines = await met.hears("anki", "hur delar jag skärmen i teams")

    assert "Det gör du med knappen *Dela*, uppe till höger i mötet." in lines


async def test_easier_and_longer_redraw_the_last_answer(met: Stage) -> None:
    """Two words give the same tip in easy Swedish, or with why and what differs here."""
    await met.play("""
        elias: hur delar jag skärmen i teams
        > ...
        elias: lättare
        > ...
        > (Visa din skärm för alla i Teams-mötet · kollat i november 2026)
        > ...
        elias: längre
        > Det gör du med knappen *Dela*, uppe till höger i mötet.
        > ...
    """)
    easy, longer = met.actor("elias").replies[-2:]

    assert easy.text != longer.text
    assert len(longer.after) > len(easy.after)


async def test_easier_without_an_answer_says_how_it_works(met: Stage) -> None:
    """The word alone is not a question."""
    await met.play("""
        elias: lättare
        > Det finns inget svar att visa om igen. Fråga först, skriv sedan lättare eller längre.
        > [Fråga Birgitta]
    """)


async def test_a_button_of_yesterday_answers_kindly(met: Stage, clock: StandingClock) -> None:
    """Questions are forgotten after a day; an old button says so."""
    await met.hears("elias", "hur delar jag skärmen i teams")
    clock.pass_by(timedelta(hours=25))

    await met.play("""
        elias: [Fel svar]
        > Den frågan minns jag inte längre. Jag kommer ihåg de senaste frågorna i ett dygn. Skriv den gärna igen.
        > [Fråga Birgitta]
    """)


async def test_a_signpost_names_the_right_place_and_not_the_coach(met: Stage) -> None:
    """A locked account is for the service desk; the coach is not made the help desk."""
    lines = await met.hears("elias", "mitt konto är låst")

    assert lines[-1] == "[Det hjälpte] [Fel svar]"
