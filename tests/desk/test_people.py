"""People on the desk: who helps is found and changed, and nobody reads what anybody asked."""

import io

import pytest
from PIL import Image
from playwright.async_api import FilePayload, expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_coordinator_finds_somebody_and_lets_them_help(
    served: Served, windows: Windows
) -> None:
    """By name; a stand-in from then on, and asked whether questions come through."""
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/people")
    await inger.reads("Birgitta Provsten")
    await inger.writes(inger.page.get_by_label("Namn"), "elias")
    await inger.presses(inger.page.get_by_role("button", name="Sök"))
    await inger.presses(inger.page.get_by_role("link", name="Elias"))
    await inger.reads("Vad personen har frågat finns ingenstans på skrivbordet.")
    await inger.page.get_by_label("Som", exact=True).select_option("standin")
    await inger.presses(inger.page.get_by_role("button", name="Spara"))
    await inger.reads("Sparat. Den det gäller får veta det.")
    await inger.goes_to("/desk/people")
    await inger.reads("Elias")


async def test_a_coach_is_replaced_by_name(served: Served, windows: Windows) -> None:
    """An unknown name keeps what was written; then another takes over all of it."""
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/people/birgitta")
    await inger.writes(inger.page.get_by_label("Vem tar över"), "Finns Inte")
    await inger.presses(inger.page.get_by_role("button", name="Lämna över"))
    await inger.reads("Finns Inte")
    await expect(inger.page.get_by_label("Vem tar över")).to_have_value("Finns Inte")
    await inger.writes(inger.page.get_by_label("Vem tar över"), "Nadia Skissmark")
    await inger.presses(inger.page.get_by_role("button", name="Lämna över"))
    await inger.reads("Sparat.")
    await inger.goes_to("/desk/people/nadia")
    await inger.reads("digital coach, Juridik")


async def test_a_coach_shows_their_face_and_takes_it_back(served: Served, windows: Windows) -> None:
    """It is drawn anew, stands beside the name in the chat, and is gone when they say so."""
    file = io.BytesIO()
    Image.new("RGB", (50, 50), (200, 90, 40)).save(file, "PNG")
    birgitta = await signed_in(windows, served.url, "birgitta")
    await birgitta.goes_to("/desk/me")
    await birgitta.page.set_input_files(
        "#face", FilePayload(name="jag.png", mimeType="image/png", buffer=file.getvalue())
    )
    await birgitta.presses(birgitta.page.get_by_role("button", name="Spara"))
    await birgitta.reads("Så här hittar kollegor dig nu.")
    face = birgitta.page.locator(".face-large")
    await expect(face).to_have_attribute("alt", "Birgitta Provsten")
    address = await face.get_attribute("src")
    assert (await birgitta.page.request.get(f"{served.url}{address}")).ok
    await birgitta.page.get_by_label("Ta bort bilden").check()
    await birgitta.presses(birgitta.page.get_by_role("button", name="Spara"))
    await expect(face).to_have_count(0)
    assert (await birgitta.page.request.get(f"{served.url}{address}")).status == 404


async def test_nobody_raises_themselves(served: Served, windows: Windows) -> None:
    """A coordinator changes neither herself nor another coordinator."""
    inger = await signed_in(windows, served.url, "inger")
    for person in ("inger", "mats"):
        await inger.goes_to(f"/desk/people/{person}")
        await expect(inger.page.get_by_role("heading", name="Ändra")).to_have_count(0)
        token = await inger.page.locator("input[name=csrf]").first.get_attribute("value")
        answer = await inger.page.request.post(
            f"{served.url}/desk/people/{person}", form={"csrf": token or "", "do": "stop"}
        )
        assert answer.status == 403
