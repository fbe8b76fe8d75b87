"""The coach group's pages: a meeting from one press to its minutes, and a year in a few."""

from datetime import date, timedelta

import pytest
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import AtTheDesk, signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

ASKED = {
    "elias": "var finns nyckeln till cykelrummet",
    "kerstin": "var hänger nyckeln till cykelrummet",
    "amina": "nyckeln till cykelrummet var",
    "johan": "hur lånar man segelbåten",
}


async def begun(inger: AtTheDesk) -> None:
    """Press the way to a new draft with its agenda."""
    await inger.goes_to("/desk/group")
    await inger.presses(inger.page.get_by_role("link", name="Nytt möte"))
    await inger.presses(inger.page.get_by_role("button", name="Gör dagordningen"))
    await inger.reads("Dagordningen är gjord.")


async def points(desk: AtTheDesk) -> list[str]:
    """Return the points of the agenda, as they stand in their fields."""
    fields = desk.page.locator(".points textarea[id^=point-]")
    return [await one.input_value() for one in await fields.all()]


@pytest.mark.parametrize("size", [(1280, 900), (390, 800)])
async def test_a_meeting_is_made_edited_and_sent(
    served: Served, windows: Windows, size: tuple[int, int]
) -> None:
    """With the keyboard alone; what three asked has its words, one asks as a number, never who."""
    for person, question in ASKED.items():
        chat = await windows.open(served.url, person)
        await chat.say(question)
        await chat.reads("Det vet jag inte")
    inger = await signed_in(windows, served.url, "inger", size=size)
    await begun(inger)
    found = await points(inger)
    assert found[0].startswith("Beställ kablar till de två rummen som saknar")
    assert found[1].startswith("Fråga utan tips: ")
    assert "cykelrummet" in found[1]
    assert found[2] == "En enstaka fråga utan tips"
    assert len(found) > 3
    assert not any("segelbåt" in one for one in found)

    await inger.writes(inger.page.get_by_label("Egen punkt"), "Fika först")
    await inger.presses(inger.page.get_by_role("button", name="Lägg till", exact=True))
    last = len(found)
    await inger.presses(inger.page.get_by_role("button", name=f"Flytta upp punkt {last + 1}"))
    await expect(inger.page.locator(f"#point-{last - 1}")).to_have_value("Fika först")
    count = inger.page.locator(".points textarea[id^=point-]")
    await inger.presses(inger.page.get_by_role("button", name="Ta bort punkt 3"))
    await expect(count).to_have_count(last)
    assert "En enstaka fråga utan tips" not in await points(inger)
    await inger.presses(inger.page.get_by_role("button", name="Fyll på med nytt"))
    await expect(count).to_have_count(last + 1)
    assert "En enstaka fråga utan tips" in await points(inger)

    await inger.presses(inger.page.get_by_role("button", name="Spara och bjud in 15"))
    await inger.reads("Inbjudan är på väg.")
    await inger.reads("Inbjudan skickad")
    birgitta = await windows.open(served.url, "birgitta")
    await birgitta.reads("Du är bjuden till coachgruppen")
    await birgitta.press("Jag kommer")
    await birgitta.reads("Tack, då räknar vi med dig")
    await inger.page.reload()
    await expect(inger.page.locator(".guests div").first).to_contain_text("Birgitta Provsten")


async def test_wrong_input_is_said_and_nothing_is_lost(served: Served, windows: Windows) -> None:
    """Beside the field; points, minutes and a task that was begun are all still there."""
    inger = await signed_in(windows, served.url, "inger")
    await begun(inger)
    await inger.writes(inger.page.get_by_label("Egen punkt"), "Min punkt")
    await inger.writes(inger.page.get_by_label("Vad ni kom fram till"), "Vi kom fram till mycket.")
    await inger.writes(inger.page.get_by_label("Vad", exact=True), "Boka rum")
    await inger.writes(inger.page.get_by_label("Länk", exact=True), "http://inte-saker")
    await inger.presses(inger.page.get_by_role("button", name="Lägg till uppgiften"))
    await inger.reads("En sak behöver ändras")
    await inger.reads("Skriv hela adressen")
    for label, text in (
        ("Egen punkt", "Min punkt"),
        ("Vad ni kom fram till", "Vi kom fram till mycket."),
        ("Vad", "Boka rum"),
        ("Länk", "http://inte-saker"),
    ):
        await expect(inger.page.get_by_label(label, exact=True)).to_have_value(text)
    await inger.writes(inger.page.get_by_label("Länk", exact=True), "")
    await inger.writes(inger.page.get_by_label("Vem"), "birgitta")
    await inger.presses(inger.page.get_by_role("button", name="Lägg till uppgiften"))
    await inger.reads("Sparat.")
    await expect(inger.page.get_by_label("Vem").first).to_have_value("Birgitta Provsten")
    await expect(inger.page.get_by_label("Vad ni kom fram till")).to_have_value(
        "Vi kom fram till mycket."
    )


