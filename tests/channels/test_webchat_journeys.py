"""The main job in browser windows, also when the service dies in the middle."""

import re
from collections.abc import Callable

import pytest
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="session")

KNOWN = "hur delar jag skärmen i teams"
UNKNOWN = "Hej Birgitta, hur hittar jag förlagan för fullmakter?"
ANSWER = "Hej! Öppna pärmen på servern. Välj mallen Tjänsteskrivelse. Spara som kopia. /Birgitta"
TITLE = "Hitta förlagan för fullmakter"

Mishap = Callable[[], None]


def _nothing() -> None:
    """Let everything go well."""


@pytest.fixture(params=["on a good day", "with kill -9 in the middle"])
def mishap(request: pytest.FixtureRequest, served: Served) -> Mishap:
    """What happens right after each thing that somebody says or presses."""
    return _nothing if request.param == "on a good day" else served.restart


async def _same_when_read_anew(windows: Windows, window: Window, person: str) -> list[str]:
    """Compare a window with a new one: nothing lost, nothing doubled; return the first lines."""
    there = await window.said()
    new = await windows.open(window.url, person)
    anew = await new.has_said(len(there))

    assert [one[0] for one in there] == list(range(1, len(there) + 1))
    assert anew == there
    return [str(one[1]) for one in there]


async def test_a_tip_has_steps_a_date_choices_and_a_colleague(
    served: Served, windows: Windows, mishap: Mishap
) -> None:
    """Ask, read a whole answer, thank: three messages of hello, tip and thanks, each once."""
    elias = await windows.open(served.url, "elias")

    await elias.say(KNOWN)
    mishap()
    await elias.reads("Det gör du med knappen Dela")

    assert await elias.latest.locator("ol.steps li").count() == 4
    await expect(elias.latest.locator(".note")).to_have_text(
        re.compile(r"^Visa din skärm för alla i Teams-mötet · kollat i \S+ \d{4}$")
    )
    await expect(elias.latest.locator(".face")).to_have_text("BP")
    await expect(elias.latest.locator(".portrait-name")).to_have_text("Birgitta Provsten")
    assert await elias.choices() == ["Det hjälpte", "Jag fastnade", "Fel svar", "Fråga Birgitta"]

    await elias.press("Det hjälpte")
    await elias.reads("Vad bra! Då vet jag att tipset fungerar.")
    lines = await _same_when_read_anew(windows, elias, "elias")

    assert [line.split(".")[0].split("!")[0] for line in lines] == [
        KNOWN,
        "Hej",
        "Det gör du med knappen Dela, uppe till höger i mötet",
        "Det hjälpte",
        "Vad bra",
    ]


async def test_one_stuck_goes_step_by_step_to_the_coach(
    served: Served, windows: Windows, mishap: Mishap
) -> None:
    """The walk goes on where it was, and ends with an offer that says where it stopped."""
    elias = await windows.open(served.url, "elias")
    await elias.say(KNOWN)
    await elias.reads("Det gör du med knappen Dela")

    await elias.press("Jag fastnade")
    await elias.reads("Vid vilket steg tog det stopp?")
    await elias.press("2. Välj *Dela* uppe till höger i mötesfönstret.")
    await elias.reads("Steg 2 av 4")
    await elias.press("Klart")
    mishap()
    await elias.reads("Steg 3 av 4")
    await elias.press("Jag fastnade")
    await elias.reads("Fastnade vid steg 3: Välj fönstret du vill visa")

    assert await elias.choices() == ["Ja, med mitt namn", "Ja, utan namn", "Nej tack"]
    assert len(await _same_when_read_anew(windows, elias, "elias")) == 11


async def test_a_wrong_answer_is_believed_and_reported_without_a_name(
    served: Served, windows: Windows, mishap: Mishap
) -> None:
    """The coordinator reads the wording, once, and never the name; the tip is not shown again."""
    elias = await windows.open(served.url, "elias")
    await elias.say(KNOWN)
    await elias.reads("Det gör du med knappen Dela")

    await elias.press("Fel svar")
    await elias.reads("Får jag visa det du skrev")
    await elias.press("Ja, visa")
    mishap()
    await expect(elias.log).to_contain_text("Så här blir det utan det tipset:")
    inger = await windows.open(served.url, "inger")
    await inger.reads("Fel svar: tipset Visa din skärm för alla i Teams-mötet passade inte")
    report = await inger.said()

    assert len(report) == 1
    assert KNOWN in report[0]
    assert "Elias" not in str(report)
    lines = await _same_when_read_anew(windows, elias, "elias")
    assert lines.count("Det gör du med knappen Dela, uppe till höger i mötet.") == 1


