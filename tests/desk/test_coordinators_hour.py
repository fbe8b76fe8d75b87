"""A coordinator's hour: from what three colleagues asked to a tip that answers in the chat."""

from dataclasses import replace

import pytest
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

ASKED = {
    "elias": "var finns nyckeln till cykelrummet",
    "kerstin": "var hänger nyckeln till cykelrummet",
    "amina": "nyckeln till cykelrummet var",
}


@pytest.mark.parametrize("size", [(1280, 900), (390, 800)])
async def test_from_monday_to_an_answer_in_the_chat(
    served: Served, windows: Windows, size: tuple[int, int]
) -> None:
    """With the keyboard alone, on a wide screen and on a phone; two people, none of them alone."""
    for person, question in ASKED.items():
        chat = await windows.open(served.url, person)
        await chat.say(question)
        await chat.reads("Det vet jag inte")

    inger = await signed_in(windows, served.url, "inger", size=size)
    await inger.reads("Frågor utan tips")
    await inger.reads("3 kollegor har undrat")
    await inger.presses(inger.page.get_by_role("link", name="Gör ett tips"))
    await inger.presses(inger.page.get_by_role("button", name="Gör ett tips"))
    await inger.reads("Ett utkast är gjort av frågorna")
    await inger.writes(inger.page.get_by_label("Rubrik"), "Nyckeln till cykelrummet")
    await inger.writes(
        inger.page.get_by_label("Svaret i en mening"), "Den hänger i receptionen på plan två."
    )
    await inger.writes(
        inger.page.get_by_label("Steg", exact=True), "Säg ditt namn.\nLämna tillbaka den."
    )
    await expect(inger.page.locator("#preview")).to_contain_text("Lämna tillbaka den.")
    await inger.presses(inger.page.get_by_role("button", name="Spara och låt någon läsa"))
    await inger.reads("Någon annan läser det nu")
    await inger.reads("Du skrev det här, så någon annan läser det")

    mats = await signed_in(windows, served.url, "mats", size=size)
    await mats.reads("Väntar på dina ögon")
    await mats.presses(mats.page.get_by_role("link", name="Läs Nyckeln till cykelrummet"))
    await mats.presses(mats.page.get_by_role("link", name="Vad skulle svaras annorlunda?"))
    await mats.reads("var finns nyckeln till cykelrummet")
    await mats.presses(mats.page.get_by_role("link", name="Tillbaka till tipset"))
    await mats.presses(mats.page.get_by_role("button", name="Publicera"))
    await mats.reads("Publicerat. Det svaras i chatten nu.")

    noor = await windows.open(served.url, "noor")
    await noor.say("var finns nyckeln till cykelrummet")
    await noor.reads("Den hänger i receptionen på plan två.")


async def test_two_editors_see_both_texts(served: Served, windows: Windows) -> None:
    """The second is told, reads what differs, and keeps what was written."""
    path = "/desk/tips/teams-dela-skarm/sv"
    inger = await signed_in(windows, served.url, "inger")
    mats = await signed_in(windows, served.url, "mats")
    await inger.goes_to(path)
    await mats.goes_to(path)
    await inger.writes(inger.page.get_by_label("Rubrik"), "Ingers rubrik på tipset")
    await inger.presses(inger.page.get_by_role("button", name="Spara utkast"))
    await inger.reads("Sparat.")
    await mats.writes(mats.page.get_by_label("Rubrik"), "Mats rubrik på tipset")
    await mats.reaches(mats.page.get_by_role("button", name="Spara utkast"))
    async with mats.page.expect_response(lambda one: one.status == 409):
        await mats.page.keyboard.press("Enter")
    await mats.reads("Någon annan sparade först")
    await expect(mats.page.locator("del").first).to_have_text("Ingers")
    await expect(mats.page.locator("ins").first).to_have_text("Mats")
    await mats.presses(mats.page.get_by_role("button", name="Spara mitt ändå"))
    await mats.reads("Sparat.")
    await expect(mats.page.get_by_label("Rubrik")).to_have_value("Mats rubrik på tipset")
    await mats.presses(mats.page.get_by_role("link", name="Historik"))
    await mats.reads("Ingers")


async def test_two_tabs_and_the_back_button_lose_nothing(served: Served, windows: Windows) -> None:
    """What is saved from a page that has been left behind is told of, or kept: never written over.

    History has every text that was saved.
    """
    path = "/desk/tips/teams-dela-skarm/sv"
    one = await signed_in(windows, served.url, "inger")
    other = replace(one, page=await one.page.context.new_page())
    await one.goes_to(path)
    await other.goes_to(path)
    for desk, title in ((one, "Ur den första fliken"), (other, "Ur den andra fliken")):
        await desk.page.get_by_label("Rubrik").fill(title)
        await desk.page.get_by_role("button", name="Spara utkast").click()
    await other.reads("Någon annan sparade först")
    await other.page.get_by_role("button", name="Spara mitt ändå").click()
    await other.reads("Sparat.")
    await one.reads("Sparat.")
    await one.page.go_back()
    await one.page.get_by_label("Rubrik").fill("Efter ett steg tillbaka")
    await one.page.get_by_role("button", name="Spara utkast").click()
    await one.page.wait_for_load_state()
    if await one.page.get_by_role("button", name="Spara mitt ändå").count():
        await one.page.get_by_role("button", name="Spara mitt ändå").click()
    await one.reads("Sparat.")
    await one.goes_to(f"{path}/history")

    for title in ("Ur den första fliken", "Ur den andra fliken", "Efter ett steg tillbaka"):
        words = title.split()[-2:]
        assert all([await one.page.get_by_text(word).count() for word in words]), title
