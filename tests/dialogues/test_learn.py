"""Conversations in which an answer becomes a tip: learned once."""

from tests.dialogues.stage import Stage

ANSWER = (
    "Hej Elias! Öppna pärmen på servern. Välj mallen Tjänsteskrivelse. Spara som kopia. /Birgitta"
)


async def answered(stage: Stage) -> None:
    """Let Elias ask something new, and Birgitta answer it."""
    await stage.hears("elias", "hej")
    await stage.sends("elias", "Hej Birgitta, hur hittar jag förlagan för fullmakter?")
    await stage.look("birgitta")
    await stage.hears("birgitta", "[Ta frågan]")
    await stage.hears("birgitta", ANSWER)


async def test_the_form_is_filled_in_without_names(stage: Stage) -> None:
    """Title, way to ask, answer and steps come from the conversation; names are gone."""
    await answered(stage)
    await stage.play("""
        birgitta: [Gör till tips]
        > Så här kan tipset se ut. Ändra det du vill.
        > Kända namn och nummer är borttagna. Läs igenom en gång till, så att ingen känns igen.
        > title = Hur hittar jag förlagan för fullmakter
        > phrasings = hur hittar jag förlagan för fullmakter?
        > answer = Öppna pärmen på servern.
        > steps = Välj mallen Tjänsteskrivelse. | Spara som kopia.
    """)


async def test_a_published_tip_answers_the_next_person_at_once(stage: Stage) -> None:
    """Coach suggests, coordinator publishes, and anybody's same question is answered by it."""
    await answered(stage)
    await stage.hears("birgitta", "[Gör till tips]")

    assert await stage.fill("birgitta", title="Hitta förlagan för fullmakter") == [
        "Tack! Inger läser tipset och publicerar det."
    ]
    await stage.play("""
        inger:
        > Birgitta föreslår ett tips: Hitta förlagan för fullmakter
        > Öppna pärmen på servern.
        > 1. Välj mallen Tjänsteskrivelse.
        > 2. Spara som kopia.
        > Så frågar man: hur hittar jag förlagan för fullmakter?
        > [Publicera] [Ändra] [Inte nu]
        inger: [Publicera]
        > Publicerat: Hitta förlagan för fullmakter. Nästa som frågar får svaret direkt.
        birgitta:
        > Inger har publicerat ditt tips: Hitta förlagan för fullmakter. Tack, nu hjälper det fler.
        anki: hur hittar jag förlagan för fullmakter
        > ...
        > Öppna pärmen på servern.
        > 1. Välj mallen Tjänsteskrivelse.
        > 2. Spara som kopia.
        > (Hitta förlagan för fullmakter · skrivet av Birgitta · kollat i november 2026)
        > ...
    """)


async def test_before_it_is_published_nobody_gets_it(stage: Stage) -> None:
    """A tip in review answers nothing."""
    await answered(stage)
    await stage.hears("birgitta", "[Gör till tips]")
    await stage.fill("birgitta")

    lines = await stage.hears("anki", "hur hittar jag förlagan för fullmakter")

    assert "Öppna pärmen på servern." not in lines


async def test_the_coordinator_may_change_it_first(stage: Stage) -> None:
    """Changes and publishing are one step, and the coach's draft is what one starts from."""
    await answered(stage)
    await stage.hears("birgitta", "[Gör till tips]")
    await stage.fill("birgitta")
    await stage.look("inger")
    await stage.hears("inger", "[Ändra]")

    lines = await stage.fill("inger", title="Förlagan för fullmakter")

    assert lines == ["Publicerat: Förlagan för fullmakter. Nästa som frågar får svaret direkt."]