async def test_a_question_without_an_answer_becomes_a_tip_for_the_next_person(
    served: Served, windows: Windows, mishap: Mishap
) -> None:
    """Ask, coach, answer, thanks, tip, publish: and anybody's same question is answered."""
    elias = await windows.open(served.url, "elias")
    birgitta = await windows.open(served.url, "birgitta")
    inger = await windows.open(served.url, "inger")

    await _is_answered_by_a_coach(elias, birgitta, mishap)
    await _becomes_a_tip(birgitta, inger, mishap)
    anki = await windows.open(served.url, "anki")
    await anki.say("hur hittar jag förlagan för fullmakter")
    await anki.reads("Öppna pärmen på servern.")

    assert await anki.latest.locator("ol.steps li").all_inner_texts() == [
        "Välj mallen Tjänsteskrivelse.",
        "Spara som kopia.",
    ]
    await expect(anki.latest.locator(".note")).to_contain_text(f"{TITLE} · skrivet av Birgitta")
    lines = await _same_when_read_anew(windows, elias, "elias")
    assert [line for line in lines if line.startswith("Svar från")] == ["Svar från Birgitta."]
    assert lines[-2:] == ["Tack, löst", "Vad bra! Jag säger till Birgitta, utan ditt namn."]
    assert await _same_when_read_anew(windows, birgitta, "birgitta") == [
        "Ny fråga från en kollega på Juridik.",
        "Ta frågan",
        "Frågan är din. Skriv ditt svar här, så skickar jag det till en kollega på Juridik.",
        ANSWER,
        "Skickat till en kollega på Juridik. Kan fler ha nytta av svaret?",
        "Det löste sig för en kollega på Juridik. Tack!",
        "Gör till tips",
        "Så här kan tipset se ut. Ändra det du vill.",
        "Skicka till samordnaren",
        "Tack! Inger läser tipset och publicerar det.",
        f"Inger har publicerat ditt tips: {TITLE}. Tack, nu hjälper det fler.",
    ]
    assert await _same_when_read_anew(windows, inger, "inger") == [
        f"Birgitta föreslår ett tips: {TITLE}",
        "Publicera",
        f"Publicerat: {TITLE}. Nästa som frågar får svaret direkt.",
    ]


async def _is_answered_by_a_coach(elias: Window, birgitta: Window, mishap: Mishap) -> None:
    await elias.say(UNKNOWN)
    await expect(elias.latest).to_contain_text(re.compile(r"Inget av dem|Ska jag skicka"))
    if "Inget av dem" in await elias.choices():
        await elias.press("Inget av dem")
        await elias.reads("Ska jag skicka frågan till Birgitta?")
    await elias.press("Ja, utan namn")
    mishap()
    await elias.reads("Skickat till Birgitta, utan ditt namn.")
    await birgitta.reads("Ny fråga från en kollega på Juridik.")
    await birgitta.press("Ta frågan")
    await birgitta.reads("Frågan är din.")
    await birgitta.say(ANSWER)
    mishap()
    await birgitta.reads("Kan fler ha nytta av svaret?")
    await elias.reads("Svar från Birgitta.")
    await expect(elias.latest.locator("blockquote").last).to_have_text(ANSWER)
    await elias.press("Tack, löst")
    await elias.reads("Vad bra! Jag säger till Birgitta, utan ditt namn.")
    await birgitta.reads("Det löste sig för en kollega på Juridik. Tack!")


async def _becomes_a_tip(birgitta: Window, inger: Window, mishap: Mishap) -> None:
    await birgitta.press("Gör till tips")
    await birgitta.reads("Kända namn och nummer är borttagna.")
    form = birgitta.latest.locator("form")
    await expect(form.get_by_label("Svaret i en mening")).to_have_value("Öppna pärmen på servern.")
    filled = await form.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")

    assert "Birgitta" not in str(filled)
    await form.get_by_label("Rubrik").fill(TITLE)
    await form.get_by_role("button", name="Skicka till samordnaren").click()
    mishap()
    await birgitta.reads("Tack! Inger läser tipset och publicerar det.")
    await inger.reads(f"Birgitta föreslår ett tips: {TITLE}")
    await inger.press("Publicera")
    mishap()
    await inger.reads(f"Publicerat: {TITLE}.")
    await birgitta.reads("Inger har publicerat ditt tips")


async def test_what_is_typed_while_the_service_is_down_arrives_once_and_in_order(
    served: Served, windows: Windows
) -> None:
    """The page says that contact is lost, keeps all that is written, and sends it afterwards."""
    elias = await windows.open(served.url, "elias")
    await elias.say("hej")
    await elias.reads("Hej!")
    served.kill()

    for words in ("status", "hjälp", "min coach"):
        await elias.say(words)
    await elias.composer.fill("halvskrivet")
    await expect(elias.page.get_by_role("status")).to_contain_text("Kontakten är bruten.")
    await expect(elias.page.locator("#pending .waiting")).to_have_count(3)
    served.start()
    await elias.has_said(8)
    own = await elias.page.locator("#log .me > p:last-child").all_inner_texts()

    assert own == ["hej", "status", "hjälp", "min coach"]
    await expect(elias.composer).to_have_value("halvskrivet")
    await expect(elias.page.get_by_role("status")).to_have_text("Kontakten är tillbaka.")
    await _same_when_read_anew(windows, elias, "elias")


async def test_a_reload_while_the_service_is_down_loses_nothing(
    served: Served, windows: Windows
) -> None:
    """What was on its way and what was half written are there when the page comes back."""
    elias = await windows.open(served.url, "elias")
    await elias.say("hej")
    await elias.reads("Hej!")
    await elias.page.route("**/messages", lambda route: route.abort())
    await elias.say("status")
    await elias.composer.fill("halvskrivet")
    await elias.page.reload()

    await expect(elias.page.locator("#pending .waiting")).to_have_count(1)
    await expect(elias.composer).to_have_value("halvskrivet")
    await elias.page.unroute("**/messages")
    served.restart()
    await elias.reads("Du har inga frågor på väg just nu.")
    lines = await _same_when_read_anew(windows, elias, "elias")
    assert lines.count("status") == 1
