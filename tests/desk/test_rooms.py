"""A room from its first fact to its sign on the wall, and a round through it on a phone."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in
from tests.desk.test_pages_for_everyone import HOSTILE, faults

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)


async def test_a_room_comes_on_the_wall(served: Served, windows: Windows) -> None:
    """A few words become a card of five steps; another reads it; then anybody's phone opens it."""
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/rooms/new")
    await inger.writes(inger.page.get_by_label("Namn", exact=True), "Öresund")
    await inger.writes(inger.page.get_by_label("Plats", exact=True), "plan 5")
    await inger.writes(inger.page.get_by_label("Antal platser"), "12")
    await inger.writes(
        inger.page.get_by_label("Panel"), "den lilla vita panelen på bordet vid fönstret"
    )
    await inger.page.get_by_label("Vem man ringer").select_option("vaktmasteri")
    await inger.presses(inger.page.get_by_role("button", name="Spara och skriv kortet"))
    await inger.reads("Högst 6 ord")
    await expect(inger.page.get_by_label("Namn", exact=True)).to_have_value("Öresund")
    await inger.writes(inger.page.get_by_label("Panel"), "den vita på bordet")
    await inger.presses(inger.page.get_by_role("button", name="Spara och skriv kortet"))
    await inger.reads("Rummet finns.")
    await inger.reads("Välj källa på panelen: den vita på bordet.")
    await inger.reads("Skylten finns här när kortet är publicerat.")
    assert (await inger.goes_to("/rooms/oresund")).status == 404
    await inger.goes_to("/desk/tips/rum-oresund/sv")
    await inger.presses(inger.page.get_by_role("button", name="Spara och låt någon läsa"))

    mats = await signed_in(windows, served.url, "mats")
    await mats.goes_to("/desk/tips/rum-oresund/sv")
    await mats.presses(mats.page.get_by_role("button", name="Publicera"))
    await mats.reads("Publicerat.")

    passer_by = await windows.open(served.url)
    found = await passer_by.page.goto(f"{served.url}/rooms/oresund")
    assert found is not None
    assert found.status == 200
    assert await passer_by.page.context.cookies() == []
    await expect(passer_by.page.get_by_role("heading", name="Öresund")).to_be_visible()
    await expect(passer_by.page.locator(".big-steps li")).to_have_count(5)
    await passer_by.page.goto(f"{served.url}/rooms/oresund/sheet")
    shown = await passer_by.page.get_by_alt_text("QR-kod").evaluate("one => one.naturalWidth")
    assert shown > 0

    elias = await windows.open(served.url, "elias")
    await elias.say("skärmen i Öresund är svart")
    await elias.reads("Anslut datorn och välj sedan källa på panelen.")


async def test_a_round_on_a_phone(served: Served, windows: Windows, tmp_path: Path) -> None:
    """What was answered survives what was forgotten; each no is told, and a yes mends."""
    photo = tmp_path / "rum.png"
    Image.new("RGB", (40, 30), "teal").save(photo)
    petra = await signed_in(windows, served.url, "petra", size=PHONE)
    page = petra.page
    await petra.goes_to("/desk/rooms/sessionssalen/round")
    for number in range(8):
        answer = "Nej" if number == 0 else "Ja"
        if number != 5:
            await page.locator("fieldset.ask").nth(number).get_by_text(answer, exact=True).click()
    await page.get_by_label("Vad är fel?").first.fill("Projektorn flimrar.")
    await page.get_by_label("Foto av utrustningen").set_input_files(photo)
    await page.get_by_label("Vad skulle göra rummet bättre?").fill("En längre kabel.")
    await petra.presses(page.get_by_role("button", name="Skicka rundan"))
    await petra.reads("Välj ja eller nej.")
    await expect(page.get_by_label("Vad är fel?").first).to_have_value("Projektorn flimrar.")
    await expect(page.get_by_role("img", name="Foto från genomgången")).to_be_visible()
    await page.locator("fieldset.ask").nth(5).get_by_text("Ja", exact=True).click()
    await petra.presses(page.get_by_role("button", name="Skicka rundan"))

    await petra.reads("Tack för rundan. Skicka eller läs upp")
    await petra.reads("Skärmen: Projektorn flimrar.")
    await petra.reads("1 lagat fel")
    await expect(page.get_by_role("img", name="Foto från genomgången")).to_be_visible()
    await page.locator("summary", has_text="Färdig text").click()
    await petra.reads("Rum: Sessionssalen, stadshuset")
    await petra.goes_to("/desk/rooms/wishes")
    await petra.reads("En längre kabel.")
    await petra.goes_to("/desk/rooms")
    await petra.reads("1 fel")