async def test_not_now_leaves_the_tip_as_a_draft(stage: Stage) -> None:
    """A no is told kindly, and nothing of the text is lost."""
    await answered(stage)
    await stage.hears("birgitta", "[Gör till tips]")
    await stage.fill("birgitta")
    await stage.look("inger")
    await stage.play("""
        inger: [Inte nu]
        > Hur hittar jag förlagan för fullmakter ligger kvar som utkast. Coachen får veta det.
        birgitta:
        > Inger väntar med ditt tips Hur hittar jag förlagan för fullmakter. Prata gärna ihop er, så kan du göra om det från ditt svar.
    """)


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(stage: Stage) -> None:
    """The form comes back with every value as it was written."""
    await answered(stage)
    await stage.hears("birgitta", "[Gör till tips]")

    lines = await stage.fill(
        "birgitta", title="Ab", phrasings="", steps="\n".join("abcdefgh"), answer="Kvar"
    )
    fields = {one.name: one for one in stage.actor("birgitta").form.fields}

    assert lines[0] == "Nästan klart. Titta på det som är markerat, allt du skrev finns kvar."
    assert {name for name, one in fields.items() if one.error} == {"title", "phrasings", "steps"}
    assert fields["answer"].value == "Kvar"
    assert fields["steps"].value == "\n".join("abcdefgh")


async def test_only_a_coordinator_publishes(stage: Stage) -> None:
    """The coach's own press on publish finds nothing."""
    await answered(stage)
    await stage.hears("birgitta", "[Gör till tips]")
    await stage.fill("birgitta")
    await stage.look("inger")
    action = stage.actor("inger").choice("Publicera")
    for who in ("birgitta", "elias", "fatima"):
        await stage.service.reception.press(f"p-{who}", who, "webchat", action, "Publicera")
        await stage.settle()

        assert (await stage.look(who))[-1] == "Det tipset finns inte längre."


async def test_identity_numbers_never_reach_the_form(stage: Stage) -> None:
    """A number in the coach's answer was taken out before it was stored."""
    await stage.hears("elias", "var står kaffemaskinen på plan sju")
    await stage.hears("elias", "[Ja, utan namn]")
    await stage.look("birgitta")
    await stage.play("""
        birgitta: [Ta frågan]
        > ...
        birgitta: Sök på 19121212-1212 i registret. Skriv ut.
        > Jag tog bort ett personnummer ur det du skrev, innan något sparades eller skickades.
        > Skickat till en kollega på Juridik. Kan fler ha nytta av svaret?
        > ...
        birgitta: [Gör till tips]
        > ...
        > answer = Sök på [personnummer] i registret.
        > steps = Skriv ut.
    """)


async def test_a_question_back_is_no_part_of_the_tip(stage: Stage) -> None:
    """What the coach had to ask is not what anybody wants as an answer."""
    await stage.hears("elias", "var står kaffemaskinen på plan sju")
    await stage.hears("elias", "[Ja, utan namn]")
    await stage.look("birgitta")
    await stage.hears("birgitta", "[Ta frågan]")
    await stage.hears("birgitta", "[Fråga tillbaka]")
    await stage.hears("birgitta", "Menar du den gula eller den grå?")
    await stage.look("elias")
    await stage.hears("elias", "[Svara]")
    await stage.hears("elias", "Den gula")
    await stage.look("birgitta")
    await stage.hears("birgitta", "[Svara]")
    await stage.hears("birgitta", "Den står bakom hissen.")

    lines = await stage.hears("birgitta", "[Gör till tips]")

    assert "answer = Den står bakom hissen." in lines
    assert not any("gula" in line for line in lines)


async def test_a_coordinator_who_answered_is_read_by_another(stage: Stage) -> None:
    """Nothing is published with one pair of eyes, also where there is no coach."""
    await stage.hears("amina", "var står kaffemaskinen på plan sju")
    await stage.hears("amina", "[Ja, utan namn]")
    await stage.look("inger")
    await stage.hears("inger", "[Ta frågan]")
    await stage.hears("inger", "Bakom hissen.")
    await stage.hears("inger", "[Gör till tips]")

    assert await stage.fill("inger") == ["Tack! Mats läser tipset och publicerar det."]
    assert await stage.look("inger") == []

    await stage.look("mats")
    published = await stage.hears("mats", "[Publicera]")

    assert published[0].startswith("Publicerat:")