async def test_of_two_who_write_the_second_keeps_what_was_written(
    served: Served, windows: Windows
) -> None:
    """And reads what is saved before saving again."""
    path = "/desk/group/meetings/exempel-forra"
    inger = await signed_in(windows, served.url, "inger")
    mats = await signed_in(windows, served.url, "mats")
    await inger.goes_to(path)
    await mats.goes_to(path)
    for desk, text in ((inger, "Ingers anteckningar."), (mats, "Mats anteckningar.")):
        await desk.writes(desk.page.get_by_label("Vad ni kom fram till"), text)
        await desk.reaches(desk.page.get_by_role("button", name="Spara").last)
        await desk.page.keyboard.press("Enter")
        await desk.reads("Sparat." if desk is inger else "Någon annan sparade först")
    await expect(mats.page.get_by_label("Vad ni kom fram till")).to_have_value("Mats anteckningar.")
    await mats.presses(mats.page.get_by_role("button", name="Spara").last)
    await mats.reads("Sparat.")


async def test_minutes_reach_the_group_when_they_are_sent(served: Served, windows: Windows) -> None:
    """A coach reads what was said and agreed; only then, and ticks what is their own."""
    birgitta = await signed_in(windows, served.url, "birgitta")
    await birgitta.goes_to("/desk/group")
    await birgitta.presses(birgitta.page.get_by_role("button", name="Klart Beställ kablar"))
    await birgitta.reads("Klart och avprickat.")
    await birgitta.reads("Inget väntar på att göras.")
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/group/meetings/exempel-forra")
    await inger.writes(inger.page.get_by_label("Vad ni kom fram till"), "Det blev bra.")
    await inger.presses(inger.page.get_by_role("button", name="Skicka anteckningarna"))
    await inger.reads("Anteckningarna är på väg till gruppen.")
    chat = await windows.open(served.url, "birgitta")
    await chat.reads("Det blev bra.")
    await birgitta.goes_to("/desk/group/meetings/exempel-forra")
    await birgitta.reads("Det blev bra.")
    await expect(birgitta.page.get_by_role("textbox")).to_have_count(0)


async def test_a_year_is_proposed_with_one_press(served: Served, windows: Windows) -> None:
    """Then each activity is somebody's; what is not finished can be taken along."""
    year = date.today().year + 1  # noqa: DTZ011 - the served service has its own clock
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to(f"/desk/group/plan?year={year}")
    await inger.presses(inger.page.get_by_role("button", name=f"Föreslå {year}"))
    await inger.reads("Ett förslag för året är på plats.")
    for part in ("Tipsverkstad", "Rumsrunda", "Dialogmetod"):
        await inger.reads(part)
    await expect(inger.page.get_by_role("button", name="Föreslå")).to_have_count(0)
    await inger.presses(inger.page.get_by_role("link", name="Rumsrunda: se över").first)
    await inger.writes(inger.page.get_by_label("Vem"), "Pontus Provinge")
    await inger.page.get_by_label("Till och med").select_option("1")
    await inger.presses(inger.page.get_by_role("button", name="Spara"))
    await inger.reads("Sista månaden kommer efter den första")
    await inger.page.get_by_label("Till och med").select_option("5")
    await inger.presses(inger.page.get_by_role("button", name="Spara"))
    await inger.reads("Sparat.")
    await inger.reads("Planerat · Pontus Provinge")
    # The sample has one activity that is late, unless it was made in the first months of a year.
    if await inger.page.get_by_role("button", name=f"Ta med till {year}").count():
        await inger.presses(inger.page.get_by_role("button", name=f"Ta med till {year}"))
        await inger.reads("Det som inte var klart är med i planen nu.")
        await inger.goes_to(f"/desk/group/plan?year={year - 1}")
        await inger.reads("Flyttat till nästa år")


async def test_a_meeting_that_is_cancelled_is_told_and_over(
    served: Served, windows: Windows
) -> None:
    """It asks first, and can be changed no more."""
    inger = await signed_in(windows, served.url, "inger")
    await begun(inger)
    await inger.page.get_by_label("Dag", exact=True).fill(
        (date.today() + timedelta(days=40)).isoformat()  # noqa: DTZ011 - as above
    )
    await inger.presses(inger.page.get_by_role("button", name="Spara och bjud in"))
    chat = await windows.open(served.url, "leila")
    await chat.reads("Du är bjuden till coachgruppen")
    await inger.page.get_by_text("Ställ in mötet").click()
    await inger.presses(inger.page.get_by_role("button", name="Ja, ställ in"))
    await inger.reads("Mötet är inställt.")
    await chat.reads("är inställt.")
    await expect(inger.page.get_by_role("button", name="Spara")).to_have_count(0)
