"""An organiser's path at the desk and in chat: from an idea to who came."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from knowledge.clock import SystemClock
from tests.channels.served import ROOT, Served
from tests.channels.window import Window, Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

PICTURES = ROOT / "var" / "events"


async def answered(served: Served, windows: Windows, elias: Window) -> Window:
    """Let Elias take the only seat and say what he needs, and Amina queue; return her window."""
    await elias.say("vad händer")
    await elias.reads("Prova svetsvisiret")
    await elias.press("Prova svetsvisiret")
    await elias.reads("1 plats kvar")
    await elias.press("Jag kommer")
    await elias.reads("Då är du anmäld.")
    await elias.press("Jag behöver något")
    await elias.say("tolk, tack")
    await elias.reads("Tack, den som ordnar träffen vet det nu.")
    amina = await windows.open(served.url, "amina")
    await amina.say("vad händer")
    await amina.press("Prova svetsvisiret")
    await amina.reads("Det är fullt")
    await amina.press("Jag kommer")
    await amina.reads("nummer 1 i kön")
    return amina


@pytest.mark.parametrize("size", [(1280, 900), (390, 800)])
async def test_from_an_idea_to_a_list_of_guests(
    served: Served, windows: Windows, size: tuple[int, int]
) -> None:
    """With the keyboard alone: a draft, the invitation as it is read, answers, needs, the list."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = f"{size[0]}"
    elias = await windows.open(served.url, "elias")
    await elias.say("hej")
    await elias.reads("Hej")
    inger = await signed_in(windows, served.url, "inger", size=size)
    page = inger.page

    await inger.goes_to("/desk/events")
    await inger.presses(page.get_by_role("link", name="Ny träff"))
    await inger.writes(page.get_by_label("Vad heter det"), "Prova svetsvisiret")
    await inger.writes(page.get_by_label("Vad händer där"), "Vi provar i par, en kvart var.")
    day = SystemClock().now() + timedelta(days=20)
    await page.get_by_label("Dag", exact=True).fill(day.date().isoformat())
    await page.get_by_label("Klockan").fill("13:00")
    await inger.writes(page.get_by_label("Plats", exact=True), "Verkstaden, plan 1")
    await inger.writes(page.get_by_label("Antal platser"), "1")
    own_letter = page.get_by_label("Ge inbjudan ett eget brev")
    if not await own_letter.is_checked():
        await own_letter.check()
    await inger.presses(page.get_by_role("button", name="Spara").first)
    await expect(page.locator(".bubble")).to_contain_text("Prova svetsvisiret")
    await page.screenshot(path=PICTURES / f"1-draft-{name}.png", full_page=True)
    await inger.presses(page.get_by_role("button", name="Öppna för anmälan"))

    amina = await answered(served, windows, elias)

    await page.reload()
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Elias Testlund: tolk, tack")
    await expect(main).to_contain_text("Amina Skissdotter")
    await page.screenshot(path=PICTURES / f"2-guests-{name}.png", full_page=True)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Listan som fil").click()
    file = await (await download.value).path()
    assert "Elias Testlund" in file.read_text(encoding="utf-8-sig")

    await page.locator("summary", has_text="Ställ in").click()
    await inger.presses(page.get_by_role("button", name="Ställ in träffen"))
    await elias.reads("Det är inställt.")
    await amina.reads("Det är inställt.")