async def test_a_fault_on_the_desk_is_a_letter_in_the_chat(
    served: Served, windows: Windows
) -> None:
    """Whoever looks after the room gets it, and what they press is what the desk shows."""
    petra = await signed_in(windows, served.url, "petra")
    await petra.goes_to("/desk/rooms/tallen")
    await petra.page.get_by_text("Anmäl ett fel").click()
    await petra.page.get_by_label("Vad gäller det?").select_option("sound")
    await petra.writes(petra.page.get_by_label("Med egna ord"), "Det brummar.")
    await petra.presses(petra.page.get_by_role("button", name="Anmäl", exact=True))
    await petra.reads("Anmält. Ett brev är på väg till den som lagar.")
    await petra.reads("Oskar har fått ett brev")

    oskar = await windows.open(served.url, "oskar")
    await oskar.reads("Det här fungerar inte i Tallen, plan 3:")
    await oskar.reads("Det brummar.")
    await oskar.press("Lagat: ljudet")
    await oskar.reads("Nu är det noterat som lagat i Tallen: ljudet.")
    await petra.goes_to("/desk/rooms/tallen")
    await petra.reads("Inget fel är anmält.")


async def test_of_two_who_change_a_room_nobodys_words_are_lost(
    served: Served, windows: Windows
) -> None:
    """The second reads both texts, and keeps either; then the card is behind its facts."""
    inger = await signed_in(windows, served.url, "inger")
    mats = await signed_in(windows, served.url, "mats")
    for desk in (inger, mats):
        await desk.goes_to("/desk/rooms/granen")
        await desk.page.get_by_text("Ändra uppgifterna").click()
    await inger.writes(inger.page.get_by_label("Panel"), "den blå")
    await inger.presses(inger.page.get_by_role("button", name="Spara uppgifterna"))
    await inger.reads("Sparat.")
    await mats.writes(mats.page.get_by_label("Panel"), "den gula")
    await mats.presses(mats.page.get_by_role("button", name="Spara uppgifterna"))
    await mats.reads("Någon annan sparade först")
    await mats.reads("den blå")
    await mats.reads("den gula")
    assert await faults(mats) == []
    await mats.presses(mats.page.get_by_role("button", name="Spara mitt ändå"))
    await mats.reads("den gula")
    await mats.reads("Uppgifterna har ändrats")
    await mats.presses(mats.page.get_by_role("button", name="Kortet stämmer"))
    await expect(mats.page.get_by_text("Uppgifterna har ändrats")).to_have_count(0)


async def test_a_room_rests_and_comes_back(served: Served, windows: Windows) -> None:
    """Its sign and its card answer no more; what was found in it stays."""
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/rooms/sessionssalen")
    await inger.presses(inger.page.get_by_role("button", name="Låt rummet vila"))
    await inger.reads("Rummet vilar")
    await inger.reads("Eluttag vid fler platser.")
    assert (await inger.goes_to("/rooms/sessionssalen")).status == 404
    await inger.goes_to("/desk/rooms")
    await inger.reads("Rum som vilar")
    await inger.goes_to("/desk/rooms/sessionssalen")
    await inger.presses(inger.page.get_by_role("button", name="Ta rummet i bruk igen"))
    await inger.reads("Någon annan läser kortet innan det svarar igen.")


async def test_a_coach_sees_the_register_and_changes_no_fact(
    served: Served, windows: Windows
) -> None:
    """Rounds and faults are theirs; the form is not shown."""
    petra = await signed_in(windows, served.url, "petra")
    await petra.goes_to("/desk/rooms/tallen")
    await petra.reads("Oskar Modellberg")
    await expect(petra.page.get_by_role("link", name="Gå en runda")).to_be_visible()
    for words in ("Ändra uppgifterna", "Låt rummet vila"):
        await expect(petra.page.get_by_text(words)).to_have_count(0)
    assert (await petra.goes_to("/desk/rooms/new")).status == 403


async def test_a_round_works_without_javascript(served: Served, windows: Windows) -> None:
    """A borrowed phone with everything turned off sends it all the same."""
    context = await windows.browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{served.url}/desk/sign-in")
    await page.locator('button[value="petra"]').click()
    await page.goto(f"{served.url}/desk/rooms/granen/round")
    for number in range(8):
        asked = page.locator("fieldset.ask").nth(number)
        if not await asked.locator("input:checked").count():
            await asked.get_by_text("Ja", exact=True).click()
    await page.get_by_role("button", name="Skicka rundan").click()

    await expect(page.get_by_role("status")).to_contain_text("Tack för rundan. Allt fungerar.")
    await context.close()


async def test_hostile_words_do_nothing_anywhere(served: Served, windows: Windows) -> None:
    """Not in a fact, a fault, a note or a wish; on the desk, on the list and on the wall."""
    inger = await signed_in(windows, served.url, "inger")
    page = inger.page
    for number, text in enumerate(HOSTILE):
        await inger.goes_to("/desk/rooms/granen")
        await page.get_by_text("Ändra uppgifterna").click()
        await page.get_by_label("Plats", exact=True).fill(text)
        await page.get_by_role("button", name="Spara uppgifterna").click()
        await inger.reads("Sparat.")
        await page.get_by_text("Anmäl ett fel").click()
        await page.get_by_label("Vad gäller det?").select_option("other")
        await page.get_by_label("Med egna ord").fill(f"{number} {text}")
        await page.get_by_role("button", name="Anmäl", exact=True).click()
        await inger.reads(text.split()[0])
        for path in ("/desk/rooms", "/desk/rooms/wishes", "/rooms/granen", "/rooms/granen/sheet"):
            await inger.goes_to(path)
            assert await page.evaluate("window.hit") is None
